import { expect, it } from 'vitest';
import { sumOf, noneAsked, trySeed, words } from './seeds.ts';

/** Seeds that run with every `npm test`, all shares together. */
const seeds = 2000;
const shares = 2;

/**
 * Runs one of the shares into which the seeds are divided, so that each has a core of its own.
 *
 * @param number from 1
 */
export function testShare(number: number): void {
  it(`every ${shares}nd seed of 1 to ${seeds} from ${number} on`, async () => {
    let asked = noneAsked;
    for (let seed = number; seed <= seeds; seed += shares) {
      const result = await trySeed(seed);
      expect(result.wrong, `seed ${seed}\n${result.story.join('\n')}`).toEqual([]);
      asked = sumOf(asked, result.asked);
    }
    process.stdout.write(`${words(asked)}\n`);
    // With so many faults somebody must be asked now and then, and nearly everything must get through without.
    expect(asked.alone.asked).toBeGreaterThan(0);
    expect(asked.alone.asked / asked.alone.wanted).toBeLessThan(0.25);
  });
}
