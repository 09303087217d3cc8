// A service for benches, in a thread of its own so that it takes no time of what is measured: it stores flags and lists them,
// lists as many issues and flags as it is told, and takes and gives bytes. One that is `silent` never answers. Tells its origin
// once it listens, then when each request that writes arrived.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';
import type { ServiceOptions } from './start-service.ts';

const { silent = false, issues = 0, flags = 0 } = workerData as ServiceOptions;
const stored = new Map<string, object[]>();

const issueAt = (at: number): object => ({
  id: `3c1d7a52-0000-4000-8000-${String(at).padStart(12, '0')}`,
  triage_id: `T-${1000 + at}`,
  org_id: '6f1b0c1e-5d0a-4c1b-9a52-2f8f3f1f0a11',
  number: 1000 + at,
  title: `The agent transferred the caller before it had verified the account (${at})`,
  description: 'On the billing flow the agent jumped to the closing node without asking for the email.',
  status: 'todo',
  severity: 'high',
  source: 'manual',
  category: 'Routing',
  owner_id: 'a5b0d1f2-52de-4f0e-8c2f-4df1f2b5a001',
  assignee_id: null,
  author_id: 'a5b0d1f2-52de-4f0e-8c2f-4df1f2b5a001',
  external_link: null,
  created_at: '2026-04-30T16:12:00.000Z',
  updated_at: '2026-05-02T09:30:00.000Z',
  last_activity_at: new Date(Date.UTC(2026, 4, 3) - at * 1000).toISOString(),
  resource_count: 1,
  flag_count: 2,
  relation_count: 0,
  linked_alert_count: 0,
  latest_agent_session: null,
  is_processing: false,
  has_unread_activity: false,
});

const flagAt = (issueId: string, at: number): object => ({
  id: `${issueId}-flag-${at}`,
  org_id: '6f1b0c1e-5d0a-4c1b-9a52-2f8f3f1f0a11',
  issue_id: issueId,
  call_id: `call-${at % 20}`,
  type: 'missed_handoff',
  note: 'Transferred without confirming the email.',
  message_index: at,
  message_text: 'OK, transferring you now.',
  author_id: 'me',
  created_at: '2026-05-02T09:30:00.000Z',
});

/** Pages by the query they are asked for: making them again would cost more than what is measured. */
const pages = new Map<string, string>();

function page(url: URL, total: number, item: (at: number) => object): string {
  const known = pages.get(url.href);
  if (known !== undefined) return known;
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const to = Math.min(total, from + Number(url.searchParams.get('limit') ?? 50));
  const items = Array.from({ length: to - from }, (_, at) => item(from + at));
  const text = JSON.stringify({ data: { items, next_cursor: to < total ? String(to) : null }, errors: null });
  pages.set(url.href, text);
  return text;
}

const piece = Buffer.alloc(64 * 1024, 'x');

/** Sends so many bytes. */
function give(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'content-length': bytes, 'content-type': 'application/octet-stream' });
  let left = bytes;
  const more = (): void => {
    while (left > 0) {
      const next = left >= piece.length ? piece : piece.subarray(0, left);
      left -= next.length;
      if (!response.write(next)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}

/** Takes what is sent, and keeps nothing of it. */
function take(request: IncomingMessage, response: ServerResponse): void {
  request.resume().once('end', () => response.writeHead(200).end());
}

const server = createServer((request, response) => {
  if (request.method === 'POST') parentPort?.postMessage(performance.timeOrigin + performance.now());
  if (silent) return;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname.startsWith('/bytes/')) {
    return request.method === 'PUT' ? take(request, response) : give(response, Number(url.pathname.slice(7)));
  }
  const answer = (status: number, body: string): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
  const issueId = /\/issues\/([^/]+)\/flags/.exec(url.pathname)?.[1];
  if (url.pathname === '/v1/triage/issues') return answer(200, page(url, issues, issueAt));
  if (issueId === undefined) return answer(404, JSON.stringify({ data: null, errors: [{ error: 'NOT_FOUND' }] }));
  if (flags > 0 && request.method === 'GET')
    return answer(
      200,
      page(url, flags, (at) => flagAt(issueId, at)),
    );
  const own = stored.get(issueId) ?? [];
  stored.set(issueId, own);
  if (request.method === 'GET')
    return answer(200, JSON.stringify({ data: { items: own, next_cursor: null }, errors: null }));
  void json(request).then((body) => {
    const flag = { id: crypto.randomUUID(), issue_id: issueId, author_id: 'me', ...(body as object) };
    own.push({ created_at: new Date().toISOString(), ...flag });
    answer(201, JSON.stringify({ data: flag, errors: null }));
  });
});
server.listen(0, '127.0.0.1', () => {
  parentPort?.postMessage(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
