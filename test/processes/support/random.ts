/** Numbers drawn from a seed, which is printed: the moments differ with every run, the choices can be repeated. */
export class Random {
  #state: number;

  /** @param seed a whole number from 0 */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 (included) to 1 (excluded). */
  next(): number {
    // Mulberry32.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** @throws when there is nothing to pick from */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from.');
    return picked;
  }
}

/** From `CALL_TRIAGE_SEED`, or another one in each run; printed, so that a failing run can be repeated. */
export function drawnRandom(): Random {
  const seed = Number(process.env['CALL_TRIAGE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`seed ${seed} (CALL_TRIAGE_SEED=${seed} draws the same)\n`);
  return new Random(seed);
}
