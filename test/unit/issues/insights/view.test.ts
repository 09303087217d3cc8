import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { insightsView } from '../../../../src/issues/insights/view.ts';
import type { InsightsView } from '../../../../src/shared/insights-view.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { FlagInsights } from '../../../../src/triage/insights/flag-insights.ts';
import { matches } from '../../../../src/triage/insights/counting.ts';
import { usual } from '../../../../src/triage/issues/queries.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import { editor, mask } from '../../../support/vscode.ts';

let world: SandboxSession;
let insights: FlagInsights;
let offered: Map<string, { readonly command: string; readonly args: Readonly<Record<string, string | number>> }>;

beforeEach(async () => {
  editor.isMasking = false;
  world = await startSandboxSession(systemClock);
  onTestFinished(async () => {
    editor.isMasking = false;
    await world.close();
  });
  insights = new FlagInsights(world.session);
});

function view(): InsightsView {
  offered = new Map();
  return insightsView({
    session: world.session,
    insights,
    range: '52w',
    now: new Date(),
    offer: (name, command, args) => {
      offered.set(name, { command, args });
      return name;
    },
  });
}

const sentences = (shown: InsightsView): string[] => shown.notes.map(({ sentence }) => sentence);
const asNumber = (cell: string | undefined): number => Number((cell ?? '').replaceAll(/\D/g, ''));

it('each bar leads to as many flags as it shows, and the tables have the numbers of the pictures', async () => {
  await insights.load();
  const { pictures } = view();
  expect(pictures.map(({ title }) => title)).toEqual([
    'Flags by Type',
    'Flags over Time',
    'Flags by Agent Version',
    'Flags by Node',
  ]);
  for (const { bars, table } of pictures) {
    expect(bars.length).toBeGreaterThan(0);
    for (const [place, bar] of bars.entries()) {
      const { command, args } = offered.get(bar.action ?? '') ?? { command: '', args: {} };
      const { connectionId: _connectionId, ...query } = args;
      if (bar.count > 0) expect(command).toBe('callTriage.showFlags');
      else expect(bar.action).toBeNull();
      if (bar.count > 0) expect(insights.flags.filter((flag) => matches(flag, query)).length).toBe(bar.count);
      expect(asNumber(table.rows[place]?.at(-1))).toBe(bar.count);
      expect(table.rows[place]?.[0]).toContain(bar.label);
    }
  }
});

it('says which issues are counted and what is not, each with a way to it', async () => {
  world.session.issues.finding = usual;
  const issues = await world.ask<{ data: { items: { id: string; flag_count: number; status: string }[] } }>(
    'GET',
    '/v1/triage/issues?limit=100&status=in_progress',
  );
  const broken = issues.body.data.items.find(({ flag_count: count }) => count > 0);
  const refusal = { kind: 'status', status: 403, body: {} };
  for (const path of [`/v1/triage/issues/${broken?.id}/flags`, '/v1/triage/flag-types']) {
    await world.ask('POST', '/sandbox/faults', { match: { method: 'GET', path }, fault: refusal });
  }
  await insights.load();
  const shown = view();
  expect(sentences(shown)[0]).toBe('Only issues that the Issues view lists are counted: open.');
  expect(offered.get(shown.notes[0]?.action?.run ?? '')?.command).toBe('callTriage.showAllIssues');
  expect(sentences(shown)[1]).toMatch(/^The flags of 1 issue are not loaded\. .+/);
  expect(shown.notes[1]?.action).toEqual({ label: 'Load Flags', load: 'flags' });
  expect(sentences(shown)[2]).toMatch(/^Could not read the flag types: .+/);
  expect(shown.pictures[0]).toMatchObject({ legend: null, table: { heads: ['Flag type', 'In loaded issues'] } });
  expect(shown.scope).toMatch(/^.+: \d+ flags in \d+ loaded issues$/);
});

it('without any flags says so, and leads to the calls', async () => {
  const empty = await startSandboxSession(systemClock);
  onTestFinished(() => empty.close());
  const path = '^/v1/triage/(issues|flag-types)$';
  const body = { data: { items: [], next_cursor: null }, errors: null };
  await empty.ask('POST', '/sandbox/faults', {
    match: { method: 'GET', path },
    fault: { kind: 'status', status: 200, body },
  });
  world.session.issues.list.reset();
  insights = new FlagInsights(empty.session);
  await insights.load();
  const before = world;
  world = empty;
  const shown = view();
  world = before;
  expect([shown.pictures, shown.empty?.sentence]).toEqual([
    [],
    'No flags yet. Open a call and flag a message to see it here.',
  ]);
  expect(offered.get(shown.empty?.action?.run ?? '')?.command).toBe('callTriage.calls.focus');
});

it('names of the service are one clean line, and masked where personal data is', async () => {
  const { session } = world;
  await insights.load();
  const found = insights.flags.find(({ flag }) => flag.message_index !== null);
  await session.api.flags.add(found?.issue.id ?? '', {
    call_id: found?.flag.call_id ?? '',
    type: 'dead_air',
    node_id: 'node 4155550123',
    node_name: 'Ask\n\u202Emax.muster@example.com\u0000 or +1 415 555 0123',
  });
  await insights.refresh();
  const nodes = (shown: InsightsView): string[] =>
    shown.pictures.find(({ id }) => id === 'nodes')?.table.rows.map(([name]) => name ?? '') ?? [];
  expect(nodes(view())).toContain('Ask max.muster@example.com or +1 415 555 0123');
  await mask();
  const masked = nodes(view()).find((name) => name.startsWith('Ask •'));
  expect(masked).toMatch(/^Ask •••@••• or \+• ••• •••[ -]••••$/);
  const seen = view().pictures.flatMap(({ bars, summary, table }) => [
    summary,
    ...table.rows.flat(),
    ...bars.flatMap(({ label, heard }) => [label, heard]),
  ]);
  expect(seen.join('\n')).not.toMatch(/muster|0123/);
});
