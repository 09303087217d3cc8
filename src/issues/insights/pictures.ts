import * as vscode from 'vscode';
import { formatNumber } from '../../editor/words/format.ts';
import type { BarView, InsightRange, PictureId, PictureView, TableView } from '../../shared/insights-view.ts';
import {
  type CountedFlag,
  countNodes,
  countTypes,
  countVersions,
  type FlagQuery,
  type NodeCount,
  type VersionCount,
} from '../../triage/insights/counting.ts';
import type { FlagInsights } from '../../triage/insights/flag-insights.ts';
import { countPeriods } from '../../triage/insights/periods.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Offer } from '../page/offers.ts';
import { flagCount, issueCount, type Named, nodeName, periodName, tickName, typeName, versionName } from './words.ts';

/** Bars of a picture, and rows of its table; what is more is said. */
const mostBars = 15;
const mostRows = 500;

/** Columns between two dates below them. */
const tickEvery = { day: 5, week: 4 } as const;

/** What the pictures are drawn from. */
export interface Pictured {
  readonly session: Session;
  readonly insights: FlagInsights;
  readonly range: InsightRange;
  readonly now: Date;
  readonly offer: Offer;
}

/** Returns the pictures in the order of the page. */
export function picturesOf(pictured: Pictured): readonly PictureView[] {
  const { flags } = pictured.insights;
  return [
    typesPicture(pictured, flags),
    timePicture(pictured, flags),
    versionsPicture(pictured, flags),
    nodesPicture(pictured, flags),
  ];
}

function typesPicture(pictured: Pictured, flags: readonly CountedFlag[]): PictureView {
  const { l10n } = vscode;
  const { session, insights } = pictured;
  const hasCatalogue = insights.typesError === undefined && session.flagTypes.settled;
  const counts = countTypes(flags, hasCatalogue ? session.flagTypes.types : []);
  const bars = counts.map((count) =>
    barOf(pictured, typeName(count), count.loaded, count.total, `type/${count.type}`, { type: count.type }),
  );
  const isWhole = counts.every(({ loaded, total }) => loaded === total);
  const total = counts.reduce((sum, count) => sum + count.total, 0);
  const heads = [l10n.t('Flag type'), ...(hasCatalogue ? [l10n.t('All flags')] : []), l10n.t('In loaded issues')];
  const rows = counts.map((count) => [
    typeName(count).label,
    ...(hasCatalogue ? [formatNumber(count.total)] : []),
    formatNumber(count.loaded),
  ]);
  return {
    ...shared(pictured, 'types', bars),
    title: l10n.t('Flags by Type'),
    source: hasCatalogue
      ? l10n.t('All {0} of the organization, from its catalog of flag types.', flagCount(total))
      : loadedSource(pictured, flags),
    legend: hasCatalogue && !isWhole ? [l10n.t('in loaded issues'), l10n.t('in other issues')] : null,
    table: tableOf(heads, rows),
    notes: [],
  };
}

function timePicture(pictured: Pictured, flags: readonly CountedFlag[]): PictureView {
  const { l10n } = vscode;
  const { range, now } = pictured;
  const { periods, unit, outside, untimed } = countPeriods(flags, range, now);
  const bars = periods.map((period, place) => {
    const fromEnd = periods.length - 1 - place;
    const isTicked = periods.length <= 7 || fromEnd % tickEvery[unit] === 0;
    const [since, until] = [period.since, period.until].map((time) => new Date(time).toISOString());
    const named = { label: periodName(period, unit, now), detail: '' };
    const bar = barOf(pictured, named, period.count, period.count, `time/${period.since}`, { since, until });
    return { ...bar, tick: isTicked ? tickName(period) : '' };
  });
  const rows = periods.map((period) => [periodName(period, unit, now), formatNumber(period.count)]);
  const notes = [
    ...(outside === 0 ? [] : [l10n.t('{0} outside of this range.', flagCount(outside))]),
    ...(untimed === 0 ? [] : [l10n.t('{0} without a readable time.', flagCount(untimed))]),
  ];
  const inRange = periods.reduce((sum, { count }) => sum + count, 0);
  const busiest = periods.toSorted((a, b) => b.count - a.count)[0];
  return {
    ...shared(pictured, 'time', bars),
    title: l10n.t('Flags over Time'),
    source: loadedSource(pictured, flags),
    summary:
      busiest === undefined || busiest.count === 0
        ? l10n.t('No flags in this range.')
        : l10n.t(
            '{0}; the most, {1}: {2}.',
            flagCount(inRange),
            periodName(busiest, unit, now),
            formatNumber(busiest.count),
          ),
    legend: null,
    table: tableOf([unit === 'day' ? l10n.t('Day') : l10n.t('Week'), l10n.t('Flags')], rows),
    notes: notes.map((sentence) => ({ sentence, action: null })),
  };
}

