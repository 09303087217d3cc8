import * as vscode from 'vscode';

/** Rows with addresses of these schemes carry a mark. Nothing is ever opened by one. */
const unreadScheme = 'call-triage-unread';
const flagsScheme = 'call-triage-flags';

/** The address of the row of an issue on which something has happened since it was opened. */
export function unreadUri(issueId: string): vscode.Uri {
  return vscode.Uri.from({ scheme: unreadScheme, path: `/${issueId}` });
}

/** The address of the row of a call with this many flags. */
export function flagsUri(callId: string, count: number): vscode.Uri {
  return vscode.Uri.from({ scheme: flagsScheme, path: `/${callId}`, query: String(count) });
}

/** The editor's own mark at the end of a row: it stays in sight in a narrow side bar, where the description is cut off. */
export function showRowBadges(): vscode.Disposable {
  const unread = new vscode.FileDecoration('●', vscode.l10n.t('Unread'));
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: ({ scheme, query }) => {
      if (scheme === unreadScheme) return unread;
      return scheme === flagsScheme ? flagsBadge(Number(query)) : undefined;
    },
  });
}

/** A badge has two characters at most. */
function flagsBadge(count: number): vscode.FileDecoration {
  const badge = count > 9 ? '9+' : `${count}⚑`;
  return new vscode.FileDecoration(badge, flagCount(count));
}

/** As a person says it. */
export function flagCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 flag') : vscode.l10n.t('{0} flags', count);
}
