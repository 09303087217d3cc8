import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../unit/triage/outbox/faults/world.ts';
import { Intentions } from './support/intentions.ts';
import { drawnRandom } from './support/drawn-random.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it.each([
  { owners: 2, kills: 50 },
  { owners: 4, kills: 52 },
])('$kills kills among $owners windows on one folder lose nothing and double nothing', async ({ owners, kills }) => {
  const random = drawnRandom();
  const directory = await world.reset();
  const intentions = await Intentions.on(world, directory);
  let killed = 0;
  const seat = async (): Promise<void> => {
    for (let own = 0; own < kills / owners; own += 1) {
      const window = await world.process(directory);
      const end = new AbortController();
      const work = async (): Promise<void> => {
        while (!end.signal.aborted) {
          await Promise.all([1, 2, 3].map(() => intentions.make(window, random)));
          if (random.chance(0.4)) await intentions.disturb(random);
        }
      };
      // What a window does when it is killed is never answered.
      void work();
      await sleep(random.whole(0, 199));
      end.abort();
      await window.kill();
      killed += 1;
    }
  };
  await Promise.all(Array.from({ length: owners }, seat));
  await world.clearFaults();
  const survivor = await world.process(directory);
  const asking = await intentions.settled();
  expect(killed).toBe(kills);
  expect(intentions.confirmed.length).toBeGreaterThan(kills);
  await intentions.expectEachOnce(asking);
  // What asks is seen by whoever is left.
  await expect
    .poll(async () => (await survivor.entries()).map(({ id }) => id).sort())
    .toEqual(asking.map(({ id }) => id).sort());
  process.stdout.write(`${intentions.confirmed.length} stored, ${asking.length} ask\n`);
});
