import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBlandApi } from '../../../src/api/index.ts';
import { createUndiciTransport } from '../../../src/api/undici-transport.ts';
import { IssueStore } from '../../../src/triage/issues.ts';

const issueCount = 500;
const flagCount = 20;
const connectionLimit = 8;

let server: Server;
let busiest = 0;
let inFlight = 0;
let asked = 0;

/** One page of a list of `total` made-up items; the cursor is where it goes on. */
function page(query: URLSearchParams, total: number, item: (index: number) => object): object {
  const from = Number(query.get('cursor') ?? 0);
  const to = Math.min(total, from + Number(query.get('limit') ?? 50));
  const items = Array.from({ length: to - from }, (_, index) => item(from + index));
  return { data: { items, next_cursor: to < total ? String(to) : null }, errors: null };
}

function answer(path: string, query: URLSearchParams): object {
  const issue = /^\/v1\/triage\/issues\/(i\d+)\/(\w+)$/.exec(path);
  if (issue === null) {
    return page(query, issueCount, (n) => ({
      id: `i${n}`,
      triage_id: `T-${1000 + n}`,
      title: `Issue ${n}`,
      status: 'todo',
      severity: 'low',
      relation_count: 0,
    }));
  }
  const [, id = '', what] = issue;
  if (what === 'flags')
    return page(query, flagCount, (n) => ({ id: `${id}f${n}`, call_id: `${id}c`, type: 'dead_air', message_index: n }));
  return page(query, 1, () => ({
    id: `${id}l`,
    resource_type: 'call',
    resource_id: `${id}c`,
    title: 'A call',
    status: 'available',
  }));
}

beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    inFlight += 1;
    busiest = Math.max(busiest, inFlight);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    setImmediate(() => {
      inFlight -= 1;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(url.pathname, url.searchParams)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('browses 500 issues with 20 flags each: every one is there, each is asked for once, never more than 8 at a time', async () => {
  const { port } = server.address() as AddressInfo;
  const baseUrl = new URL(`http://127.0.0.1:${port}`);
  const api = createBlandApi({ baseUrl, key: async () => 'k', transport: createUndiciTransport() });
  const issues = new IssueStore(api);
  await issues.list.load();
  while (issues.list.hasMore) await issues.list.more();
  expect(issues.list.items.length).toBe(issueCount);
  const contents = await Promise.all(issues.list.items.map(({ id }) => issues.loadContents(id)));
  const flags = new Set(contents.flatMap((one) => one.flags.items.map(({ id }) => id)));
  expect(flags.size).toBe(issueCount * flagCount);
  expect(busiest).toBeLessThanOrEqual(connectionLimit);
  const before = asked;
  await Promise.all(issues.list.items.map(({ id }) => issues.loadContents(id)));
  expect(asked).toBe(before);
  await api.close();
}, 120_000);
