import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Issue, issueFilterSchema, issueSchema } from '../../../../src/api/bland/issues.ts';
import { mergeNewest } from '../../../../src/triage/issues/merge-newest.ts';
import {
  changeQuery,
  countOf,
  everything,
  filterOf,
  groupIssues,
  isFiltered,
  type QueryChange,
  queryChangeSchema,
  readFinding,
  usual,
} from '../../../../src/triage/issues/queries.ts';
import { readSavedQueries } from '../../../../src/triage/issues/saved-queries.ts';
import { issue as sample } from '../../api/samples.ts';

const issue = issueSchema.parse(sample);
const values = fc.array(fc.constantFrom('todo', 'done', 'strange', ''), { maxLength: 4 });
const id = fc.constantFrom('', 'u-1', 'u-2');
const change: fc.Arbitrary<QueryChange> = fc
  .record(
    {
      search: fc.option(fc.string({ maxLength: 20 })),
      status: fc.option(values),
      severity: fc.option(values),
      category: fc.option(values),
      resourceType: fc.option(fc.constantFrom('call' as const, 'file' as const)),
      assigneeId: fc.option(id),
      ownerId: fc.option(id),
      hasAlert: fc.option(fc.boolean()),
      dateField: fc.option(fc.constantFrom('created_at' as const, 'last_activity_at' as const)),
      dateRange: fc.option(fc.constantFrom('24h' as const, '90d' as const)),
    },
    { requiredKeys: [] },
  )
  .map((given) => queryChangeSchema.parse(given));
const manyIssues: fc.Arbitrary<Issue[]> = fc.uniqueArray(
  fc.record({
    ...Object.fromEntries(Object.entries(issue).map(([name, value]) => [name, fc.constant(value)])),
    id: fc.integer({ min: 0, max: 60 }).map(String),
    status: fc.constantFrom('todo', 'done', 'backlog', 'odd'),
    severity: fc.constantFrom('low', 'critical', 'unheard'),
    category: fc.constantFrom('Bug', 'Ärger', ''),
    assignee_id: fc.option(fc.constantFrom('u-1', 'u-2')),
    last_activity_at: fc.integer({ min: 10, max: 59 }).map((n) => `2026-01-01T00:00:${n}.000Z`),
  }) as fc.Arbitrary<Issue>,
  { selector: (one) => one.id, maxLength: 40 },
);

describe('a query', () => {
  it('is made of what is set and nothing else, whatever the changes', () => {
    fc.assert(
      fc.property(change, change, (first, second) => {
        const query = changeQuery(changeQuery({}, first), second);
        for (const value of Object.values(query)) {
          expect(value).not.toBeNull();
          if (Array.isArray(value)) expect(value.length).toBeGreaterThan(0);
          if (Array.isArray(value)) expect(new Set(value).size).toBe(value.length);
        }
        expect(query.dateField === undefined || query.dateRange !== undefined).toBe(true);
        expect(isFiltered(query)).toBe(Object.keys(query).length > 0);
        // The same change again changes nothing, and a window that remembers it reads the same.
        expect(changeQuery(query, second)).toEqual(query);
        expect(readFinding(JSON.parse(JSON.stringify({ ...everything, query }))).query).toEqual(query);
      }),
    );
  });

  it('is what List Issues takes', () => {
    fc.assert(
      fc.property(change, (given) => {
        const filter = filterOf({ ...everything, query: changeQuery({}, given) });
        expect(issueFilterSchema.safeParse(filter).success).toBe(true);
      }),
    );
  });

  it('maps every filter to the name that List Issues documents', () => {
    const query = changeQuery(
      {},
      queryChangeSchema.parse({
        search: ' hold ',
        status: 'todo',
        severity: ['high', 'low'],
        category: ['Bug'],
        resourceType: 'file',
        assigneeId: 'a',
        ownerId: 'o',
        agentId: 'ag',
        agentVersionId: 'av',
        dispatchId: 'd',
        skillId: 's',
        hasAlert: false,
        dateField: 'created_at',
        dateRange: '7d',
      }),
    );
    expect(filterOf({ query, sort: 'severity', order: 'asc' })).toEqual({
      sort: 'severity',
      order: 'asc',
      search: 'hold',
      status: ['todo'],
      severity: ['high', 'low'],
      category: ['Bug'],
      resource_type: 'file',
      assignee_id: 'a',
      owner_id: 'o',
      agent_id: 'ag',
      agent_version_id: 'av',
      dispatch_id: 'd',
      skill_id: 's',
      has_alert: false,
      date_field: 'created_at',
      date_range: '7d',
    });
    const nothing = filterOf(everything);
    expect(Object.values(nothing).filter((value) => value !== undefined)).toEqual([]);
  });

  it('keeps what is not named, and takes out what is null or empty', () => {
    const before = changeQuery({}, { status: ['todo'], severity: ['high'], search: 'x', dateRange: '7d' });
    expect(changeQuery(before, { status: [], search: '', dateRange: null })).toEqual({ severity: ['high'] });
  });

  it('that was remembered and cannot be read is as usual', () => {
    for (const odd of [
      undefined,
      null,
      7,
      'x',
      [],
      { query: { status: 7 } },
      { query: { colour: 'red' } },
      { sort: 'x' },
    ]) {
      expect(readFinding(odd)).toEqual(usual);
    }
  });
});

