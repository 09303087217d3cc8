// What a session asks the service for while somebody looks for issues, over real HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everything } from '../../../../src/triage/issues/queries.ts';
import { QuickClock } from '../../../support/quick-clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';

let bench: SandboxSession;
const issues = () => bench.session.issues;
const codes = () => issues().list.items.map((issue) => issue.triage_id);

interface Logged {
  readonly method: string;
  readonly path: string;
}
/** What the service was asked while something was done, as `GET /v1/…`. */
async function asked(work: () => Promise<unknown>): Promise<string[]> {
  await bench.ask('DELETE', '/sandbox/requests');
  await work();
  const { requests } = (await bench.ask<{ requests: Logged[] }>('GET', '/sandbox/requests')).body;
  return requests.filter(({ path }) => path.startsWith('/v1')).map(({ method, path }) => `${method} ${path}`);
}
const all = '/v1/triage/issues';

beforeEach(async () => {
  bench = await startSandboxSession(new QuickClock());
});
afterEach(() => bench.close());

/** Answers the next lists of issues so. */
const fault = (rest: object, fault: object) =>
  bench.ask('POST', '/sandbox/faults', { match: { method: 'GET', path: '/v1/triage/issues' }, fault, ...rest });

const page = (items: readonly unknown[], cursor: string | null = null) => ({
  kind: 'status',
  status: 200,
  body: JSON.stringify({ data: { items, next_cursor: cursor }, errors: null }),
});

describe('what is asked for', () => {
  it('is filtered and sorted by the service', async () => {
    issues().finding = { ...everything, query: { severity: ['critical'] }, sort: 'created_at', order: 'asc' };
    await issues().list.load();
    const found = issues().list.items;
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['critical']));
    const times = found.map((issue) => String(issue.created_at));
    expect(times).toEqual(times.toSorted());
  });

  it('empties the list when it changes, and what was under way for the old one never arrives', async () => {
    await issues().list.load();
    issues().finding = { ...everything, query: { status: ['done'] } };
    expect(issues().list.loaded).toBe(false);
    const old = issues().list.load();
    issues().finding = { ...everything, query: { search: 'parcel' } };
    await Promise.all([old, issues().list.load()]);
    expect(issues().list.error).toBeUndefined();
    expect(codes()).toEqual(['T-1003']);
  });

  it('stays loaded when only the groups change', async () => {
    await issues().list.load();
    issues().finding = { ...everything, groupBy: 'status' };
    expect(issues().list.loaded).toBe(true);
  });

  it('a code finds its issue where the service searches texts only, and is looked for once', async () => {
    const { body } = await bench.ask<{ data: { items: object[] } }>('GET', '/v1/triage/issues?limit=100');
    const all = body.data.items;
    // A service as the older pages document it: the search finds nothing, the whole list holds the issue.
    await fault({ times: 1 }, page([]));
    await fault({ times: 1 }, page(all));
    issues().finding = { ...everything, query: { search: 't1006' } };
    await issues().list.load();
    expect(codes()).toEqual(['T-1006']);
  });

  it('a code that there is not finds nothing, and a refresh does not look through everything again', async () => {
    issues().finding = { ...everything, query: { search: 'T-9999' } };
    await issues().list.load();
    expect(codes()).toEqual([]);
    expect(await asked(() => issues().refreshQuietly())).toEqual([`GET ${all}`]);
    // Asked for again by a person, it is.
    expect((await asked(() => issues().refresh())).length).toBe(2);
  });

  it('by a saved query is a list of its own, which shares the newer state of an issue', async () => {
    const query = { ...everything, query: { severity: ['critical'] } };
    await issues().list.load();
    const list = issues().ofQuery(query);
    expect(await asked(() => list.load())).toEqual([`GET ${all}`]);
    expect(issues().ofQuery({ ...query })).toBe(list);
    const [issue] = list.items;
    if (issue === undefined) throw new Error('the seed has no critical issue');
    issues().count(issue.id, { flag_count: 5 });
    expect(list.items[0]?.flag_count).toBe(issue.flag_count + 5);
    expect(issues().list.items.find(({ id }) => id === issue.id)?.flag_count).toBe(issue.flag_count + 5);
  });
});

