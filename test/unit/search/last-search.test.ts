import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Services } from '../../../src/editor/services.ts';
import { LastSearch } from '../../../src/search/last-search.ts';
import { searchWords } from '../../../src/search/search-words.ts';
import { Emitter } from '../../../src/shared/event.ts';
import { systemClock } from '../../../src/triage/clock.ts';
import { CallCache } from '../../../src/triage/search/call-cache.ts';
import { searchedCall } from '../../../src/triage/search/searched-call.ts';
import { connectionKey } from '../../../src/triage/sessions/connection.ts';
import { type SandboxSession, startSandboxSession } from '../../support/sandbox-session.ts';
import { editor, mask } from '../../support/vscode.ts';

let world: SandboxSession;
let last: LastSearch;
let changed: Emitter<{ readonly connectionId: string | null }>;
let open: boolean;
let isCaching: boolean;

beforeEach(async () => {
  world = await startSandboxSession(systemClock);
  const { session, database } = world;
  changed = new Emitter();
  open = true;
  isCaching = false;
  editor.isMasking = false;
  const { connection } = session;
  last = new LastSearch({
    connections: { active: connection, onDidChange: changed.event, account: async () => 'key' },
    openSessions: () => (open ? [session] : []),
    callCache: new CallCache(database, { isOn: () => isCaching, isMasked: () => false }),
    context: { subscriptions: [] },
    log: { warn: () => undefined },
  } as unknown as Services);
  const transcripts = [{ user: 'user', text: 'Call me at +1 415 555 0123.' }];
  const items = ['one', 'two'].map((id) => ({ name: `${id}.json`, content: { call_id: id, transcripts } }));
  await world.ask('POST', '/sandbox/import', { items });
  for (const id of ['one', 'two']) await session.transcripts.get(id);
});
afterEach(() => world.close());

const run = (text: string, signal = new AbortController().signal) =>
  last.run({ session: world.session, text, loadListed: false }, signal);

it('shows the last of several searches, whichever ends last', async () => {
  const [first, second] = await Promise.all([run('nothing'), run('call me')]);
  expect(first.wasStopped).toBe(true);
  expect(last.result).toBe(second);
  expect(searchWords(second)).toBe('2 results in 2 calls for “call me”. Searched 2 loaded transcripts.');
});

it('shows what was found until it was cancelled, and says so', async () => {
  const stop = new AbortController();
  stop.abort();
  const result = await run('call me', stop.signal);
  expect(last.result).toBe(result);
  expect(searchWords(result)).toBe('No results for “call me”. Stopped early.');
});

it('shows nothing of a search that is cleared meanwhile', async () => {
  const running = run('call me');
  last.clear();
  await running;
  expect(last.result).toBeUndefined();
});

it('shows masked text alone when masking is turned on meanwhile', async () => {
  const running = run('call me');
  await mask();
  await running;
  const [found] = last.result?.search.found ?? [];
  expect(found?.messages[0]?.text).toBe('Call me at +• ••• ••• ••••.');
});

it('ends with its connection, or with its key, and with no other', async () => {
  await run('call me');
  changed.fire({ connectionId: null });
  changed.fire({ connectionId: 'another' });
  expect(last.result).toBeDefined();
  changed.fire({ connectionId: world.session.connection.id });
  expect(last.result).toBeUndefined();
  await run('call me');
  open = false;
  changed.fire({ connectionId: null });
  expect(last.result).toBeUndefined();
  await run('call me');
  expect(last.result).toBeUndefined();
});

it('tells loaded from cached transcripts, and what was not searched', async () => {
  const { session, database } = world;
  isCaching = true;
  const cache = new CallCache(database, { isOn: () => true, isMasked: () => false });
  const owner = { connection: connectionKey(session.connection), account: 'key' };
  for (const { callId } of session.transcripts.all) {
    await cache.keep(owner, searchedCall(await session.transcripts.get(callId)));
  }
  session.transcripts.forget('one');
  await session.calls.list.load();
  const result = await run('call me');
  const others = session.calls.list.items.length - 2;
  expect(searchWords(result)).toBe(
    `2 results in 2 calls for “call me”. Searched 1 loaded and 1 cached transcripts. ${others} listed calls were not searched.`,
  );
  const all = await last.run({ session, text: 'call me', loadListed: true }, new AbortController().signal);
  expect(searchWords(all)).toBe(
    `2 results in 2 calls for “call me”. Searched ${others + 1} loaded and 1 cached transcripts.`,
  );
});

it('counts calls that the service no longer has', async () => {
  const { session } = world;
  await session.calls.list.load();
  const body = { data: null, errors: [{ error: 'NOT_FOUND', message: 'No such call' }] };
  const match = { path: '^/v1/calls/(?!one|two)' };
  await world.ask('POST', '/sandbox/faults', { match, fault: { kind: 'status', status: 404, body } });
  const result = await last.run({ session, text: 'call me', loadListed: true }, new AbortController().signal);
  const gone = session.calls.list.items.length - 2;
  expect(result.missing).toBe(gone);
  expect(searchWords(result)).toContain(`${gone} calls are no longer available.`);
});
