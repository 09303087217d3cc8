// @module-tag slow
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addFlag } from '../../../../src/triage/outbox/kinds/add-flag.ts';
import { openWorld, type World } from './faults/world.ts';
import { forever } from '../../../support/quick-clock.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('200 writes reach a server that answers a third of them 429: none lost, none doubled, never more than 4 at once', async () => {
  const directory = await world.reset();
  const issues = (await world.items('/v1/triage/issues')).slice(0, 8);
  for (const { id } of issues) await world.ask('PUT', `/v1/triage/issues/${id}/calls/${world.callId}`);
  const window = world.window(directory);
  const { outbox } = window.session;
  const payload = (issueId: string, note: string) => ({
    issueId,
    attach: false,
    verify: false,
    flag: { call_id: world.callId, type: 'dead_air', note },
  });
  let paused = 0;
  outbox.onDidChangeStatus(({ pausedUntil }) => {
    if (pausedUntil !== null) paused += 1;
  });
  // The 429s are set one by one, so that they fall between the writes: 100 for 200 of them is a third of all answers.
  const busy = { kind: 'status', status: 429, headers: { 'retry-after': '1' } };
  let delivered = 0;
  outbox.onDidChange(({ state }) => {
    if (state !== 'delivered') return;
    delivered += 1;
    if (delivered % 2 === 0 && delivered < 200) void world.fault('POST', busy);
  });
  await world.fault('POST', busy);
  const notes = Array.from({ length: 200 }, (_, at) => `load ${at}`);
  const entries = notes.map((note, at) => outbox.add(addFlag, payload(issues[at % issues.length]?.id ?? '', note)));
  await Promise.all(entries.map(({ id }) => outbox.outcome(id, forever)));
  expect(outbox.entries).toEqual([]);
  expect(world.gate.most).toBeLessThanOrEqual(4);
  expect(world.gate.most).toBeGreaterThan(1);
  expect(paused).toBeGreaterThan(30);
  for (const { id } of issues) {
    const stored = await world.items(`/v1/triage/issues/${id}/flags`);
    const mine = stored.map((flag) => String(flag['note'])).filter((note) => note.startsWith('load '));
    const meant = notes.filter((_, at) => issues[at % issues.length]?.id === id);
    expect(mine.sort()).toEqual(meant.sort());
  }
});
