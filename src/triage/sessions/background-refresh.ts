import { ApiError } from '../../api/errors.ts';
import type { Clock } from '../clock.ts';

/** No wait after failures is longer than this, milliseconds, unless the service asks for one. */
const longestWait = 15 * 60_000;

/** The shortest interval, milliseconds: whatever a setting says, the service is not asked more often. */
export const shortestInterval = 10_000;

export interface RefreshOptions {
  readonly clock: Clock;
  /** Milliseconds between the end of a refresh and the next; 0 turns it off. Asked each time. */
  readonly interval: () => number;
  /** The shortest interval, milliseconds; `shortestInterval` when left out. */
  readonly shortest?: number;
  /** Refreshes, and resolves to what went wrong, if something did. */
  readonly refresh: () => Promise<unknown>;
}

/**
 * Refreshes again and again while it is started. One refresh is under way at a time, each waits for the one before; after
 * failures the waits double, and are never shorter than the service asks for.
 */
export class BackgroundRefresh {
  readonly #options: RefreshOptions;
  #running: AbortController | undefined;
  #busy: Promise<void> = Promise.resolve();
  #failures = 0;
  #error: unknown;
  /** End of the last refresh, milliseconds since the epoch; kept over stops, so that hiding a view resets nothing. */
  #ended: number;

  constructor(options: RefreshOptions) {
    this.#options = options;
    this.#ended = options.clock.now().getTime();
  }

  /** Begins, unless it has begun. */
  start(): void {
    if (this.#running !== undefined) return;
    const running = new AbortController();
    this.#running = running;
    void this.#loop(running.signal).finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
  }

  /** Ends the waiting; a refresh under way goes on, and is the last. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  async #loop(signal: AbortSignal): Promise<void> {
    const { clock, interval, shortest } = this.#options;
    while (interval() > 0 && !signal.aborted) {
      // One that an earlier start began may still be under way.
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
 * Milliseconds until the next refresh.
 *
 * @param failures how many have failed in a row
 * @param error what the last one failed with
 */
export function waitAfter(interval: number, failures: number, error: unknown, shortest = shortestInterval): number {
  const usual = Math.max(shortest, interval);
  const backedOff =
    failures === 0 ? usual : Math.max(usual, Math.min(longestWait, usual * 2 ** Math.min(failures, 20)));
  const asked = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(backedOff, asked);
}
