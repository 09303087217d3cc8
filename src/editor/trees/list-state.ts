import { listTrouble } from './list-trouble.ts';

/**
 * What a view of a connection's list is about to show; the `when` clauses of its welcome texts in package.json read this.
 *
 * - `noKey`: there is no key that can be used
 * - `offline`: the service cannot be reached
 * - `empty`: there is nothing
 */
export type ListState = 'noKey' | 'offline' | 'empty' | 'ready';

/** @param hasRows whether there is anything to show of the list once it is loaded */
export function listState(list: { readonly loaded: boolean; readonly error: unknown }, hasRows: boolean): ListState {
  const { loaded, error } = list;
  if (loaded) return hasRows || error !== undefined ? 'ready' : 'empty';
  const trouble = listTrouble(error);
  return trouble === undefined || trouble === 'offline' ? (trouble ?? 'ready') : 'noKey';
}
