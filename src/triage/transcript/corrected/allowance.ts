import * as z from 'zod/mini';
import type { Database } from '../../../storage/database.ts';
import type { Clock } from '../../clock.ts';
import { Kept, keyOf } from '../../kept.ts';
import { CorrectionPausedError } from './errors.ts';

/** What the service allows (Corrected Transcript): so many requests in so many milliseconds, whichever call they are for. */
const most = 10;
const windowMs = 10 * 60_000;

/** Times of requests, milliseconds since 1970, where they outlive a window; counted for each window alone without. */
export type KeptTimes = Kept<number>;

/** When a connection's transcripts were corrected, by all windows: the service counts them together. */
export function correctedTimes(database: Database, owner: string): KeptTimes {
  return new Kept(database, keyOf('corrected', owner), z.number());
}

/** Counts what is asked of the service, so that nothing is asked that it would refuse. */
export class Allowance {
  readonly #clock: Clock;
  readonly #kept: KeptTimes | undefined;
  /** Requests of this window by key, stored or not. */
  readonly #own = new Map<string, number>();
  #pausedUntil = 0;

  constructor(clock: Clock, kept?: KeptTimes) {
    this.#clock = clock;
    this.#kept = kept;
  }

  /** Counts a request that is about to be made. @throws CorrectionPausedError when it would be refused */
  async use(): Promise<void> {
    const stored = (await this.#kept?.all().catch(() => [])) ?? [];
    const now = this.#clock.now().getTime();
    const times = this.#recent(stored, now);
    const [oldest = now] = times.slice(-most);
    const until = Math.max(this.#pausedUntil, times.length < most ? 0 : oldest + windowMs);
    if (until > now) throw new CorrectionPausedError(new Date(until));
    const key = crypto.randomUUID();
    this.#own.set(key, now);
    // What cannot be stored is counted in this window all the same.
    void this.#kept?.set(key, now).catch(() => undefined);
  }

  /** The service has refused a request all the same: others may ask it from the same address. */
  refused(retryAfterMs: number | null): CorrectionPausedError {
    this.#pausedUntil = this.#clock.now().getTime() + (retryAfterMs ?? windowMs);
    return new CorrectionPausedError(new Date(this.#pausedUntil));
  }

  /** When those requests were made that still count, the oldest first. The others are forgotten. */
  #recent(stored: readonly (readonly [string, number])[], now: number): number[] {
    const times: number[] = [];
    for (const [key, time] of new Map([...stored, ...this.#own])) {
      if (time > now - windowMs && time <= now) times.push(time);
      else {
        this.#own.delete(key);
        void this.#kept?.delete(key).catch(() => undefined);
      }
    }
    return times.sort((a, b) => a - b);
  }
}
