import * as vscode from 'vscode';

/** Rows with an address of this scheme carry the mark. Nothing is ever opened by it. */
const scheme = 'call-triage-unread';

/** The address of the row of an issue on which something has happened since it was opened. */
export function unreadUri(issueId: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${issueId}` });
}

/** The editor's own mark at the end of a row: it stays in sight in a narrow side bar, where the description is cut off. */
export function showUnreadBadges(): vscode.Disposable {
  const badge = new vscode.FileDecoration('●', vscode.l10n.t('Unread'));
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: (uri) => (uri.scheme === scheme ? badge : undefined),
  });
}
