import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ConflictError, UnauthorizedError } from '../../../../src/api/errors.ts';
import { addFlag, type AddFlagPayload } from '../../../../src/triage/outbox/kinds/add-flag.ts';
import { openWorld, type World } from './faults/world.ts';
import { forever } from '../../../support/quick-clock.ts';

let world: World;
let directory: string;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  directory = await world.reset();
});
afterAll(() => world.close());

const payload = (note: string, issueId = world.issueId): AddFlagPayload => ({
  issueId,
  attach: false,
  verify: false,
  flag: { call_id: world.callId, type: 'dead_air', message_index: 1, note },
});

const stored = async (note: string, issueId = world.issueId) =>
  (await world.items(`/v1/triage/issues/${issueId}/flags`)).filter((flag) => flag['note'] === note).length;

/** A window that has made its entries visible again. */
async function nextWindow() {
  const window = world.window(directory);
  await window.ready();
  return window;
}

it('a refused write is there after a restart with its text and its reason, and can be mended', async () => {
  await world.ask('DELETE', `/v1/triage/issues/${world.issueId}/calls/${world.callId}`);
  const first = world.window(directory);
  const entry = first.session.outbox.add(addFlag, payload('not attached'));
  await first.session.outbox.outcome(entry.id, forever);
  await first.close();
  const { session, ...next } = await nextWindow();
  const again = session.outbox.get(entry.id);
  expect(again).toMatchObject({ state: 'refused', payload: payload('not attached') });
  expect(again?.error).toBeInstanceOf(ConflictError);
  expect(again?.error).toMatchObject({ code: 'CALL_NOT_ATTACHED', serviceCode: 'call_not_attached' });
  await session.outbox.amend(entry.id, { ...payload('not attached'), attach: true });
  await session.outbox.outcome(entry.id, forever);
  expect(await stored('not attached')).toBe(1);
  expect(await next.rows.all()).toEqual([]);
  await next.close();
});

it('what was changed or given up before the window closed stays so', async () => {
  await world.ask('DELETE', `/v1/triage/issues/${world.issueId}/calls/${world.callId}`);
  const { session, ...first } = world.window(directory);
  const [kept, gone] = ['kept', 'gone'].map((note) => session.outbox.add(addFlag, payload(note)));
  await Promise.all([kept, gone].map((entry) => session.outbox.outcome(entry?.id ?? '', forever)));
  await world.fault('POST', { kind: 'status', status: 503 }, 1_000);
  await session.outbox.amend(kept?.id ?? '', { ...payload('kept and changed'), attach: true });
  await session.outbox.discard(gone?.id ?? '');
  await session.outbox.recorded(kept?.id ?? '');
  await first.close();
  await world.clearFaults();
  const next = await nextWindow();
  expect(next.session.outbox.entries).toMatchObject([
    { id: kept?.id, payload: { flag: { note: 'kept and changed' } } },
  ]);
  await next.session.outbox.outcome(kept?.id ?? '', forever);
  expect(await stored('kept and changed')).toBe(1);
  expect(await stored('gone')).toBe(0);
});

it('writes of one issue keep their order over a restart, and come before those of the new window', async () => {
  const first = world.window(directory);
  await world.fault('POST', { kind: 'status', status: 503 }, 1_000);
  const notes = ['first', 'second', 'third'];
  const ids = notes.map((note) => first.session.outbox.add(addFlag, payload(note)).id);
  await Promise.all(ids.map((id) => first.session.outbox.recorded(id)));
  await first.close();
  await world.clearFaults();
  const { outbox } = (await nextWindow()).session;
  const last = outbox.add(addFlag, payload('fourth'));
  await outbox.outcome(last.id, forever);
  const flags = await world.items(`/v1/triage/issues/${world.issueId}/flags`);
  const ours = flags.filter((flag) => [...notes, 'fourth'].includes(String(flag['note'])));
  const inOrder = ours.sort((a, b) => String(a['created_at']).localeCompare(String(b['created_at'])));
  expect(inOrder.map((flag) => flag['note'])).toEqual([...notes, 'fourth']);
});

it('two equal flags are both stored, although the window was closed before it knew of either', async () => {
  const first = world.window(directory);
  const held = world.gate.hold('after');
  const ids = [1, 2].map(() => first.session.outbox.add(addFlag, payload('meant twice')).id);
  await Promise.all([held, ...ids.map((id) => first.session.outbox.recorded(id))]);
  await first.close();
  const { outbox } = (await nextWindow()).session;
  await Promise.all(ids.map((id) => outbox.outcome(id, forever)));
  expect(await stored('meant twice')).toBe(2);
});

it('a write whose row another window gave up is not sent, and is not shown any more', async () => {
  await world.ask('DELETE', `/v1/triage/issues/${world.issueId}/calls/${world.callId}`);
  const [first, second] = [world.window(directory), world.window(directory)];
  const { id } = first.session.outbox.add(addFlag, payload('given up elsewhere'));
  expect(await first.session.outbox.outcome(id, forever)).toMatchObject({ state: 'refused' });
  await second.ready();
  expect(await second.session.outbox.discard(id)).toBe(true);
  await first.session.outbox.retry(id);
  expect(first.session.outbox.entries).toEqual([]);
  expect(await stored('given up elsewhere')).toBe(0);
});

it('a key that is not accepted stops the queue once, quietly, and another key sends everything', async () => {
  const issues = (await world.items('/v1/triage/issues')).slice(0, 8).map(({ id }) => id);
  for (const id of issues) await world.ask('PUT', `/v1/triage/issues/${id}/calls/${world.callId}`);
  await world.fault('POST', { kind: 'status', status: 401 }, 1_000);
  await world.ask('DELETE', '/sandbox/requests');
  const { outbox } = world.window(directory).session;
  const stopped = new Promise((resolve) => outbox.onDidChangeStatus(({ needsKey }) => resolve(needsKey)));
  const entries = issues.map((id) => outbox.add(addFlag, payload('with another key', id)));
  expect(await stopped).toBeInstanceOf(UnauthorizedError);
  await Promise.all(entries.map(({ id }) => outbox.recorded(id)));
  expect(outbox.entries.map(({ state }) => state)).not.toContain('refused');
  const { requests } = await world.ask<{ requests: { method: string; path: string }[] }>('GET', '/sandbox/requests');
  const posts = requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/flags'));
  expect(posts.length).toBeLessThanOrEqual(4);
  await world.clearFaults();
  outbox.resume();
  await Promise.all(entries.map(({ id }) => outbox.outcome(id, forever)));
  expect(await Promise.all(issues.map((id) => stored('with another key', id)))).toEqual(issues.map(() => 1));
});

it('a script that has to know is told about the key, and nothing of it is left to be sent', async () => {
  await world.fault('POST', { kind: 'status', status: 401 }, 1_000);
  const { outbox } = world.window(directory).session;
  const options = { budgetMs: forever, keepRefused: false };
  await expect(outbox.deliver(addFlag, payload('told'), options)).rejects.toBeInstanceOf(UnauthorizedError);
  expect(outbox.entries).toEqual([]);
  await world.clearFaults();
  await outbox.deliver(addFlag, payload('told, again'), options);
  expect(await stored('told')).toBe(0);
  expect(await stored('told, again')).toBe(1);
});
