import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { OutboxProcess } from '../../../support/outbox-process.ts';
import { openWorld, type World } from './faults/world.ts';

let world: World;
let directory: string;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  directory = await world.reset();
});
afterAll(() => world.close());

const payload = (note: string) => ({
  issueId: world.issueId,
  attach: false,
  verify: false,
  flag: { call_id: world.callId, type: 'dead_air', message_index: 1, note },
});

/** How often each note is on the server. */
async function stored(notes: readonly string[]): Promise<number[]> {
  const flags = await world.items(`/v1/triage/issues/${world.issueId}/flags`);
  return notes.map((note) => flags.filter((flag) => flag['note'] === note).length);
}

async function add(window: OutboxProcess, note: string): Promise<string> {
  const { id } = await window.add('flag.add', payload(note));
  expect(await window.recorded(id)).toBe(true);
  return id;
}

const ended = (window: OutboxProcess, id: string, state: string) =>
  window.sees((entry) => entry.id === id && entry.state === state);

/** Nothing that a window writes gets through while this holds. */
const block = () => world.fault('POST', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 1_000_000);

it('send their own writes on one directory, each once, and never show the other one', async () => {
  await world.fault('POST', { kind: 'reset_after' }, 3);
  const [a, b] = await Promise.all([world.process(directory), world.process(directory)]);
  const names = ['1', '2', '3', '4', '5', '6'];
  const [ofA, ofB] = await Promise.all(
    [a, b].map((one, at) => Promise.all(names.map((name) => add(one, `${at}-${name}`)))),
  );
  await Promise.all((ofA ?? []).map((id) => ended(a, id, 'delivered')));
  await Promise.all((ofB ?? []).map((id) => ended(b, id, 'delivered')));
  expect(await stored(names.flatMap((name) => [`0-${name}`, `1-${name}`]))).toEqual(Array(12).fill(1));
});

it('one takes over what a killed one left, while it is open', async () => {
  await block();
  const [a, b] = await Promise.all([world.process(directory), world.process(directory)]);
  const id = await add(a, 'left behind');
  await a.kill();
  await b.sees((entry) => entry.id === id);
  await world.clearFaults();
  await ended(b, id, 'delivered');
  expect(await stored(['left behind'])).toEqual([1]);
});

it('of several that start at once, one takes over what was left', async () => {
  await block();
  const a = await world.process(directory);
  const notes = ['p', 'q', 'r', 's'];
  const ids = await Promise.all(notes.map((note) => add(a, note)));
  await a.kill();
  await world.clearFaults();
  const others = await Promise.all([1, 2, 3].map(() => world.process(directory)));
  const takers = await Promise.all(
    ids.map((id) => Promise.any(others.map((one, at) => ended(one, id, 'delivered').then(() => at)))),
  );
  expect(new Set(takers).size).toBe(1);
  expect(await stored(notes)).toEqual([1, 1, 1, 1]);
});

it('one that is stopped keeps what is its own, and sends it when it goes on', async () => {
  const a = await world.process(directory);
  const held = world.gate.hold('before');
  const id = await add(a, 'slept over');
  const release = await held;
  a.signal('SIGSTOP');
  const b = world.window(directory);
  for (let look = 0; look < 20; look += 1) await b.ready();
  expect(b.session.outbox.entries).toEqual([]);
  expect(await b.rows.all()).toMatchObject([{ row: { id }, here: false }]);
  a.signal('SIGCONT');
  release();
  await ended(a, id, 'delivered');
  expect(await stored(['slept over'])).toEqual([1]);
});

it('a living one keeps what is its own, however often others look', async () => {
  await block();
  const a = await world.process(directory);
  const id = await add(a, 'mine');
  const window = world.window(directory);
  for (let look = 0; look < 20; look += 1) await window.ready();
  expect(window.session.outbox.entries).toEqual([]);
  expect(await a.entries()).toMatchObject([{ id }]);
});

it.each([0, 1, 2, 3])(
  'killed while it sends its writes, after %i of them, nothing is lost or doubled',
  async (done) => {
    const a = await world.process(directory);
    const notes = ['a', 'b', 'c', 'd', 'e'];
    await block();
    const ids = await Promise.all(notes.map((note) => add(a, note)));
    await world.clearFaults();
    for (const id of ids.slice(0, done)) await ended(a, id, 'delivered');
    await a.kill();
    const b = await world.process(directory);
    // What is left is taken over at the first look that finds the other window gone, which may be a later one.
    await expect.poll(() => stored(notes), { timeout: 20_000 }).toEqual([1, 1, 1, 1, 1]);
    await expect.poll(() => b.entries(), { timeout: 20_000 }).toEqual([]);
    expect(await stored(notes)).toEqual([1, 1, 1, 1, 1]);
  },
);
