import {
  ApiError,
  InvalidKeyError,
  isAmbiguous,
  NetworkError,
  RateLimitError,
  ResponseShapeError,
  ResponseTooLargeError,
  ServerError,
  TimeoutError,
  TokenRefusedError,
  UnauthorizedError,
} from '../../api/errors.ts';
import { NoKeyError } from '../errors.ts';
import { JournalError } from '../journal/errors.ts';

/**
 * Whom a failure concerns: the write alone, or every write of the connection, because there is no way to the service
 * (`network`), because it asks for a pause, or because it does not take the key.
 */
export type Concern = 'write' | 'network' | 'pause' | 'key';

export interface Verdict {
  /** The service will not take this write as it is: only the user can decide what becomes of it. */
  readonly refused: boolean;
  /** The service may have done it, although no answer came. */
  readonly ambiguous: boolean;
  readonly concern: Concern;
  /** How long to wait before the next attempt, milliseconds. */
  readonly delayMs: number;
}

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;
/** After a timeout the request may still be under way: a look right away would come too early to find what it does. */
const settleMs = 5_000;

const transient = [
  JournalError,
  NetworkError,
  TimeoutError,
  RateLimitError,
  ServerError,
  ResponseShapeError,
  ResponseTooLargeError,
] as const;

const keyErrors = [UnauthorizedError, TokenRefusedError, NoKeyError, InvalidKeyError] as const;

/**
 * What a failed attempt to write means. What time can mend is tried again: no connection, no answer in
 * time, 429, 5xx, an answer that cannot be read, a disk that is full. What another key can mend waits for one. Everything
 * else stands until somebody decides.
 *
 * @param attempts how often it was tried, at least 1
 * @param random a number from 0 to 1: waits are spread so that many entries do not come back at once
 */
export function verdict(error: unknown, attempts: number, random: number): Verdict {
  const ambiguous = isAmbiguous(error);
  const concern = concernOf(error);
  const refused = concern === 'write' && !transient.some((cause) => error instanceof cause);
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(Math.max(attempts, 1) - 1, 16));
  const asked = error instanceof ApiError ? error.retryAfterMs : null;
  const least = error instanceof TimeoutError && ambiguous ? settleMs : 0;
  return { refused, ambiguous, concern, delayMs: asked ?? Math.max(least, Math.round(ceiling * (0.5 + random / 2))) };
}

function concernOf(error: unknown): Concern {
  if (keyErrors.some((cause) => error instanceof cause)) return 'key';
  if (error instanceof RateLimitError) return 'pause';
  return error instanceof NetworkError || error instanceof TimeoutError ? 'network' : 'write';
}
