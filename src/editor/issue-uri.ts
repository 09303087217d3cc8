import * as vscode from 'vscode';

/** The scheme of issues opened as documents. */
export const issueScheme = 'call-triage-issue';

/** An issue to edit, or a read-only version of it: as the service has it, or as a pending change would make it. */
export interface IssueUriParts {
  readonly connectionId: string;
  readonly issueId: string;
  readonly version?: 'service' | { readonly entryId: string };
}

/** The folder in the path is what package.json associates the language with. */
export function issueUri({ connectionId, issueId, version }: IssueUriParts, code: string): vscode.Uri {
  const query = new URLSearchParams({ connectionId, issueId });
  if (version !== undefined) query.set('version', version === 'service' ? version : version.entryId);
  const path = `/call-triage-issues/${code.replace(/[^\w-]/g, '') || 'issue'}.md`;
  return vscode.Uri.from({ scheme: issueScheme, path, query: query.toString() });
}

/** Returns undefined for a URI that was not made here. */
export function parseIssueUri(uri: vscode.Uri): IssueUriParts | undefined {
  const query = new URLSearchParams(uri.query);
  const [connectionId, issueId, version] = [query.get('connectionId'), query.get('issueId'), query.get('version')];
  if (uri.scheme !== issueScheme || !connectionId || !issueId) return undefined;
  if (version === null) return { connectionId, issueId };
  return { connectionId, issueId, version: version === 'service' ? version : { entryId: version } };
}
