import type { Clock } from '../../../src/triage/clock.ts';
import type { VirtualTime } from '../virtual-time.ts';
import type { Window } from './window.ts';

/** A window's clock, which may be fast or slow and stands still for none. */
export class WindowClock implements Clock {
  readonly #time: VirtualTime;
  readonly #window: Window;
  readonly #skew: number;

  /** @param skew how far it is ahead, milliseconds */
  constructor(time: VirtualTime, window: Window, skew: number) {
    this.#time = time;
    this.#window = window;
    this.#skew = skew;
  }

  now(): Date {
    return new Date(this.#time.now + this.#skew);
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = (): void => {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.#time.in(milliseconds, () => this.#window.deliver(done));
      signal.addEventListener('abort', done, { once: true });
      return undefined;
    });
  }
}
