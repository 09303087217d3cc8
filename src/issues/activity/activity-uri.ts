import * as vscode from 'vscode';

/** The scheme of the read-only documents. */
export const activityScheme = 'call-triage';

/** What a document shows of an issue: all that happened, what its calls ran on, or one thing that happened. */
export interface ActivityUriParts {
  readonly connectionId: string;
  readonly issueId: string;
  readonly view: 'activity' | 'affected' | 'entry';
  /** Of the one thing. */
  readonly entryId?: string;
}

const names = { activity: 'Activity', affected: 'Affected', entry: 'Entry' } as const;

/**
 * A document's address. `.txt`: a server's text is never read as a language, so nothing in it becomes a link to a command.
 *
 * @param name what it is called instead of by its view
 */
export function activityUri(shown: ActivityUriParts, code: string, name: string = names[shown.view]): vscode.Uri {
  const file = [code, name].map((part) => part.replace(/[^\w-]/g, '')).join(' ');
  const { connectionId, issueId, view, entryId } = shown;
  const query = new URLSearchParams({ connectionId, issueId, view, ...(entryId === undefined ? {} : { entryId }) });
  return vscode.Uri.from({ scheme: activityScheme, path: `/${file}.txt`, query: query.toString() });
}

/** What an address stands for; undefined for one that we did not make. */
export function parseActivityUri(uri: vscode.Uri): ActivityUriParts | undefined {
  if (uri.scheme !== activityScheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const [connectionId, issueId, entryId] = [query.get('connectionId'), query.get('issueId'), query.get('entryId')];
  const view = (['activity', 'affected', 'entry'] as const).find((one) => one === query.get('view'));
  if (connectionId === null || issueId === null || view === undefined) return undefined;
  if (view !== 'entry') return { connectionId, issueId, view };
  return entryId === null ? undefined : { connectionId, issueId, view, entryId };
}
