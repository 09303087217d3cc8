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
import { NoKeyError } from '../errors.ts';
import type { Timing } from './timing.ts';

/**
 * Whom a failure concerns: the write alone, or every write of the connection, because there is no way to the service
 * (`network`), because it asks for a pause, or because it does not take the key.
 */
export type Concern = 'write' | 'network' | 'pause' | 'key';

export interface Verdict {
  /** The service may have done it, although no answer says so. */
  readonly ambiguous: boolean;
  readonly concern: Concern;
  /** Time, another key or a better disk can mend it; else it stands until somebody decides. */
  readonly passes: boolean;
  /** How long to wait before the next attempt, milliseconds. */
  readonly delayMs: number;
}

const keyErrors = [UnauthorizedError, TokenRefusedError, NoKeyError, InvalidKeyError] as const;

/**
 * What a failed attempt means. It concerns this attempt alone: after one that may have been done, a refusal may mean that
 * it was.
 *
 * @param attempts how often it was tried, at least 1
 * @param random a number from 0 to 1: waits are spread so that many entries do not come back at once
 */
export function verdict(error: unknown, attempts: number, random: number, timing: Timing): Verdict {
  const ambiguous = isAmbiguous(error);
  const concern = concernOf(error);
  const ceiling = Math.min(timing.longestDelay, timing.firstDelay * 2 ** Math.min(Math.max(attempts, 1) - 1, 16));
  const asked = error instanceof ApiError ? error.retryAfterMs : null;
  return {
    ambiguous,
    concern,
    passes: concern !== 'write' || passing.some((cause) => error instanceof cause) || hasPassingStatus(error),
    delayMs: Math.max(asked ?? 0, Math.round(ceiling * (0.5 + random / 2))),
  };
}

const passing = [ResponseShapeError, ResponseTooLargeError, StorageError] as const;

/** Statuses by which the service says no for certain. */
const refusals: readonly number[] = [400, 401, 403, 404, 409, 413, 422];

function hasPassingStatus(error: unknown): boolean {
  return error instanceof ApiError && !refusals.includes(error.status);
}

function concernOf(error: unknown): Concern {
  if (keyErrors.some((cause) => error instanceof cause)) return 'key';
  if (error instanceof RateLimitError) return 'pause';
  return error instanceof NetworkError || error instanceof TimeoutError ? 'network' : 'write';
}
