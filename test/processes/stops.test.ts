import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildStorage, startStorageProcess } from '../support/storage-process.ts';
import { openWorld, type World } from '../unit/triage/outbox/faults/world.ts';
import { Intentions } from './support/intentions.ts';
import { drawnRandom } from './support/drawn-random.ts';

/** Milliseconds: longer than any wait of a window's outbox, and than its requests may take (see outbox-child.ts). */
const longerThanAnyTimeout = 1_500;

let world: World;
let directory: string;
let intentions: Intentions;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  directory = await world.reset();
  intentions = await Intentions.on(world, directory);
});
afterAll(() => world.close());

/** Rows that a process owns; undefined when the database is held by a process that is stopped. */
async function ownedBy(pid: number): Promise<readonly string[] | undefined> {
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      return intentions.ownedBy(pid);
    } catch {
      await sleep(5);
    }
  }
  return undefined;
}

it('20 stops or more of four windows beside a fifth double nothing, and hand nothing over', async () => {
  const random = drawnRandom();
  const other = await world.process(directory);
  const end = new AbortController();
  let looks = 0;
  const add = async (window: typeof other): Promise<void> => {
    while (!end.signal.aborted) {
      await intentions.disturb(random);
      await intentions.make(window, random);
      await sleep(random.whole(0, 599));
    }
  };
  const adding = [add(other)];
  const seat = async (): Promise<void> => {
    const window = await world.process(directory);
    adding.push(add(window));
    // A window that is stopped between two writes owns nothing: then it is stopped more often.
    for (let stops = 0; stops < 5 || (looks === 0 && stops < 20); stops += 1) {
      await sleep(random.whole(0, 299));
      window.signal('SIGSTOP');
      const before = await ownedBy(window.pid);
      await sleep(longerThanAnyTimeout);
      const after = await ownedBy(window.pid);
      window.signal('SIGCONT');
      if (before === undefined || after === undefined) continue;
      looks += before.length;
      expect(after).toEqual(expect.arrayContaining([...before]));
    }
  };
  // However long a slow machine takes, there are writes as long as there are stops.
  await Promise.all([1, 2, 3, 4].map(seat));
  end.abort();
  await Promise.all(adding);
  await world.clearFaults();
  const asking = await intentions.settled();
  expect(looks).toBeGreaterThan(0);
  await intentions.expectEachOnce(asking);
  process.stdout.write(
    `${intentions.confirmed.length} stored, ${asking.length} ask, ${looks} rows of stopped windows\n`,
  );
});

it.each(['before', 'after'] as const)(
  'stopped while its request is on the way (%s the service has done it), a window finishes it itself',
  async (moment) => {
    const random = drawnRandom();
    const [stopped, other] = await Promise.all([world.process(directory), world.process(directory)]);
    for (let stops = 0; stops < 2; stops += 1) {
      const held = world.gate.hold(moment);
      const made = intentions.make(stopped, random, 'flag');
      const release = await held;
      const { id } = await made;
      stopped.signal('SIGSTOP');
      await sleep(longerThanAnyTimeout);
      expect(intentions.rows()).toMatchObject([{ id, state: 'sending' }]);
      expect(await other.entries()).toEqual([]);
      release();
      stopped.signal('SIGCONT');
      await stopped.sees((entry) => entry.id === id && entry.state === 'delivered');
    }
    expect(await intentions.settled()).toEqual([]);
    await intentions.expectEachOnce([]);
  },
);

it('stopped in the middle of a commit, a process holds up saving, which says so, and no event loop', async () => {
  const built = await buildStorage();
  const random = drawnRandom();
  const windows = await Promise.all([1, 2, 3].map(() => world.process(directory)));
  const stopped = await startStorageProcess(built.child, {
    file: path.join(directory, 'call-triage.db'),
    owners: path.join(directory, 'owners'),
    worker: built.worker,
  });
  await stopped.call('hold', 'EXCLUSIVE');
  stopped.signal('SIGSTOP');
  await Promise.all(windows.map((window) => window.longestStall()));
  const made = Promise.all(windows.map((window) => intentions.make(window, random)));
  await Promise.all(
    windows.map((window) => expect.poll(() => window.reports, { timeout: 20_000 }).toEqual(['waiting'])),
  );
  expect(intentions.confirmed).toEqual([]);
  expect(await intentions.stored()).toEqual([]);
  const stalls = await Promise.all(windows.map((window) => window.longestStall()));
  expect(Math.max(...stalls)).toBeLessThan(1_000);
  stopped.signal('SIGCONT');
  await stopped.call('release');
  await made;
  expect(intentions.confirmed).toHaveLength(3);
  expect(windows.map(({ reports }) => reports)).toEqual(windows.map(() => ['waiting', 'waited']));
  expect(await intentions.settled()).toEqual([]);
  await intentions.expectEachOnce([]);
  await rm(built.directory, { recursive: true });
});
