import { ApiError } from '../../api/errors.ts';
import type { Clock } from '../clock.ts';

/** Limit for the wait after failures, milliseconds; the service may ask for a longer one. */
const maxBackoff = 15 * 60_000;

/** The shortest interval that a setting can have, milliseconds. */
export const shortestInterval = 10_000;

export interface RefreshOptions {
  readonly clock: Clock;
  /** Returns the milliseconds from the end of a refresh to the next; 0 turns it off. */
  readonly interval: () => number;
  /** Lower limit of the interval, milliseconds; default `shortestInterval`. */
  readonly shortest?: number;
  /** Refreshes. Resolves to the error, or undefined. */
  readonly refresh: () => Promise<unknown>;
}

/**
 * Refreshes periodically while it is started, one refresh at a time. After failures the waits double; they are never shorter
 * than the service asks for.
 */
export class BackgroundRefresh {
  readonly #options: RefreshOptions;
  #running: AbortController | undefined;
  #busy: Promise<void> = Promise.resolve();
  #failures = 0;
  #error: unknown;
  /** End of the last refresh, milliseconds since the epoch. Kept while stopped, so that hiding a view does not reset the wait. */
  #ended: number;

  constructor(options: RefreshOptions) {
    this.#options = options;
    this.#ended = options.clock.now().getTime();
  }

  /** Does nothing if it is started already. */
  start(): void {
    if (this.#running !== undefined) return;
    const running = new AbortController();
    this.#running = running;
    void this.#loop(running.signal).finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
  }

  /** Does not abort a refresh that is in progress. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  async #loop(signal: AbortSignal): Promise<void> {
    const { clock, interval, shortest } = this.#options;
    while (interval() > 0 && !signal.aborted) {
      // A refresh from before the last stop may still be in progress.
      await this.#busy;
      const left = this.#ended + waitAfter(interval(), this.#failures, this.#error, shortest) - clock.now().getTime();
      if (left > 0) await clock.wait(left, signal);
      else if (!signal.aborted) this.#busy = this.#refresh();
    }
  }

  async #refresh(): Promise<void> {
    try {
      this.#error = await this.#options.refresh();
    } catch (error) {
      this.#error = error;
    }
    this.#failures = this.#error === undefined ? 0 : this.#failures + 1;
    this.#ended = this.#options.clock.now().getTime();
  }
}

/**
 * Returns the milliseconds until the next refresh.
 *
 * @param failures consecutive failures
 * @param error the last one
 */
export function waitAfter(interval: number, failures: number, error: unknown, shortest = shortestInterval): number {
  const usual = Math.max(shortest, interval);
  const backedOff = failures === 0 ? usual : Math.max(usual, Math.min(maxBackoff, usual * 2 ** Math.min(failures, 20)));
  const requested = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(backedOff, requested);
}
