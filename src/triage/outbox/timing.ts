/** Waits of the outbox, milliseconds. Tests scale all of them by one factor. */
export interface Timing {
  /** Times of the looks after an ambiguous attempt. Before the first, the service may still be at work on it. */
  readonly looks: readonly [number, number];
  /** Times of the looks for a surplus, after a write that was sent again has been answered. */
  readonly surplusLooks: readonly [number, number];
  /** The longest wait for an equal write of this machine, which could be mistaken for the one that waits. */
  readonly twinWait: number;
  /** Between two looks whether an equal write is done, and before an entry that could not go on is tried again. */
  readonly pollInterval: number;
  /** Between two searches for rows of processes that are gone. */
  readonly adoptionInterval: number;
  /** The longest time a write waits for the service, a pause or a key before a person decides. */
  readonly maxAge: number;
  /** The first wait before another attempt; it doubles up to `longestRetryDelay`. */
  readonly firstRetryDelay: number;
  readonly longestRetryDelay: number;
}

const week = 7 * 24 * 60 * 60_000;

export const usualTiming: Timing = {
  looks: [5_000, 30_000],
  surplusLooks: [10_000, 60_000],
  twinWait: 120_000,
  pollInterval: 500,
  adoptionInterval: 10_000,
  maxAge: week,
  firstRetryDelay: 1_000,
  longestRetryDelay: 60_000,
};

/** Milliseconds for which ids of made objects are kept, and longer while an older write of the connection is not settled. */
export const madeForMs = week;

/** Returns the usual timing, all of it except `maxAge` multiplied by the factor. */
export function scaledTiming(factor: number): Timing {
  const scale = (milliseconds: number): number => milliseconds * factor;
  const { looks, surplusLooks, maxAge, ...rest } = usualTiming;
  return {
    looks: [scale(looks[0]), scale(looks[1])],
    surplusLooks: [scale(surplusLooks[0]), scale(surplusLooks[1])],
    maxAge,
    twinWait: scale(rest.twinWait),
    pollInterval: scale(rest.pollInterval),
    adoptionInterval: scale(rest.adoptionInterval),
    firstRetryDelay: scale(rest.firstRetryDelay),
    longestRetryDelay: scale(rest.longestRetryDelay),
  };
}
