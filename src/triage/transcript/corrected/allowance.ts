import * as z from 'zod/mini';
import type { Database } from '../../../storage/database.ts';
import type { Clock } from '../../clock.ts';
import { KeyValueStore, keyOf } from '../../key-value-store.ts';
import { CorrectionPausedError } from './errors.ts';

/** Rate limit of the service (Corrected Transcript): requests in so many milliseconds, for all calls together. */
const most = 10;
const windowMs = 10 * 60_000;

/** Times of requests, milliseconds since 1970, where they outlive a window; counted for each window alone without. */
export type KeptTimes = KeyValueStore<number>;

/** Times of a connection's requests from all windows, which the service counts together. */
export function correctedTimes(database: Database, owner: string): KeptTimes {
  return new KeyValueStore(database, keyOf('corrected', owner), z.number());
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

  /** Returns the times of the requests that still count, oldest first, and drops the others. */
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
