import {
  ApiError,
  isAmbiguous,
  NetworkError,
  RateLimitError,
  ResponseShapeError,
  ResponseTooLargeError,
  ServerError,
  TimeoutError,
} from '../api/errors.ts';

export interface Verdict {
  /** The service will not take this write as it is: only the user can decide what becomes of it. */
  readonly refused: boolean;
  /** The service may have done it, although no answer came. */
  readonly ambiguous: boolean;
  /** How long to wait before the next attempt, milliseconds. */
  readonly delayMs: number;
}

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;

const transient = [
  NetworkError,
  TimeoutError,
  RateLimitError,
  ServerError,
  ResponseShapeError,
  ResponseTooLargeError,
] as const;

/**
 * What a failed attempt to write means. What time can mend is tried again: no connection, no answer in
 * time, 429, 5xx, an answer that cannot be read. Everything else stands until somebody decides.
 *
 * @param attempts how often it was tried, at least 1
 * @param random a number from 0 to 1: waits are spread so that many entries do not come back at once
 */
export function verdict(error: unknown, attempts: number, random: number): Verdict {
  const ambiguous = isAmbiguous(error);
  const refused = !transient.some((cause) => error instanceof cause);
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempts - 1, 16));
  const asked = error instanceof ApiError ? error.retryAfterMs : null;
  return { refused, ambiguous, delayMs: asked ?? Math.round(ceiling * (0.5 + random / 2)) };
}
