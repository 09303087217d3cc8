import {
  ApiError,
  InvalidKeyError,
  isAmbiguous,
  NetworkError,
  RateLimitError,
  ResponseShapeError,
  ResponseTooLargeError,
  TimeoutError,
  TokenRefusedError,
  UnauthorizedError,
} from '../../api/errors.ts';
import { StorageError } from '../../storage/errors.ts';
import { NoKeyError } from '../sessions/errors.ts';
import type { Timing } from './timing.ts';

/**
 * Scope of a failure: the write alone, or every write of the connection, because the service cannot be reached (`network`),
 * asks for a pause (429), or does not accept the key.
 */
type FailureScope = 'write' | 'network' | 'pause' | 'key';

export interface Verdict {
  /** The service may have done it, although no answer says so. */
  readonly isAmbiguous: boolean;
  readonly scope: FailureScope;
  /** Time, another key or a working disk can end it; otherwise a person decides. */
  readonly isTransient: boolean;
  /** Wait before the next attempt, milliseconds. */
  readonly delayMs: number;
}

const keyErrors = [UnauthorizedError, TokenRefusedError, NoKeyError, InvalidKeyError] as const;

const transientErrors = [ResponseShapeError, ResponseTooLargeError, StorageError] as const;

/** Statuses by which the service certainly refuses a write. */
const refusals: readonly number[] = [400, 401, 403, 404, 409, 413, 422];

/**
 * Judges a failed attempt. The verdict concerns this attempt alone: a refusal after an ambiguous attempt may mean that the
 * earlier one succeeded.
 *
 * @param attempts attempts so far, at least 1
 * @param random a number from 0 to 1, which spreads waits so that many entries do not return at once
 */
export function verdict(error: unknown, attempts: number, random: number, timing: Timing): Verdict {
  const { firstRetryDelay, longestRetryDelay } = timing;
  const scope = scopeOf(error);
  const ceiling = Math.min(longestRetryDelay, firstRetryDelay * 2 ** Math.min(Math.max(attempts, 1) - 1, 16));
  const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : null;
  return {
    isAmbiguous: isAmbiguous(error),
    scope,
    isTransient:
      scope !== 'write' || transientErrors.some((cause) => error instanceof cause) || hasTransientStatus(error),
    delayMs: Math.max(retryAfterMs ?? 0, Math.round(ceiling * (0.5 + random / 2))),
  };
}

function hasTransientStatus(error: unknown): boolean {
  return error instanceof ApiError && !refusals.includes(error.status);
}

function scopeOf(error: unknown): FailureScope {
  if (keyErrors.some((cause) => error instanceof cause)) return 'key';
  if (error instanceof RateLimitError) return 'pause';
  return error instanceof NetworkError || error instanceof TimeoutError ? 'network' : 'write';
}
