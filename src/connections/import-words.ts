import * as vscode from 'vscode';

/** Summarizes an import, with the reason for the first file that was skipped. */
export function importSentence(
  imported: number,
  rejected: readonly { readonly name: string; readonly reason: string }[],
): string {
  const { l10n } = vscode;
  const [first] = rejected;
  if (first === undefined)
    return imported === 0 ? l10n.t('No JSON files found; nothing was imported.') : importedWords(imported);
  const skipped =
    rejected.length === 1
      ? l10n.t('Skipped 1 file. {0}: {1}', first.name, first.reason)
      : l10n.t('Skipped {0} files. {1}: {2}', rejected.length, first.name, first.reason);
  return imported === 0 ? skipped : `${importedWords(imported)} ${skipped}`;
}

function importedWords(count: number): string {
  const { l10n } = vscode;
  return count === 1
    ? l10n.t('Imported 1 call; it is on the issue "Imported calls".')
    : l10n.t('Imported {0} calls; they are on the issue "Imported calls".', count);
}
