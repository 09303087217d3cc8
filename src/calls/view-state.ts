import { NetworkError, TimeoutError, UnauthorizedError } from '../api/errors.ts';
import type { CallStore } from '../triage/calls.ts';
import { NoKeyError } from '../triage/errors.ts';

/**
 * What the view of calls is about to show; the `when` clauses of its welcome texts in package.json read this.
 *
 * - `none`: no connection is active
 * - `noKey`: the key is missing, was given for another address, or is not accepted
 * - `offline`: the service cannot be reached
 * - `empty`, `filtered`: there is nothing, or nothing that the filter lets through
 */
export type CallsState = 'none' | 'loading' | 'noKey' | 'offline' | 'empty' | 'filtered' | 'ready';

export function stateOf({ list, filter, shown }: CallStore): CallsState {
  if (list.loaded) {
    if (shown.length > 0 || list.broken.length > 0 || list.hasMore || list.error !== undefined) return 'ready';
    return Object.keys(filter).length === 0 ? 'empty' : 'filtered';
  }
  if (list.error instanceof NoKeyError || list.error instanceof UnauthorizedError) return 'noKey';
  return list.error instanceof NetworkError || list.error instanceof TimeoutError ? 'offline' : 'ready';
}
