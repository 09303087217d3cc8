import { afterEach, describe, expect, it } from 'vitest';
import { type BlandApi, createBlandApi } from '../../../../src/api/index.ts';
import { createUndiciTransport } from '../../../../src/api/undici-transport.ts';
import { IssueStore } from '../../../../src/triage/issues/store.ts';
import { type ManyIssues, startManyIssues } from '../../../support/many-issues.ts';

const connectionLimit = 8;

let server: ManyIssues;
let api: BlandApi;

async function open(counts: { issues: number; flags: number }): Promise<IssueStore> {
  server = await startManyIssues(counts);
  api = createBlandApi({ baseUrl: new URL(server.origin), key: async () => 'k', transport: createUndiciTransport() });
  return new IssueStore(api);
}

afterEach(async () => {
  await api.close();
  await server.close();
});

it('browses 500 issues with 20 flags each: every one is there, each is asked for once, never more than 8 at a time', async () => {
  const issues = await open({ issues: 500, flags: 20 });
  await issues.list.load();
  while (issues.list.hasMore) await issues.list.more();
  expect(issues.list.items.length).toBe(500);
  const contents = await Promise.all(issues.list.items.map(({ id }) => issues.loadContents(id)));
  const flags = new Set(contents.flatMap((one) => one.flags.items.map(({ id }) => id)));
  expect(flags.size).toBe(500 * 20);
  expect(server.busiest).toBeLessThanOrEqual(connectionLimit);
  const before = server.asked.length;
  await Promise.all(issues.list.items.map(({ id }) => issues.loadContents(id)));
  expect(server.asked.length).toBe(before);
}, 120_000);

describe('of 2,000 issues', () => {
  const cursors = () => server.asked.map((one) => new URL(one, server.origin).searchParams.get('cursor'));

  it('the first page is there after one request, and each further one after one more', async () => {
    const issues = await open({ issues: 2_000, flags: 20 });
    await issues.list.load();
    expect(issues.list.items.map(({ triage_id: code }) => code)).toEqual(
      Array.from({ length: 50 }, (_, at) => `T-${1000 + at}`),
    );
    expect(server.asked).toHaveLength(1);
    await issues.list.more();
    expect(issues.list.items).toHaveLength(100);
    expect(cursors()).toEqual([null, '50']);
    while (issues.list.hasMore) await issues.list.more();
    expect(issues.list.items).toHaveLength(2_000);
    expect(server.asked).toHaveLength(40);
  });

  it('nothing is asked for that nobody looks at, and what is looked at is asked for once', async () => {
    const issues = await open({ issues: 2_000, flags: 20 });
    await issues.list.load();
    await issues.list.more();
    await issues.loadContents('i70');
    await issues.loadContents('i70');
    // It has no relation, so there is nothing to ask for there.
    expect(server.asked.slice(2).toSorted()).toEqual([
      '/v1/triage/issues/i70/flags?limit=100',
      '/v1/triage/issues/i70/resources?limit=100',
    ]);
  });

  it('a refresh asks for the pages that are shown and for what is open; one in the background for four pages', async () => {
    const issues = await open({ issues: 2_000, flags: 20 });
    await issues.list.load();
    for (let page = 1; page < 6; page += 1) await issues.list.more();
    await issues.loadContents('i3');
    const before = server.asked.length;
    await issues.refreshQuietly();
    expect(cursors().slice(before)).toEqual([null, '50', '100', '150']);
    expect(issues.list.items).toHaveLength(300);
    const between = server.asked.length;
    await issues.refresh();
    const again = server.asked.slice(between);
    expect(again.filter((one) => one.startsWith('/v1/triage/issues?'))).toHaveLength(6);
    expect(again.filter((one) => !one.startsWith('/v1/triage/issues?')).every((one) => one.includes('/i3/'))).toBe(
      true,
    );
  });

  it('a refresh after many issues were opened asks again for those looked at last, and for others when they are looked at', async () => {
    const issues = await open({ issues: 2_000, flags: 20 });
    await issues.list.load();
    for (let at = 0; at < 50; at += 1) await issues.loadContents(`i${at}`);
    // Looked at again, it is one of the last.
    await issues.loadContents('i7');
    const before = server.asked.length;
    await issues.refresh();
    const again = server.asked.slice(before).filter((one) => !one.startsWith('/v1/triage/issues?'));
    const opened = new Set(again.map((one) => /\/(i\d+)\//.exec(one)?.[1]));
    expect([...opened].toSorted((a = '', b = '') => a.localeCompare(b))).toEqual([
      'i43',
      'i44',
      'i45',
      'i46',
      'i47',
      'i48',
      'i49',
      'i7',
    ]);
    expect(again).toHaveLength(16);
    expect(issues.contents('i3').flags.loaded).toBe(false);
    await issues.loadContents('i3');
    expect(issues.contents('i3').flags.items).toHaveLength(20);
  });

  it('an issue that is gone is gone from the list, from saved queries and from what is unread', async () => {
    const issues = await open({ issues: 2_000, flags: 20 });
    const query = issues.ofQuery({
      query: { status: ['todo'] },
      sort: 'last_activity_at',
      order: 'desc',
    });
    await Promise.all([issues.list.load(), query.load()]);
    issues.remove('i3');
    for (const list of [issues.list, query]) expect(list.items.map(({ id }) => id)).not.toContain('i3');
    expect(issues.get('i3')).toBeUndefined();
    expect(issues.loaded.some(({ id }) => id === 'i3')).toBe(false);
  });
});
