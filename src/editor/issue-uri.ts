import * as vscode from 'vscode';

/** The scheme of issues as documents. */
export const issueScheme = 'call-triage-issue';

/** What a document shows: the issue to be edited, the issue as the service has it, or as a waiting change would make it. */
export interface IssueUriParts {
  readonly connectionId: string;
  readonly issueId: string;
  readonly version?: 'service' | { readonly entryId: string };
}

/** A document's address. The folder is what the editor knows its language by (see package.json). */
export function issueUri({ connectionId, issueId, version }: IssueUriParts, code: string): vscode.Uri {
  const query = new URLSearchParams({ connectionId, issueId });
  if (version !== undefined) query.set('version', version === 'service' ? version : version.entryId);
  const path = `/call-triage-issues/${code.replace(/[^\w-]/g, '') || 'issue'}.md`;
  return vscode.Uri.from({ scheme: issueScheme, path, query: query.toString() });
}

/** What an address stands for; undefined for one that we did not make. */
export function parseIssueUri(uri: vscode.Uri): IssueUriParts | undefined {
  const query = new URLSearchParams(uri.query);
  const [connectionId, issueId, version] = [query.get('connectionId'), query.get('issueId'), query.get('version')];
  if (uri.scheme !== issueScheme || !connectionId || !issueId) return undefined;
  if (version === null) return { connectionId, issueId };
  return { connectionId, issueId, version: version === 'service' ? version : { entryId: version } };
}
