import * as vscode from 'vscode';

/** The scheme of the read-only documents. */
export const scheme = 'call-triage';

/** What a document shows of an issue. */
export interface Shown {
  readonly connectionId: string;
  readonly issueId: string;
  readonly view: 'activity' | 'affected';
}

/** A document's address. `.txt`: a server's text is never read as a language, so nothing in it becomes a link to a command. */
export function addressOf({ connectionId, issueId, view }: Shown, code: string): vscode.Uri {
  const name = `${code.replace(/[^\w-]/g, '')} ${view === 'activity' ? 'Activity' : 'Affected'}.txt`;
  return vscode.Uri.from({
    scheme,
    path: `/${name}`,
    query: new URLSearchParams({ connectionId, issueId, view }).toString(),
  });
}

/** What an address stands for; undefined for one that we did not make. */
export function readAddress(uri: vscode.Uri): Shown | undefined {
  if (uri.scheme !== scheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const [connectionId, issueId, view] = [query.get('connectionId'), query.get('issueId'), query.get('view')];
  if (connectionId === null || issueId === null || (view !== 'activity' && view !== 'affected')) return undefined;
  return { connectionId, issueId, view };
}
