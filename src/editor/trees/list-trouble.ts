import { NetworkError, TimeoutError, UnauthorizedError } from '../../api/errors.ts';
import { NoKeyError } from '../../triage/sessions/errors.ts';

/**
 * Why a view has nothing to show, where the view itself explains it and offers a way out instead of a row:
 *
 * - `noKey`, `movedKey`, `badKey`: the key is missing, was given for another address, or is not accepted
 * - `offline`: the service cannot be reached
 */
export type ListTrouble = 'noKey' | 'movedKey' | 'badKey' | 'offline';

/** The trouble that an error means; undefined for what is said by a row. */
export function listTrouble(error: unknown): ListTrouble | undefined {
  if (error instanceof NoKeyError) return error.boundTo === null ? 'noKey' : 'movedKey';
  if (error instanceof UnauthorizedError) return 'badKey';
  return error instanceof NetworkError || error instanceof TimeoutError ? 'offline' : undefined;
}
