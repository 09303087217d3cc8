/** How long the outbox waits for what, milliseconds. Tests scale all of it by one factor. */
export interface Timing {
  /** After an attempt that may have been done: when it is looked for. Before the first, it may still be under way. */
  readonly looks: readonly [number, number];
  /** After an attempt was made again and answered: when it is looked whether the first was done as well. */
  readonly checks: readonly [number, number];
  /** The longest wait for an equal write of this machine, which could be mistaken for this one. */
  readonly twin: number;
  /** Between two looks whether an equal write is done, and before something that could not be stored is stored again. */
  readonly step: number;
  /** Between two looks for owners that are gone. */
  readonly adopt: number;
  /** How long a write waits for the service, for a pause or for a key, before a person decides. */
  readonly patience: number;
  /** The first wait before another attempt; it doubles up to `longestDelay`. */
  readonly firstDelay: number;
  readonly longestDelay: number;
}

const week = 7 * 24 * 60 * 60_000;

export const usualTiming: Timing = {
  looks: [5_000, 30_000],
  checks: [10_000, 60_000],
  twin: 120_000,
  step: 500,
  adopt: 10_000,
  patience: week,
  firstDelay: 1_000,
  longestDelay: 60_000,
};

/** How long the ids of what was made are kept, milliseconds; and as long as an older write of that connection is not settled. */
export const madeForMs = week;

/** The usual timing, all of it `factor` times as long. */
export function scaledTiming(factor: number): Timing {
  const scale = (milliseconds: number): number => milliseconds * factor;
  const { looks, checks, patience, ...rest } = usualTiming;
  return {
    looks: [scale(looks[0]), scale(looks[1])],
    checks: [scale(checks[0]), scale(checks[1])],
    patience,
    twin: scale(rest.twin),
    step: scale(rest.step),
    adopt: scale(rest.adopt),
    firstDelay: scale(rest.firstDelay),
    longestDelay: scale(rest.longestDelay),
  };
}
