import * as vscode from 'vscode';
import type { ReportProgress } from '../editor/progress.ts';
import { CodedError } from '../shared/coded-error.ts';
import { inParallel } from '../triage/in-parallel.ts';
import { searchedCall } from '../triage/search/searched-call.ts';
import type { TextSearch } from '../triage/search/text-search.ts';
import type { Session } from '../triage/sessions/session.ts';

/** Requests at a time. */
const atOnce = 4;

/**
 * Loads and searches the transcripts of listed calls that were not searched; the first page of calls when none are listed.
 *
 * @returns the number of calls that the service no longer has
 * @throws ServiceError
 */
export async function searchListed(
  { calls, transcripts }: Session,
  search: TextSearch,
  signal: AbortSignal,
  report?: ReportProgress,
): Promise<number> {
  const { list } = calls;
  if (!list.loaded) await list.load();
  if (!list.loaded) throw list.error;
  const ids = list.items.map(({ id }) => id).filter((id) => !search.searched.has(id));
  let done = 0;
  let missing = 0;
  await inParallel(ids, atOnce, async (id) => {
    if (signal.aborted) return;
    try {
      search.add(searchedCall(await transcripts.get(id)));
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'NOT_FOUND') throw error;
      missing += 1;
    }
    done += 1;
    report?.(vscode.l10n.t('{0} of {1} calls', done, ids.length), 100 / ids.length);
  });
  return missing;
}
