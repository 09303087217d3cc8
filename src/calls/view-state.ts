import { listState, type ListState } from '../editor/trees/list-state.ts';
import type { CallStore } from '../triage/calls/store.ts';

/** What the view of calls is about to show; `filtered`: there is nothing that the filter lets through. */
export type CallsState = ListState | 'filtered';

export function stateOf({ list, filter, shown }: CallStore): CallsState {
  const state = listState(list, shown.length > 0 || list.broken.length > 0 || list.hasMore);
  return state === 'empty' && Object.keys(filter).length > 0 ? 'filtered' : state;
}
