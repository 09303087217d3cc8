import type { Steps } from './tree.ts';

/** Milliseconds of work after which others get a turn. */
const longestTurn = 8;

/** Divides work into turns, so that nothing else on the thread waits long. One at a time must use it. */
export class Turns {
  #began = performance.now();

  /** Runs steps to their end, with pauses. */
  async run<Result>(steps: Steps<Result>): Promise<Result> {
    for (;;) {
      await this.pause();
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** Lets others have a turn if this one has lasted long enough. */
  async pause(): Promise<void> {
    if (performance.now() - this.#began < longestTurn) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#began = performance.now();
  }
}