describe('groups', () => {
  it('hold every issue exactly once, with what the group is about, in the order of the list', () => {
    const by = fc.constantFrom('status' as const, 'severity' as const, 'category' as const, 'assignee' as const);
    fc.assert(
      fc.property(manyIssues, by, (issues, grouping) => {
        const groups = groupIssues(issues, grouping);
        expect(
          groups
            .flatMap((group) => group.issues)
            .map((one) => one.id)
            .sort(),
        ).toEqual(issues.map((one) => one.id).sort());
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
        for (const { key, issues: members } of groups) {
          expect(members.length).toBeGreaterThan(0);
          for (const one of members)
            expect((grouping === 'assignee' ? one.assignee_id : one[grouping]) ?? '').toBe(key);
          const places = members.map((one) => issues.indexOf(one));
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        }
        const none = groups.findIndex(({ key }) => key === '');
        expect(none === -1 || none === groups.length - 1).toBe(true);
      }),
    );
  });

  it('stand in the order of severity and status, unknown values after the known', () => {
    const of = (severity: string, status: string, n: number) => ({ ...issue, id: String(n), severity, status });
    const issues = [
      of('low', 'closed', 1),
      of('weird', 'backlog', 2),
      of('critical', 'odd', 3),
      of('medium', 'todo', 4),
    ];
    expect(groupIssues(issues, 'severity').map(({ key }) => key)).toEqual(['critical', 'medium', 'low', 'weird']);
    const people = ['u-1', null, 'u-2'].map((assignee_id) => ({ ...issue, assignee_id }));
    const names = new Map([
      ['u-1', 'Zoe'],
      ['u-2', 'Ann'],
    ]);
    const named = groupIssues(people, 'assignee', (key) => names.get(key) ?? key);
    expect(named.map(({ key }) => key)).toEqual(['u-2', 'u-1', '']);
    expect(groupIssues(issues, 'status').map(({ key }) => key)).toEqual(['backlog', 'todo', 'closed', 'odd']);
  });

  it('count what is loaded, and say when that may not be all', () => {
    expect([countOf(50, true), countOf(7, false), countOf(0, false)]).toEqual(['50+', '7', '0']);
  });
});

describe('newer pages in front of older ones', () => {
  const newestFirst = (issues: readonly Issue[]) =>
    issues.toSorted((a, b) => String(b.last_activity_at).localeCompare(String(a.last_activity_at)));

  it('by last activity: what the service has now, without what it has no more', () => {
    fc.assert(
      fc.property(manyIssues, fc.func(fc.boolean()), fc.integer({ min: 1, max: 20 }), (all, deleted, page) => {
        const loaded = newestFirst(all);
        const left = loaded.filter((one) => !deleted(one.id));
        const newest = left.slice(0, page);
        const merged = mergeNewest(loaded, newest, true);
        expect(new Set(merged.map((one) => one.id)).size).toBe(merged.length);
        expect(merged.slice(0, newest.length)).toEqual(newest);
        for (const one of left) expect(merged).toContain(one);
        expect(merged).toEqual(newestFirst(merged));
        // What is gone from above the last one fetched is not shown any more.
        const border = newest.at(-1)?.last_activity_at ?? '';
        for (const one of loaded.filter((old) => deleted(old.id) && String(old.last_activity_at) > border)) {
          if (newest.length > 0) expect(merged).not.toContain(one);
        }
      }),
    );
  });

  it('in another order: the newer state, and nothing lost', () => {
    const old = [issue, { ...issue, id: 'b' }, { ...issue, id: 'c' }];
    const merged = mergeNewest(old, [{ ...issue, id: 'c', title: 'New' }], false);
    expect(merged.map(({ id: one, title }) => [one, title])).toEqual([
      ['c', 'New'],
      [issue.id, issue.title],
      ['b', issue.title],
    ]);
  });
});

describe('saved queries', () => {
  it('are read one by one: what cannot be used is named, the rest works', () => {
    const { queries, problems } = readSavedQueries([
      { label: 'Urgent', filter: { severity: ['critical'], status: 'todo' }, sort: 'severity' },
      'nonsense',
      { label: '  ' },
      { label: 'Typo', filter: { colour: 'red' } },
      { label: 'All' },
      { label: 'Odd', sort: 'beauty' },
    ]);
    expect(queries).toEqual([
      { label: 'Urgent', query: { status: ['todo'], severity: ['critical'] }, sort: 'severity', order: 'desc' },
      { label: 'All', query: {}, sort: 'last_activity_at', order: 'desc' },
    ]);
    expect(problems.map(({ position }) => position)).toEqual([1, 2, 3, 5]);
    expect(problems[2]?.reason).toMatch(/colour/);
    expect(readSavedQueries({}).problems).toEqual([{ position: null, reason: 'expected a list' }]);
    expect(readSavedQueries(undefined)).toEqual({ queries: [], problems: [] });
  });
});
