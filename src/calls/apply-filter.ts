import type { CallFilter } from '../triage/calls/filter.ts';
import type { Session } from '../triage/sessions/session.ts';

/** What a filter shows. */
export interface FilteredCalls {
  readonly filter: CallFilter;
  /** The calls that are loaded and pass, newest first. */
  readonly callIds: readonly string[];
  /** The service has more that may pass. */
  readonly hasMore: boolean;
}

/**
 * Narrows the view of calls, and loads the first page of what is left.
 *
 * @throws ServiceError
 */
export async function applyFilter(session: Session, filter: CallFilter): Promise<FilteredCalls> {
  const { calls } = session;
  calls.filter = filter;
  const { list } = calls;
  if (!list.loaded) {
    await list.load();
    if (!list.loaded) throw list.error;
  }
  return { filter, callIds: calls.shown.map(({ id }) => id), hasMore: list.hasMore };
}
