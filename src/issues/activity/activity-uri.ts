import * as vscode from 'vscode';

/** The scheme of the read-only documents about issues. */
export const activityScheme = 'call-triage';

/** A document about an issue: its activity, or one entry of it. */
export interface ActivityUriParts {
  readonly connectionId: string;
  readonly issueId: string;
  readonly view: 'activity' | 'entry';
  /** For the view `entry`. */
  readonly entryId?: string;
}

const names = { activity: 'Activity', entry: 'Entry' } as const;

/**
 * The extension is `.txt`, since a server's text must not be read as a language in which links run commands.
 *
 * @param name replaces the name of the view
 */
export function activityUri(shown: ActivityUriParts, code: string, name: string = names[shown.view]): vscode.Uri {
  const file = [code, name].map((part) => part.replace(/[^\w-]/g, '')).join(' ');
  const { connectionId, issueId, view, entryId } = shown;
  const query = new URLSearchParams({ connectionId, issueId, view, ...(entryId === undefined ? {} : { entryId }) });
  return vscode.Uri.from({ scheme: activityScheme, path: `/${file}.txt`, query: query.toString() });
}

/** Returns undefined for a URI that was not made here. */
export function parseActivityUri(uri: vscode.Uri): ActivityUriParts | undefined {
  if (uri.scheme !== activityScheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const [connectionId, issueId, entryId] = [query.get('connectionId'), query.get('issueId'), query.get('entryId')];
  const view = (['activity', 'entry'] as const).find((one) => one === query.get('view'));
  if (connectionId === null || issueId === null || view === undefined) return undefined;
  if (view !== 'entry') return { connectionId, issueId, view };
  return entryId === null ? undefined : { connectionId, issueId, view, entryId };
}
