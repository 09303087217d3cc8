import * as vscode from 'vscode';
import type { CallSearch } from './last-search.ts';

/** The message above the results: how many there are, and which calls were searched. */
export function searchWords(result: CallSearch): string {
  const { search, wasStopped } = result;
  const { l10n } = vscode;
  return [
    foundWords(result),
    search.isCut ? l10n.t('More messages match.') : '',
    wasStopped ? l10n.t('Stopped early.') : '',
    searchedWords(result),
    unsearchedWords(unsearchedCalls(result)),
    missingWords(result.missing),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Returns the number of listed calls that were not searched; undefined while no calls are listed. */
export function unsearchedCalls({ session, search }: CallSearch): number | undefined {
  const { list } = session.calls;
  return list.loaded ? list.items.filter(({ id }) => !search.searched.has(id)).length : undefined;
}

function foundWords({ search: { messages, found, text } }: CallSearch): string {
  const { l10n } = vscode;
  if (messages === 0) return l10n.t('No results for “{0}”.', text);
  if (messages === 1) return l10n.t('1 result for “{0}”.', text);
  return found.length === 1
    ? l10n.t('{0} results in 1 call for “{1}”.', messages, text)
    : l10n.t('{0} results in {1} calls for “{2}”.', messages, found.length, text);
}

function searchedWords({ loaded, cached, wasStopped }: CallSearch): string {
  const { l10n } = vscode;
  if (loaded + cached === 0) return wasStopped ? '' : l10n.t('No transcripts are loaded.');
  if (cached > 0) return l10n.t('Searched {0} loaded and {1} cached transcripts.', loaded, cached);
  return loaded === 1 ? l10n.t('Searched 1 loaded transcript.') : l10n.t('Searched {0} loaded transcripts.', loaded);
}

function unsearchedWords(count = 0): string {
  if (count === 0) return '';
  return count === 1
    ? vscode.l10n.t('1 listed call was not searched.')
    : vscode.l10n.t('{0} listed calls were not searched.', count);
}

function missingWords(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? vscode.l10n.t('1 call is no longer available.')
    : vscode.l10n.t('{0} calls are no longer available.', count);
}
