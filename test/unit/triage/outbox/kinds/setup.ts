// A sandbox behind a real HTTP hop that counts what is written and can change what the service answers, and the steps of
// kinds of write, driven as the outbox drives them.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { type BlandApi, createBlandApi } from '../../../../../src/api/index.ts';
import { createTalkdeskApi, type TalkdeskApi } from '../../../../../src/api/talkdesk/index.ts';
import { createUndiciTransport } from '../../../../../src/api/undici-transport.ts';
import { startSandbox } from '../../../../../src/sandbox/index.ts';
import type {
  Change,
  Creation,
  Outcome,
  SearchResult,
  FoundObject,
  ChangeState,
  WriteKind,
} from '../../../../../src/triage/outbox/kind.ts';

export interface Item {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Changes an answer of the service: the body of a GET of this path. */
export type Alter = (body: Item, path: string) => unknown;

export interface Place {
  readonly api: BlandApi;
  readonly talkdesk: TalkdeskApi;
  /** `METHOD /path` of each request that was no GET since the last reset. */
  readonly writes: string[];
  /** Set to change what the service answers. */
  alter: Alter | undefined;
  /** An issue with a call on it, and a call that is not on it. */
  readonly issueId: string;
  readonly callId: string;
  readonly unattachedCallId: string;
  /** Asks the sandbox directly: what is really stored, and what colleagues do. */
  ask<T = { readonly data: Item }>(method: string, path: string, body?: unknown): Promise<T>;
  items(path: string): Promise<Item[]>;
}

/** A place that is as at first before each test. */
export function usePlace(): Place {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let hop: ReturnType<typeof createServer>;
  let ids: Pick<Place, 'issueId' | 'callId' | 'unattachedCallId'>;
  let apis: Pick<Place, 'api' | 'talkdesk'>;
  const place: Place = {
    writes: [],
    alter: undefined,
    get api() {
      return apis.api;
    },
    get talkdesk() {
      return apis.talkdesk;
    },
    get issueId() {
      return ids.issueId;
    },
    get callId() {
      return ids.callId;
    },
    get unattachedCallId() {
      return ids.unattachedCallId;
    },
    async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
      const response = await fetch(new URL(path, sandbox.origin), {
        method,
        headers: { authorization: sandbox.key, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return (text === '' ? null : JSON.parse(text)) as T;
    },
    items: async (path) => (await place.ask<{ data: { items: Item[] } }>('GET', `${path}?limit=100`)).data.items,
  };
  beforeAll(async () => {
    sandbox = await startSandbox();
    hop = createServer((incoming, outgoing) => {
      pass(place, sandbox.origin, incoming).then(
        ({ status, body }) => outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body),
        () => outgoing.destroy(),
      );
    });
    await new Promise<void>((resolve) => hop.listen(0, '127.0.0.1', resolve));
    const baseUrl = new URL(`http://127.0.0.1:${(hop.address() as AddressInfo).port}`);
    const common = { retry: { maxAttempts: 1 } };
    const secret = { clientId: 'sandbox', auth: { kind: 'basic' }, secret: sandbox.key } as const;
    const tokenUrl = new URL('/oauth/token', sandbox.origin);
    apis = {
      api: createBlandApi({ ...common, baseUrl, key: async () => sandbox.key, transport: createUndiciTransport() }),
      talkdesk: createTalkdeskApi({
        ...common,
        endpoint: async () => ({ baseUrl, tokenUrl, ...secret }),
        transport: createUndiciTransport(),
      }),
    };
    ids = await findCalls(place);
  });
  beforeEach(async () => {
    place.alter = undefined;
    await place.ask('DELETE', '/sandbox/faults');
    await place.ask('POST', '/sandbox/reset');
    place.writes.length = 0;
  });
  afterAll(async () => {
    await apis.api.close();
    await apis.talkdesk.close();
    await new Promise((resolve) => hop.close(resolve));
    await sandbox.close();
  });
  return place;
}

async function pass(place: Place, origin: string, incoming: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = '' } = incoming;
  const url = new URL(incoming.url ?? '', origin);
  // A list that is made endless begins again.
  if (url.searchParams.get('cursor')?.startsWith('again') === true) url.searchParams.delete('cursor');
  if (method !== 'GET') place.writes.push(`${method} ${url.pathname}`);
  const { authorization, 'content-type': type } = incoming.headers;
  const response = await fetch(url, {
    method,
    headers: { ...(authorization && { authorization }), ...(type && { 'content-type': type }) },
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
  const text = await response.text();
  const isAltered = place.alter !== undefined && method === 'GET' && response.ok;
  const body = isAltered ? JSON.stringify(place.alter?.(JSON.parse(text) as Item, url.pathname)) : text;
  return { status: response.status, body: response.status === 204 ? undefined : body };
}

/** Alters the items of every list. */
export const eachItem =
  (change: (item: Item) => unknown): Alter =>
  (body) => {
    const { data } = body as unknown as { data: { items?: Item[] } };
    return data.items === undefined ? body : { ...body, data: { ...data, items: data.items.map(change) } };
  };

/** Makes every list endless: each page names another one. */
export function endless(): Alter {
  let page = 0;
  return (body) => {
    const { data } = body as unknown as { data: { items?: Item[] } };
    page += 1;
    return data.items === undefined ? body : { ...body, data: { ...data, next_cursor: `again ${page}` } };
  };
}

async function findCalls(place: Place) {
  const { calls } = await place.ask<{ calls: { call_id: string }[] }>('GET', '/v1/calls');
  for (const issue of await place.items('/v1/triage/issues')) {
    const links = await place.items(`/v1/triage/issues/${issue.id}/resources`);
    const on = links.find((link) => link['resource_type'] === 'call' && link['status'] === 'available');
    const loose = calls.find(({ call_id }) => !links.some((link) => link['resource_id'] === call_id));
    if (on === undefined || loose === undefined) continue;
    return { issueId: issue.id, callId: String(on['resource_id']), unattachedCallId: loose.call_id };
  }
  throw new Error('the seed has no issue with a call');
}

export const { signal } = new AbortController();

/** The next step, which must be one that makes an object. */
export function creation<P, R, Api, LocalStores>(
  write: WriteKind<P, R, Api, LocalStores>,
  payload: P,
): Creation<P, R, Api, LocalStores> {
  const step = write.nextStep(payload);
  if (step.type !== 'creation') throw new Error('The next step is a change.');
  return step;
}

/** The next step, which must be one that changes something. */
export function change<P, R, Api, LocalStores>(
  write: WriteKind<P, R, Api, LocalStores>,
  payload: P,
): Change<P, R, Api> {
  const step = write.nextStep(payload);
  if (step.type !== 'change') throw new Error('The next step makes an object.');
  return step;
}

/** What is new in a sight. */
export function fresh<P, R>(sight: SearchResult<P, R>, before: readonly string[]): readonly FoundObject<P, R>[] {
  return sight.objects.filter(({ made }) => !before.includes(made.id));
}

export function target<P, R>(state: ChangeState<P, R>): Outcome<P, R> {
  if (state.at !== 'target') throw new Error(`It stands at ${state.at}.`);
  return state.outcome;
}

export function baseline(state: ChangeState<unknown, unknown>): unknown {
  if (state.at !== 'baseline') throw new Error(`It stands at ${state.at}.`);
  // It is stored between looks.
  return JSON.parse(JSON.stringify(state.baseline));
}

export function elsewhere(state: ChangeState<unknown, unknown>): Error {
  if (state.at !== 'elsewhere') throw new Error(`It stands at ${state.at}.`);
  return state.error;
}

/** Makes the next request and looks for it as after a lost answer. @returns what the look says has come of it */
async function takeStep<P, R, Api>(place: Place, api: Api, write: WriteKind<P, R, Api, never>, payload: P) {
  const step = write.nextStep(payload);
  place.writes.length = 0;
  if (step.type === 'creation') {
    const { ids } = await step.find(api, undefined, signal);
    expect(place.writes).toEqual([]);
    const sent = await step.send(api, signal);
    expect(place.writes).toHaveLength(1);
    const after = await step.find(api, new Set(ids), signal);
    expect(after).toMatchObject({ unreadable: [], isComplete: true });
    const found = fresh(after, ids);
    expect(found.map(({ isSame }) => isSame)).toEqual([true]);
    if (sent.made !== null) expect(found[0]?.made).toEqual(sent.made);
    return { sent, found: found[0]?.outcome };
  }
  const first = step.isCheckedFirst ? await step.look(api, null, signal) : undefined;
  if (first?.at === 'target') return { sent: first.outcome, found: first.outcome };
  const before = first === undefined ? null : baseline(first);
  expect(place.writes).toEqual([]);
  const sent = await step.send(api, before, signal);
  expect(place.writes).toHaveLength(1);
  const after = await step.look(api, before, signal);
  expect(after.at).not.toBe('elsewhere');
  return { sent, found: after.at === 'target' ? after.outcome : undefined };
}

/**
 * Takes every step of a write. What is stored is the payload between the steps, as JSON.
 *
 * @returns the last step's result, and how many of the steps were found by looking
 */
export async function takeSteps<P, R, Api>(place: Place, api: Api, write: WriteKind<P, R, Api, never>, first: P) {
  let payload = first;
  for (let steps = 1, recognised = 0; ; steps += 1) {
    const { sent, found } = await takeStep(place, api, write, payload);
    if (found !== undefined) {
      recognised += 1;
      expect('result' in found).toBe('result' in sent);
    }
    if ('result' in sent) return { result: sent.result, steps, recognised };
    const stored = write.schema.safeParse(JSON.parse(JSON.stringify(sent.payload)));
    expect(stored.success).toBe(true);
    payload = stored.data as P;
  }
}
