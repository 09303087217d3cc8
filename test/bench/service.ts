// A service for benches, in a thread of its own so that it takes no time of what is measured: it stores flags and lists them,
// or, when it is `silent`, never answers. Tells its origin once it listens.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';

const { silent } = workerData as { readonly silent: boolean };
const flags = new Map<string, object[]>();

const server = createServer((request, response) => {
  if (silent) return;
  const issueId = /\/issues\/([^/]+)\/flags/.exec(request.url ?? '')?.[1];
  const answer = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (issueId === undefined) return answer(404, { data: null, errors: [{ error: 'NOT_FOUND' }] });
  const stored = flags.get(issueId) ?? [];
  flags.set(issueId, stored);
  if (request.method === 'GET') return answer(200, { data: { items: stored, next_cursor: null }, errors: null });
  void json(request).then((body) => {
    const flag = { id: crypto.randomUUID(), issue_id: issueId, author_id: 'me', ...(body as object) };
    stored.push({ created_at: new Date().toISOString(), ...flag });
    answer(201, { data: flag, errors: null });
  });
});
server.listen(0, '127.0.0.1', () => {
  parentPort?.postMessage(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
