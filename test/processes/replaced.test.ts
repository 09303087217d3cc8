import { copyFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
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
  { what: 'copied', replace: (file: string, copy: string) => copyFile(file, `${copy}.again`) },
  { what: 'deleted', replace: (file: string) => rm(file) },
  { what: 'replaced by an older copy', replace: (file: string, copy: string) => rename(copy, file) },
  { what: 'written over by an older copy', replace: (file: string, copy: string) => copyFile(copy, file) },
])('two windows lose nothing and double nothing when their database is $what', async ({ replace }) => {
  const random = drawnRandom();
  const directory = await world.reset();
  const intentions = await Intentions.on(world, directory);
  const file = path.join(directory, 'call-triage.db');
  const windows = await Promise.all([1, 2].map(() => world.process(directory)));
  const make = async () => {
    await Promise.all(windows.flatMap((window) => [1, 2].map(() => intentions.make(window, random))));
  };
  await world.fault('POST', { kind: 'status', status: 503 }, 1_000_000);
  await make();
  await copyFile(file, `${file}.copy`);
  await make();
  await replace(file, `${file}.copy`);
  await make();
  expect(intentions.confirmed).toHaveLength(12);
  await world.clearFaults();
  // Nothing is open any more, here or in the windows; what asks is in the file that is there now.
  const open = async () => {
    const shown = (await Promise.all(windows.map((window) => window.entries()))).flat();
    return shown.filter(({ state }) => state !== 'asks' && state !== 'refused');
  };
  await expect.poll(open, { timeout: 40_000 }).toEqual([]);
  const asking = await intentions.settled();
  await intentions.expectEachOnce(asking);
  process.stdout.write(`${intentions.confirmed.length} stored, ${asking.length} ask\n`);
});
