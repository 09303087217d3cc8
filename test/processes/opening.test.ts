import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../unit/triage/outbox/faults/world.ts';
import { Intentions } from './support/intentions.ts';
import { drawnRandom } from './support/drawn-random.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('eight windows that open at once in a new folder each store and send their write', async () => {
  const random = drawnRandom();
  const directory = await world.reset();
  const intentions = await Intentions.on(world, directory);
  const windows = await Promise.all(Array.from({ length: 8 }, () => world.process(directory)));
  await Promise.all(windows.map((window) => intentions.make(window, random)));
  expect(intentions.confirmed).toHaveLength(8);
  expect(await intentions.settled()).toEqual([]);
  await intentions.expectEachOnce([]);
});
