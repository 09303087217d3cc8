import type { Clock } from '../clock.ts';
import { Emitter } from '../../shared/event.ts';
import { usualTiming } from './timing.ts';

/** Reasons for which the whole queue stops or is slow. */
export interface OutboxStatus {
  /** End of a pause that the service asked for (429); null when there is none. */
  readonly pausedUntil: Date | null;
  /** The service could not be reached several times in a row: one write at a time is tried. */
  readonly unreachable: boolean;
  /** The error by which the key is missing or was rejected; undefined when there is none. */
  readonly needsKey: unknown;
}

/** Result of a turn, as far as it concerns other writes. */
export type TurnResult =
  /** `answered`: the service has answered. `none`: nothing was learned about the service. */
  | { readonly kind: 'answered' | 'none' }
  | { readonly kind: 'pause' | 'network'; readonly delayMs: number }
  /** The write may have been done: a read has to succeed before anything else is written. */
  | { readonly kind: 'ambiguous'; readonly delayMs: number; readonly isUnreachable: boolean }
  | { readonly kind: 'key'; readonly error: unknown };

interface Waiter {
  readonly resolve: (mayGo: boolean) => void;
}

interface Hold {
  readonly until: number;
  readonly reason: 'pause' | 'network';
  readonly end: AbortController;
}

/** Failures in a row after which one write at a time is tried. */
const failuresBeforeProbing = 3;

/** Schedules the writes of a connection: not too many at once, none in a pause, none without an accepted key. */
export class WriteScheduler {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #stop: AbortSignal;
  readonly #longestRetryDelay: number;
  readonly #changed = new Emitter<OutboxStatus>();
  readonly onDidChange = this.#changed.event;
  readonly #waiting: Waiter[] = [];
  #active = 0;
  #failures = 0;
  #hold: Hold | undefined;
  #keyError: unknown;
  #isServiceConfirmed = true;
  #keyVersion = 0;

  /**
   * @param limit writes that may be under way at once
   * @param timing `longestRetryDelay` limits the time between two tries while the service cannot be reached
   */
  constructor(clock: Clock, limit: number, stop: AbortSignal, { longestRetryDelay } = usualTiming) {
    this.#clock = clock;
    this.#limit = limit;
    this.#longestRetryDelay = longestRetryDelay;
    this.#stop = stop;
    stop.addEventListener('abort', () => this.#waiting.splice(0).forEach((waiter) => waiter.resolve(false)), {
      once: true,
    });
  }

  get status(): OutboxStatus {
    return {
      pausedUntil: this.#hold?.reason === 'pause' ? new Date(this.#hold.until) : null,
      unreachable: this.#failures >= failuresBeforeProbing,
      needsKey: this.#keyError,
    };
  }

  /** Changes whenever there is another key. */
  get keyVersion(): number {
    return this.#keyVersion;
  }

  /** False after an ambiguous attempt, until the service has answered a read: nothing is written before that. */
  get isServiceConfirmed(): boolean {
    return this.#isServiceConfirmed;
  }

  /** Notes that the service has answered a read, or a write for certain. */
  confirmService(): void {
    this.#isServiceConfirmed = true;
  }

  /** Resolves to true when a write may be sent, to false when a signal ended the wait. `endTurn` ends each turn. */
  waitForTurn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        resolve: (mayGo) => {
          signal.removeEventListener('abort', leave);
          resolve(mayGo);
        },
      };
      const leave = (): void => {
        const at = this.#waiting.indexOf(waiter);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        waiter.resolve(false);
      };
      this.#waiting.push(waiter);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted || this.#stop.aborted) leave();
      else this.#next();
    });
  }

  endTurn(result: TurnResult): void {
    this.#active -= 1;
    const before = this.status;
    const isUnreachable = result.kind === 'network' || (result.kind === 'ambiguous' && result.isUnreachable);
    if (result.kind === 'ambiguous') this.#isServiceConfirmed = false;
    if (isUnreachable) this.#failures += 1;
    else if (result.kind !== 'none' && result.kind !== 'key') this.#failures = 0;
    if (result.kind === 'key') this.#keyError = result.error;
    if (result.kind === 'pause') this.#holdFor(result.delayMs, 'pause');
    if (isUnreachable && this.#failures >= failuresBeforeProbing) {
      // Grows with the failures of all writes: of many that wait, each alone has failed only once or twice.
      const backoff = result.delayMs * 2 ** Math.min(this.#failures - failuresBeforeProbing, 16);
      this.#holdFor(Math.max(result.delayMs, Math.min(backoff, this.#longestRetryDelay)), 'network');
    }
    this.#fireIfChanged(before);
    this.#next();
  }

  /** Goes on with another key. */
  resume(): void {
    const before = this.status;
    this.#keyError = undefined;
    this.#keyVersion += 1;
    this.#fireIfChanged(before);
    this.#next();
  }

  /** Ends a pause or back-off because a person asked for it. */
  skipWait(): void {
    this.#hold?.end.abort();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #next(): void {
    const limit = this.#failures >= failuresBeforeProbing ? 1 : this.#limit;
    while (this.#hold === undefined && this.#keyError === undefined && this.#active < limit) {
      const waiter = this.#waiting.shift();
      if (waiter === undefined) return;
      this.#active += 1;
      waiter.resolve(true);
    }
  }

  #holdFor(milliseconds: number, reason: Hold['reason']): void {
    const until = this.#clock.now().getTime() + milliseconds;
    if (this.#hold !== undefined && this.#hold.until >= until) return;
    const hold: Hold = { until, reason, end: new AbortController() };
    this.#hold?.end.abort();
    this.#hold = hold;
    void this.#clock.wait(milliseconds, AbortSignal.any([hold.end.signal, this.#stop])).then(() => {
      if (this.#hold !== hold) return;
      const before = this.status;
      this.#hold = undefined;
      this.#fireIfChanged(before);
      this.#next();
    });
  }

  #fireIfChanged(before: OutboxStatus): void {
    const { status } = this;
    const isSame =
      before.pausedUntil?.getTime() === status.pausedUntil?.getTime() &&
      before.unreachable === status.unreachable &&
      before.needsKey === status.needsKey;
    if (!isSame) this.#changed.fire(status);
  }
}