describe('what is unread', () => {
  const unread = () => issues().list.items.filter((issue) => issue.has_unread_activity);

  it('is counted once per issue, and is read at once when a person opens it', async () => {
    await issues().list.load();
    await issues()
      .ofQuery({ ...everything, order: 'asc' })
      .load();
    const [first] = unread();
    if (first === undefined) throw new Error('the seed has nothing unread');
    const count = unread().length;
    expect(issues().unread.length).toBe(count);
    const path = `${all}/${first.id}`;
    const requests = await asked(async () => {
      const viewing = issues().view(first.id);
      expect(issues().unread.length).toBe(count - 1);
      await viewing;
      // What is read needs no request.
      await issues().view(first.id);
    });
    expect(requests).toEqual([`PUT ${path}/view`]);
    const stored = await bench.ask<{ data: { has_unread_activity: boolean } }>('GET', path);
    expect(stored.body.data.has_unread_activity).toBe(false);
  });

  it('changes the row of that issue alone, unless rows are grouped and may move', async () => {
    await issues().list.load();
    const [first, second] = unread();
    if (first === undefined || second === undefined) throw new Error('the seed has too little unread');
    const changes: (string | null)[] = [];
    const listening = issues().onDidChange(({ issueId }) => changes.push(issueId));
    await issues().view(first.id);
    expect(changes).toEqual([first.id]);
    issues().finding = { ...everything, groupBy: 'status' };
    changes.length = 0;
    await issues().view(second.id);
    expect(changes).toEqual([null]);
    issues().add({ ...first, id: 'new' });
    expect(changes).toEqual([null, null]);
    listening.dispose();
  });

  it('is unread again when the service does not take note, and when something happens later', async () => {
    await issues().list.load();
    const [first] = unread();
    if (first === undefined) throw new Error('the seed has nothing unread');
    await bench.ask('POST', '/sandbox/faults', {
      match: { method: 'PUT' },
      times: 1,
      fault: { kind: 'status', status: 500 },
    });
    await issues().view(first.id);
    expect(issues().get(first.id)?.has_unread_activity).toBe(true);
    await issues().view(first.id);
    expect(issues().get(first.id)?.has_unread_activity).toBe(false);
    const target = { related_issue_id: first.id, relation_type: 'blocks' };
    const other = issues().list.items.find(({ id }) => id !== first.id);
    await bench.ask('POST', `${all}/${String(other?.id)}/relations`, target);
    await issues().refresh();
    expect(issues().get(first.id)?.has_unread_activity).toBe(true);
  });

  it('does not come back by a list that was on its way when the issue was opened', async () => {
    await issues().list.load();
    const [first] = unread();
    if (first === undefined) throw new Error('the seed has nothing unread');
    const before = await bench.ask<{ data: { items: object[] } }>('GET', `${all}?limit=100`);
    await issues().view(first.id);
    await fault({ times: 1 }, page(before.body.data.items));
    await issues().list.load();
    expect(issues().get(first.id)?.has_unread_activity).toBe(false);
  });
});

describe('a refresh in the background', () => {
  it('of what has not changed tells nobody, and asks for the list alone', async () => {
    await issues().list.load();
    const [first] = issues().list.items;
    await issues().loadContents(String(first?.id));
    let told = 0;
    const subscription = bench.session.onDidChange(() => (told += 1));
    expect(await asked(() => issues().refreshQuietly())).toEqual([`GET ${all}`]);
    expect(told).toBe(0);
    subscription.dispose();
  });

  it('fetches the contents only of issues on which something has happened', async () => {
    await issues().list.load();
    const [first, second] = issues().list.items;
    if (first === undefined || second === undefined) throw new Error('the seed has no issues');
    for (const { id } of [first, second]) await issues().loadContents(id);
    const resource = { resource_type: 'call', resource_id: await anyCall() };
    await bench.ask('DELETE', `${all}/${second.id}/calls/${resource.resource_id}`);
    await bench.ask('POST', `${all}/${second.id}/resources`, resource);
    const requests = await asked(() => issues().refreshQuietly());
    expect(requests.filter((one) => one.includes(first.id))).toEqual([]);
    expect(requests).toContain(`GET ${all}/${second.id}/resources`);
    expect(issues().list.items[0]?.id).toBe(second.id);
  });

  it('of many pages fetches the newest four, keeps the rest, and drops what is gone', async () => {
    for (let n = 0; n < 260; n += 1)
      await bench.ask('POST', all, { title: `More ${n}`, severity: 'low', category: 'Bug' });
    await issues().list.load();
    await issues().list.all(100);
    const { length } = issues().list.items;
    expect(length).toBe(275);
    const [, gone] = issues().list.items;
    await bench.ask('POST', all, { title: 'Newest', severity: 'low', category: 'Bug' });
    const body = await bench.ask<{ data: { items: { id: string }[] } }>('GET', `${all}?limit=50`);
    const without = body.body.data.items.filter(({ id }) => id !== gone?.id);
    const next = (body.body.data as { next_cursor?: string }).next_cursor ?? null;
    await fault({ times: 1 }, page(without, next));
    expect((await asked(() => issues().refreshQuietly())).length).toBe(4);
    expect(issues().list.items.length).toBe(length);
    expect(issues().list.items[0]?.title).toBe('Newest');
    expect(issues().get(String(gone?.id))).toBeUndefined();
  }, 30_000);

  it('that fails keeps what is shown, and gives the reason', async () => {
    await issues().list.load();
    const before = codes();
    await fault({ times: 1 }, { kind: 'status', status: 503, headers: { 'retry-after': '60' } });
    expect(await issues().refreshQuietly()).toMatchObject({ status: 503, retryAfterMs: 60_000 });
    expect(codes()).toEqual(before);
    expect(await issues().refreshQuietly()).toBeUndefined();
  });
});

async function anyCall(): Promise<string> {
  const calls = await bench.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls');
  return String(calls.body.calls[0]?.call_id);
}
