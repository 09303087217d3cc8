import { pipeline } from 'node:stream/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Routes } from '../http/context.ts';
import { exported } from '../state/restore.ts';
import type { State } from '../state/schema.ts';
import type { Store } from '../state/store.ts';

/** The first line; the items follow, one a line, so that a reader need not have all of them in memory. */
const start = '{"call_triage_export":1,"items":[';

/**
 * GET /sandbox/export: everything but fault switches, as `{ call_triage_export: 1, items }`. The items are those that
 * POST /sandbox/import takes.
 */
export const exportAll: Routes = (app, { store }) => {
  app.get('/sandbox/export', async (c) => {
    const state = await store.read();
    const { outgoing } = c.env;
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    // The client may close the connection before the end.
    await pipeline(documentOf(store, state), outgoing).catch(() => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
  });
};

async function* documentOf(store: Store, state: State): AsyncGenerator<string> {
  let separator = '\n';
  yield start;
  for await (const item of itemsOf(store, state)) {
    yield separator + JSON.stringify(item);
    separator = ',\n';
  }
  yield '\n]}\n';
}

async function* itemsOf(store: Store, state: State): AsyncGenerator<object> {
  for (const { call_id } of state.calls) {
    const call = await store.call(call_id);
    if (call === undefined) continue;
    const { added_at, details, corrected } = call;
    yield { call: { call_id, added_at, details, corrected } };
  }
  for (const collection of exported) for (const value of state[collection]) yield { object: { collection, value } };
  for (const { id, type, import: from } of state.recordings) yield* bytesOf(store, 'recording', id, type, from);
  for (const { request_id: id, content } of state.uploads) {
    if (content !== null) yield* bytesOf(store, 'upload', id, content.type, content.import);
  }
}

async function* bytesOf(store: Store, of: string, id: string, type: string, from: number): AsyncGenerator<object> {
  for await (const piece of store.bytesOf(from)) {
    yield { bytes: { of, id, type, base64: Buffer.from(piece).toString('base64') } };
  }
}
