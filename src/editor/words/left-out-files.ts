import * as vscode from 'vscode';

/** Says that files of the workspace were left out of a search. */
export function notSearchedWords(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 file was not searched: it is too large, or there are too many.')
    : vscode.l10n.t('{0} files were not searched: they are too large or too many.', count);
}
