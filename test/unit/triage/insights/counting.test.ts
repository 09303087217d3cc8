import { describe, expect, it } from 'vitest';
import { flagSchema } from '../../../../src/api/bland/flags.ts';
import { issueSchema } from '../../../../src/api/bland/issues.ts';
import {
  countNodes,
  countTypes,
  countVersions,
  type CountedFlag,
  type FlagQuery,
  matches,
  type RanOn,
} from '../../../../src/triage/insights/counting.ts';
import { countPeriods } from '../../../../src/triage/insights/periods.ts';
import { flag as flagSample, issue as issueSample } from '../../api/samples.ts';

const issue = issueSchema.parse(issueSample);
const nowhere: RanOn = { agentId: '', agentVersionId: '', pathwayId: '', pathwayVersion: '' };
let made = 0;

function flag(change: object = {}, ranOn: Partial<RanOn> = {}): CountedFlag {
  made += 1;
  const sample = { ...flagSample, id: `f-${made}`, node_id: null, node_name: null, ...change };
  return { issue, flag: flagSchema.parse(sample), ranOn: { ...nowhere, ...ranOn } };
}

const catalogueType = (type: string, count: number) => ({
  type,
  description: '',
  usage_count: count,
  last_used_at: null,
});

/** Names that could be taken for keys, markup or each other. */
const hostile = ['__proto__', 'constructor', 'a\nb', '["a","b"]', '<b>', '', ' ', '\u202Ex'];

const flags: readonly CountedFlag[] = [
  ...hostile.flatMap((name) => [
    flag({ type: `type ${name}`, node_id: name === '' ? null : name, node_name: `node ${name}` }),
    flag({ type: '__proto__', node_id: '1', node_name: 'Start' }, { agentId: name, agentVersionId: 'v' }),
  ]),
  flag({ type: 'dead_air', node_id: '1', node_name: 'Start' }, { agentId: 'a', agentVersionId: 'v1' }),
  flag({ type: 'dead_air', node_id: '1', node_name: 'Start' }, { agentId: 'a', agentVersionId: 'v2' }),
  flag({ type: 'dead_air', node_id: '1', node_name: 'Start' }, { agentId: 'b' }),
  flag({ type: 'dead_air' }, { pathwayId: 'p', pathwayVersion: '3' }),
  flag({ type: 'dead_air' }),
];

const found = (query: FlagQuery): number => flags.filter((one) => matches(one, query)).length;

describe('each bar', () => {
  it('of a type, a version or a node has as many flags as its query finds, and all bars have all flags', () => {
    const types = countTypes(flags, []);
    const versions = countVersions(flags);
    const nodes = countNodes(flags);
    for (const { type, loaded } of types) expect(found({ type })).toBe(loaded);
    for (const { ranOn, count } of versions) expect(found(ranOn)).toBe(count);
    for (const { nodeId, nodeName, ranOn, count } of nodes) {
      const isNone = nodeId + nodeName === '';
      expect(found({ nodeId, nodeName, ...(isNone ? {} : ranOn) })).toBe(count);
    }
    for (const counts of [
      types.map(({ loaded }) => loaded),
      versions.map(({ count }) => count),
      nodes.map(({ count }) => count),
    ]) {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(flags.length);
    }
  });

  it('of a node is of one agent, in all its versions; flags without a node come last', () => {
    const starts = countNodes(flags).filter(
      ({ nodeName, ranOn }) => nodeName === 'Start' && 'ab'.includes(ranOn.agentId),
    );
    expect(starts.find(({ ranOn }) => ranOn.agentId === 'a')?.count).toBe(2);
    expect(starts.find(({ ranOn }) => ranOn.agentId === 'b')?.count).toBe(1);
    expect(countNodes(flags).at(-1)).toMatchObject({ nodeId: '', nodeName: '', count: 2 });
  });

  it('of a version is of one agent or pathway; what is not known is counted as that, last', () => {
    const versions = countVersions(flags);
    expect(versions.at(-1)).toEqual({ ranOn: nowhere, count: hostile.length + 1 });
    expect(versions.find(({ ranOn }) => ranOn.pathwayId === 'p')).toMatchObject({ count: 1 });
    expect(versions.filter(({ ranOn }) => ranOn.agentId === 'a').map(({ count }) => count)).toEqual([1, 1]);
  });
});

it('types have the counts of the catalog, never fewer than are loaded, and those that it lacks', () => {
  const two = [flag({ type: 'new_one' }), flag({ type: 'new_one' }), flag({ type: 'stale' }), flag({ type: 'stale' })];
  const catalogue = [catalogueType('elsewhere', 9), catalogueType('stale', 1), catalogueType('gone', 0)];
  expect(countTypes(two, catalogue)).toEqual([
    { type: 'elsewhere', loaded: 0, total: 9 },
    { type: 'new_one', loaded: 2, total: 2 },
    { type: 'stale', loaded: 2, total: 2 },
  ]);
});

describe('over time', () => {
  const at = (...parts: [number, number, number, number?, number?]): string => new Date(...parts).toISOString();

  it('days begin at midnight here, days without flags count as zero, and what is outside is told', () => {
    const now = new Date(2026, 3, 30, 0, 5);
    const some = [
      flag({ created_at: at(2026, 3, 30) }),
      flag({ created_at: at(2026, 3, 29, 23, 59) }),
      flag({ created_at: at(2026, 3, 24) }),
      flag({ created_at: at(2026, 3, 23, 23, 59) }),
      flag({ created_at: at(2026, 4, 1) }),
      flag({ created_at: 'yesterday' }),
    ];
    const { periods, unit, outside, untimed } = countPeriods(some, '7d', now);
    expect([unit, outside, untimed]).toEqual(['day', 2, 1]);
    expect(periods.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 1, 1]);
    expect(periods.map(({ since }) => new Date(since).getHours())).toEqual([0, 0, 0, 0, 0, 0, 0]);
    for (const { since, until, count } of periods) {
      const query = { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
      expect(some.filter((one) => matches(one, query)).length).toBe(count);
    }
  });

  it.each([
    ['13w', 13],
    ['52w', 52],
  ] as const)('%s are whole weeks from Monday to Sunday, without gaps', (range, count) => {
    const { periods, unit } = countPeriods([flag({ created_at: at(2026, 3, 27) })], range, new Date(2026, 3, 30, 12));
    expect([periods.length, unit]).toEqual([count, 'week']);
    expect(new Set(periods.map(({ since }) => new Date(since).getDay()))).toEqual(new Set([1]));
    expect(periods.slice(1).map(({ since }) => since)).toEqual(periods.slice(0, -1).map(({ until }) => until));
    expect(periods.at(-1)?.count).toBe(1);
  });

  it('a day of 23 or 25 hours is one day', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    try {
      const some = [flag({ created_at: '2026-03-28T22:59:00Z' }), flag({ created_at: '2026-03-29T21:59:00Z' })];
      const { periods } = countPeriods(some, '7d', new Date('2026-03-30T10:00:00Z'));
      const short = periods.find(({ since }) => since === Date.parse('2026-03-28T23:00:00Z'));
      expect(short?.until).toBe(Date.parse('2026-03-29T22:00:00Z'));
      expect(periods.map(({ count }) => count).slice(-3)).toEqual([1, 1, 0]);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});