function versionsPicture(pictured: Pictured, flags: readonly CountedFlag[]): PictureView {
  const { l10n } = vscode;
  const { insights } = pictured;
  const counts = countVersions(flags);
  const query = ({ ranOn }: VersionCount): FlagQuery => ({ ...ranOn });
  const unread = new Set(insights.unreadCalls);
  const unreadFlags = flags.filter(({ flag }) => unread.has(flag.call_id)).length;
  return {
    ...shared(
      pictured,
      'versions',
      counts.map((one) =>
        barOf(pictured, versionName(pictured, one), one.count, one.count, `version/${keyOf(query(one))}`, query(one)),
      ),
    ),
    title: l10n.t('Flags by Agent Version'),
    source: loadedSource(pictured, flags),
    legend: null,
    table: tableOf(
      [l10n.t('Agent or pathway version'), l10n.t('Flags')],
      counts.map((one) => [fullName(versionName(pictured, one)), formatNumber(one.count)]),
    ),
    notes:
      unreadFlags === 0
        ? []
        : [
            {
              sentence: l10n.t('{0} on calls that are not loaded.', flagCount(unreadFlags)),
              action: { label: l10n.t('Load Calls'), load: 'calls' },
            },
          ],
  };
}

function nodesPicture(pictured: Pictured, flags: readonly CountedFlag[]): PictureView {
  const { l10n } = vscode;
  const counts = countNodes(flags);
  const query = ({ nodeId, nodeName: name, ranOn }: NodeCount): FlagQuery =>
    nodeId + name === '' ? { nodeId, nodeName: name } : { nodeId, nodeName: name, ...ranOn };
  return {
    ...shared(
      pictured,
      'nodes',
      counts.map((one) =>
        barOf(pictured, nodeName(pictured, one), one.count, one.count, `node/${keyOf(query(one))}`, query(one)),
      ),
    ),
    title: l10n.t('Flags by Node'),
    source: loadedSource(pictured, flags),
    legend: null,
    table: tableOf(
      [l10n.t('Node'), l10n.t('Agent or pathway'), l10n.t('Flags')],
      counts.map((one) => {
        const { label, detail } = nodeName(pictured, one);
        return [label, detail, formatNumber(one.count)];
      }),
    ),
    notes: [],
  };
}

/** What all pictures have, with a summary that names the longest bars. */
function shared({ session, range, offer }: Pictured, id: PictureId, all: readonly BarView[]) {
  const { l10n } = vscode;
  const bars = id === 'time' ? all : all.slice(0, mostBars);
  const named = all.slice(0, 3).map((bar) => `${fullName(bar)} (${formatNumber(bar.total)})`);
  const place = { connectionId: session.connection.id };
  return {
    id,
    bars,
    summary:
      named.length === 0
        ? l10n.t('No flags in the loaded issues.')
        : bars.length < all.length
          ? l10n.t('The first {0} of {1}; most flags: {2}.', bars.length, formatNumber(all.length), named.join(', '))
          : l10n.t('Most flags: {0}.', named.join(', ')),
    save: offer(`save/${id}`, 'callTriage.saveInsights', { ...place, picture: id, range }),
  };
}

function barOf(
  { session, offer }: Pictured,
  { label, detail }: Named,
  count: number,
  total: number,
  id: string,
  query: FlagQuery,
): BarView {
  const { l10n } = vscode;
  const name = fullName({ label, detail });
  const heard =
    total === count
      ? l10n.t('{0}: {1}', name, flagCount(total))
      : l10n.t('{0}: {1}, {2} of them in loaded issues', name, flagCount(total), formatNumber(count));
  const wanted = Object.entries(query).flatMap(([field, value]) =>
    typeof value === 'string' ? [[field, value] as const] : [],
  );
  const args = { connectionId: session.connection.id, ...Object.fromEntries(wanted) };
  // The page may be given no name that is longer than it may send back.
  const action = count === 0 || id.length > 2000 ? null : offer(id, 'callTriage.showFlags', args);
  return { id, label, detail, count, total, heard, tick: '', action };
}

function loadedSource({ insights }: Pictured, flags: readonly CountedFlag[]): string {
  return vscode.l10n.t('{0} in {1}.', flagCount(flags.length), issueCount(insights.issues.length));
}

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): TableView {
  const shown = rows.slice(0, mostRows);
  const note =
    shown.length === rows.length
      ? ''
      : vscode.l10n.t('The first {0} of {1} rows.', formatNumber(mostRows), formatNumber(rows.length));
  return { heads, rows: shown, note };
}

function fullName({ label, detail }: Named): string {
  return detail === '' ? label : `${label} · ${detail}`;
}

function keyOf(query: FlagQuery): string {
  return JSON.stringify(Object.values(query));
}
