import type { InsightsHostMessage, InsightsMessage } from '../../../src/shared/insights-messages.ts';
import type { BarView, InsightsView, PictureView } from '../../../src/shared/insights-view.ts';
import { type OpenOptions, type Tab, useTabs, WebPage } from './web-page.ts';

export function bar(id: string, count: number, change: Partial<BarView> = {}): BarView {
  const total = change.total ?? count;
  return {
    id,
    label: id,
    detail: '',
    count,
    total,
    heard: `${[change.label ?? id, ...(change.detail === undefined ? [] : [change.detail])].join(' · ')}: ${total} flags`,
    tick: '',
    action: count === 0 ? null : `insights:${id}`,
    ...change,
  };
}

function picture(id: PictureView['id'], title: string, bars: readonly BarView[], change: Partial<PictureView> = {}) {
  const rows = bars.map(({ label, total }) => [label, String(total)]);
  return {
    id,
    title,
    source: '21 flags in 12 loaded issues.',
    summary: `Most flags: ${bars[0]?.label ?? ''}.`,
    legend: null,
    bars,
    notes: [],
    table: { heads: [title, 'Flags'], rows, note: '' },
    save: `insights:save/${id}`,
    ...change,
  };
}

const days = Array.from({ length: 30 }, (_, day) => {
  const change = day % 5 === 4 ? { tick: `Apr ${day + 1}` } : {};
  return bar(`Apr ${day + 1}`, [0, 2, 0, 5][day % 4] ?? 0, change);
});

/** Insights with a bit of everything. */
export const insightsView: InsightsView = {
  scope: 'Test service: 21 flags in 12 loaded issues',
  notes: [
    {
      sentence: 'Only issues that the Issues view lists are counted: open.',
      action: { label: 'Show All Issues', run: 'insights:all' },
    },
    { sentence: 'More issues are on the service.', action: { label: 'Load More', load: 'issues' } },
    { sentence: 'Not counted because they could not be read: 1 flag.', action: null },
  ],
  progress: null,
  ranges: [
    { id: '7d', label: 'Last 7 days' },
    { id: '30d', label: 'Last 30 days' },
    { id: '13w', label: 'Last 13 weeks' },
    { id: '52w', label: 'Last 52 weeks' },
  ],
  range: '30d',
  empty: null,
  pictures: [
    picture(
      'types',
      'Flags by Type',
      [
        bar('missed_handoff', 8, { total: 12, heard: 'missed_handoff: 12 flags, 8 of them in loaded issues' }),
        bar('dead_air', 6),
        bar('wrong_pathway_node', 0, { total: 3 }),
      ],
      { legend: ['in loaded issues', 'in other issues'] },
    ),
    picture('time', 'Flags over Time', days),
    picture(
      'versions',
      'Flags by Agent Version',
      [bar('Larkspur Support 1.3.0', 14), bar('Unknown agent version', 7)],
      {
        notes: [{ sentence: '7 flags on calls that are not loaded.', action: { label: 'Load Calls', load: 'calls' } }],
      },
    ),
    picture('nodes', 'Flags by Node', [bar('Verify identity', 9, { detail: 'Larkspur Support' }), bar('No node', 12)]),
  ],
  copy: 'insights:copy',
};

/** The insights page. */
export class InsightsPageUnderTest extends WebPage<InsightsHostMessage, InsightsMessage> {
  constructor(tab: Tab, options: OpenOptions) {
    super('insights', tab, options);
  }

  async ready(view: InsightsView = insightsView): Promise<void> {
    await this.send({ type: 'insights', view });
    await this.page.locator('.insights').waitFor();
  }
}

/** The insights pages of one test file. */
export function useInsightsPages(): {
  open: (options?: OpenOptions) => Promise<InsightsPageUnderTest>;
  show: (options?: OpenOptions, view?: InsightsView) => Promise<InsightsPageUnderTest>;
} {
  const tabs = useTabs();
  const open = (options: OpenOptions = {}): Promise<InsightsPageUnderTest> =>
    tabs.open((tab) => new InsightsPageUnderTest(tab, options));
  const show = async (options: OpenOptions = {}, view?: InsightsView): Promise<InsightsPageUnderTest> => {
    const page = await open(options);
    await page.ready(view);
    return page;
  };
  return { open, show };
}
