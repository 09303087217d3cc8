import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service with as many issues as one likes, each with a call and its flags. */
export interface ManyIssues {
  readonly origin: string;
  /** What it was asked for, as `/v1/triage/issues?limit=50`, in order. */
  readonly asked: readonly string[];
  /** The most requests that were under way at once. */
  readonly busiest: number;
  close(): Promise<void>;
}

interface Counts {
  readonly issues: number;
  /** Of every issue, on its calls in turn. */
  readonly flags: number;
  /** Of every issue; default 1. */
  readonly calls?: number;
}

/** A real HTTP server on 127.0.0.1; its issues are `i0`, `i1`, … with the codes T-1000, T-1001, …, newest first. */
export async function startManyIssues(counts: Counts): Promise<ManyIssues> {
  const asked: string[] = [];
  let busiest = 0;
  let underWay = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    asked.push(`${url.pathname}${url.search}`);
    underWay += 1;
    busiest = Math.max(busiest, underWay);
    setImmediate(() => {
      underWay -= 1;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(url.pathname, url.searchParams, counts)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    get busiest() {
      return busiest;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One page of a list of `total` made-up items; the cursor is where it goes on. */
function page(query: URLSearchParams, total: number, item: (index: number) => object): object {
  const from = Number(query.get('cursor') ?? 0);
  const to = Math.min(total, from + Number(query.get('limit') ?? 50));
  const items = Array.from({ length: to - from }, (_, index) => item(from + index));
  return { data: { items, next_cursor: to < total ? String(to) : null }, errors: null };
}

function answer(path: string, query: URLSearchParams, { issues, flags, calls = 1 }: Counts): object {
  const issue = /^\/v1\/triage\/issues\/(i\d+)\/([\w-]+)$/.exec(path);
  if (issue === null) {
    return page(query, issues, (n) => ({
      id: `i${n}`,
      triage_id: `T-${1000 + n}`,
      title: `Issue ${n}`,
      status: 'todo',
      severity: 'low',
      relation_count: 0,
      linked_alert_count: 0,
      flag_count: flags,
      resource_count: calls,
      last_activity_at: new Date(Date.UTC(2026, 0, 1) - n * 1000).toISOString(),
    }));
  }
  const [, id = '', what] = issue;
  const callId = (n: number): string => `${id}c${n}`;
  if (what === 'flags')
    return page(query, flags, (n) => ({
      id: `${id}f${n}`,
      call_id: callId(n % calls),
      type: 'dead_air',
      message_index: n,
    }));
  if (what !== 'resources') return page(query, 0, () => ({}));
  return page(query, calls, (n) => ({
    id: `${id}l${n}`,
    resource_type: 'call',
    resource_id: callId(n),
    title: `A call ${n}`,
    status: 'available',
  }));
}
