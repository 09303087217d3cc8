import type { Clock } from '../clock.ts';
import { CorrectionPausedError } from './errors.ts';

/** What the service allows (Corrected Transcript): so many requests in so many milliseconds, whichever call they are for. */
const most = 10;
const windowMs = 10 * 60_000;

/** Where the times of requests outlive a window. Milliseconds since the epoch. */
export interface KeptTimes {
  get(): readonly number[];
  keep(times: readonly number[]): void;
}

/** Counts what is asked of the service, so that nothing is asked that it would refuse. */
export class Allowance {
  readonly #clock: Clock;
  readonly #kept: KeptTimes | undefined;
  #times: readonly number[] = [];
  #pausedUntil = 0;

  constructor(clock: Clock, kept?: KeptTimes) {
    this.#clock = clock;
    this.#kept = kept;
  }

  /** Counts a request that is about to be made. @throws CorrectionPausedError when it would be refused */
  use(): void {
    const now = this.#clock.now().getTime();
    const times = this.#recent(now);
    const [oldest = now] = times.slice(-most);
    const until = Math.max(this.#pausedUntil, times.length < most ? 0 : oldest + windowMs);
    if (until > now) throw new CorrectionPausedError(new Date(until));
    this.#times = [...times, now];
    this.#kept?.keep(this.#times);
  }

  /** The service has refused a request all the same: others may ask it from the same address. */
  refused(retryAfterMs: number | null): CorrectionPausedError {
    this.#pausedUntil = this.#clock.now().getTime() + (retryAfterMs ?? windowMs);
    return new CorrectionPausedError(new Date(this.#pausedUntil));
  }

  /** When those requests were made that still count, the oldest first. */
  #recent(now: number): number[] {
    const all = this.#kept?.get() ?? this.#times;
    return all.filter((time) => time > now - windowMs && time <= now).sort((a, b) => a - b);
  }
}
