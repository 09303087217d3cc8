import type { Clock } from '../../src/triage/outbox/outbox.ts';
import { type Timing, usualTiming } from '../../src/triage/outbox/timing.ts';

/** Waits from this length on are a person's patience, and never end by themselves. */
export const forever = 1_000_000;

/**
 * A clock on which waiting takes no time: a back-off is over at once, and is written down. Only waits of `forever` and
 * more last until they are aborted.
 */
export class QuickClock implements Clock {
  /** The waits that were asked for, milliseconds, in order. */
  readonly waits: number[] = [];

  now(): Date {
    return new Date();
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (milliseconds >= forever) {
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    }
    this.waits.push(milliseconds);
    return new Promise((resolve) => setImmediate(resolve));
  }
}

/** On a quick clock, only what a test waits for is looked at: nothing comes back by itself. */
export const quickTiming: Timing = { ...usualTiming, adoptionInterval: forever };
