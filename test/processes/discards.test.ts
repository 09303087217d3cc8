import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../unit/triage/outbox/faults/world.ts';
import { Intentions } from './support/intentions.ts';
import { drawnRandom } from './support/drawn-random.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** How often a request with these words has arrived. */
const arrived = (words: string): number => world.gate.written.filter((body) => body.includes(words)).length;

it('what one window said is discarded is never sent again, by whichever window', async () => {
  const random = drawnRandom();
  const directory = await world.reset();
  const intentions = await Intentions.on(world, directory);
  await world.fault('POST', { kind: 'status', status: 503 }, 1_000_000);
  const start = () => world.process(directory);
  const [first, second, third] = await Promise.all([start(), start(), start()]);
  const made = await Promise.all(Array.from({ length: 24 }, () => intentions.make(first, random)));
  const discarded = new Map<string, number>();
  const discard = async (window: typeof first, { id, words }: { id: string; words: string }): Promise<void> => {
    if (await window.discard(id)) discarded.set(words, arrived(words));
  };
  // While they are sent, looked for and waited with.
  await Promise.all(made.slice(0, 8).map((one) => discard(first, one)));
  // When they ask, in one window, while another sends them again and a third discards them as well.
  await intentions.settled();
  await Promise.all([first, second, third].map((window) => window.entries()));
  await Promise.all(
    made
      .slice(8)
      .flatMap((one, at) => [discard(first, one), ...(at % 2 === 0 ? [second.retry(one.id)] : [discard(third, one)])]),
  );
  const kept = made.filter(({ words }) => !discarded.has(words));
  await first.kill();
  await world.clearFaults();
  const asking = await intentions.settled();
  expect(discarded.size).toBeGreaterThan(8);
  const sentAgain = [...discarded].filter(([words, before]) => arrived(words) !== before);
  expect(sentAgain).toEqual([]);
  const stored = await intentions.stored();
  expect(stored.filter((words) => discarded.has(words))).toEqual([]);
  for (const { words } of kept) {
    const count = stored.filter((one) => one === words).length;
    expect(count === 1 || asking.some(({ payload }) => payload.includes(words))).toBe(true);
  }
});
