import { listTrouble } from '../editor/tree/list-trouble.ts';
import type { CallStore } from '../triage/calls.ts';

/**
 * What the view of calls is about to show; the `when` clauses of its welcome texts in package.json read this.
 *
 * - `none`: no connection is active
 * - `noKey`: there is no key that can be used
 * - `offline`: the service cannot be reached
 * - `empty`, `filtered`: there is nothing, or nothing that the filter lets through
 */
export type CallsState = 'none' | 'loading' | 'noKey' | 'offline' | 'empty' | 'filtered' | 'ready';

export function stateOf({ list, filter, shown }: CallStore): CallsState {
  if (list.loaded) {
    if (shown.length > 0 || list.broken.length > 0 || list.hasMore || list.error !== undefined) return 'ready';
    return Object.keys(filter).length === 0 ? 'empty' : 'filtered';
  }
  const trouble = listTrouble(list.error);
  if (trouble === undefined || trouble === 'offline') return trouble ?? 'ready';
  return 'noKey';
}
