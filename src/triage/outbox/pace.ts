import type { Clock } from '../clock.ts';
import { Emitter } from '../../shared/event.ts';
import { usualTiming } from './timing.ts';

/** Why a whole queue stands still, or goes slowly. */
export interface OutboxStatus {
  /** The service asked for a pause until then (429); null when it did not. */
  readonly pausedUntil: Date | null;
  /** The service could not be reached several times in a row: one write at a time tries whether it can be again. */
  readonly unreachable: boolean;
  /** The error of the key that is missing or not accepted; undefined when there is nothing wrong with it. */
  readonly needsKey: unknown;
}

/** How an attempt ended, as far as it concerns the others. */
export type Ending =
  | { readonly kind: 'answered' | 'none' }
  | { readonly kind: 'pause' | 'network'; readonly delayMs: number }
  /** It may have been done: from here on something has to be read before anything is written. */
  | { readonly kind: 'doubt'; readonly delayMs: number; readonly unreachable: boolean }
  | { readonly kind: 'key'; readonly error: unknown };

interface Waiter {
  readonly go: (mayGo: boolean) => void;
}

interface Hold {
  readonly until: number;
  readonly reason: 'pause' | 'network';
  readonly end: AbortController;
}

/** Failures in a row from which on one write at a time is tried. */
const opensAt = 3;

/** Decides when a connection's next write may be sent: not too many at once, none in a pause, none without a key. */
export class Pace {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #stop: AbortSignal;
  readonly #longestDelay: number;
  readonly #changed = new Emitter<OutboxStatus>();
  readonly onDidChange = this.#changed.event;
  readonly #waiting: Waiter[] = [];
  #active = 0;
  #failures = 0;
  #hold: Hold | undefined;
  #keyError: unknown;
  #proven = true;
  #keys = 0;

  /**
   * @param limit how many may be under way at once
   * @param longestDelay milliseconds: the longest between two tries while the service cannot be reached
   */
  constructor(clock: Clock, limit: number, stop: AbortSignal, { longestDelay } = usualTiming) {
    this.#clock = clock;
    this.#limit = limit;
    this.#longestDelay = longestDelay;
    this.#stop = stop;
    stop.addEventListener('abort', () => this.#waiting.splice(0).forEach((waiter) => waiter.go(false)), { once: true });
  }

  get status(): OutboxStatus {
    return {
      pausedUntil: this.#hold?.reason === 'pause' ? new Date(this.#hold.until) : null,
      unreachable: this.#failures >= opensAt,
      needsKey: this.#keyError,
    };
  }

  /** How often there was another key. */
  get keys(): number {
    return this.#keys;
  }

  /** Whether nothing has to be read before the next write: nothing was in doubt, or something was read since. */
  get isProven(): boolean {
    return this.#proven;
  }

  /** The service has answered a read, or a write for certain. */
  proved(): void {
    this.#proven = true;
  }

  /** Resolves when it is one's turn, to false when the signal or the stop came first. Each turn ends with `done`. */
  turn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        go: (mayGo) => {
          signal.removeEventListener('abort', leave);
          resolve(mayGo);
        },
      };
      const leave = (): void => {
        const at = this.#waiting.indexOf(waiter);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        waiter.go(false);
      };
      this.#waiting.push(waiter);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted || this.#stop.aborted) leave();
      else this.#next();
    });
  }

  /** The attempt is over. */
  done(ending: Ending): void {
    this.#active -= 1;
    const before = this.status;
    const unreachable = ending.kind === 'network' || (ending.kind === 'doubt' && ending.unreachable);
    if (ending.kind === 'doubt') this.#proven = false;
    if (unreachable) this.#failures += 1;
    else if (ending.kind !== 'none' && ending.kind !== 'key') this.#failures = 0;
    if (ending.kind === 'key') this.#keyError = ending.error;
    if (ending.kind === 'pause') this.#holdFor(ending.delayMs, 'pause');
    if (unreachable && this.#failures >= opensAt) {
      // By the failures of all: with many writes waiting, each of them alone has failed only once or twice.
      const grown = ending.delayMs * 2 ** Math.min(this.#failures - opensAt, 16);
      this.#holdFor(Math.max(ending.delayMs, Math.min(grown, this.#longestDelay)), 'network');
    }
    this.#tell(before);
    this.#next();
  }

  /** There is another key: goes on. */
  resume(): void {
    const before = this.status;
    this.#keyError = undefined;
    this.#keys += 1;
    this.#tell(before);
    this.#next();
  }

  /** Tries now, by a person's word, whatever is waited for. */
  hurry(): void {
    this.#hold?.end.abort();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #next(): void {
    const limit = this.#failures >= opensAt ? 1 : this.#limit;
    while (this.#hold === undefined && this.#keyError === undefined && this.#active < limit) {
      const waiter = this.#waiting.shift();
      if (waiter === undefined) return;
      this.#active += 1;
      waiter.go(true);
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
      this.#tell(before);
      this.#next();
    });
  }

  #tell(before: OutboxStatus): void {
    const { status } = this;
    const same =
      before.pausedUntil?.getTime() === status.pausedUntil?.getTime() &&
      before.unreachable === status.unreachable &&
      before.needsKey === status.needsKey;
    if (!same) this.#changed.fire(status);
  }
}
