import * as vscode from 'vscode';
import { StorageError } from '../../storage/errors.ts';
import { type Explanation, withoutRemedies } from './explanation.ts';

/** Explains errors of local storage; undefined for others. */
export function explainStorage(error: unknown): Explanation | undefined {
  return error instanceof StorageError ? withoutRemedies(sentenceFor(error)) : undefined;
}

function sentenceFor({ fault, cause }: StorageError): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'full':
      return l10n.t('Not saved: the disk is full. Free some space, then retry.');
    case 'denied':
      return l10n.t('Not saved: the storage folder of Call Triage is not writable.');
    case 'busy':
      return l10n.t('Another program is locking the Call Triage database. Try again.');
    case 'damaged':
      return l10n.t('The Call Triage database is damaged.');
    case 'newer':
      return l10n.t('Not saved: the database was written by a newer version of Call Triage. Update the extension.');
    case 'closed':
      return l10n.t('Not saved: the window is closing.');
    case 'unsupported':
      return l10n.t('Not saved: this version of the editor does not include SQLite. Update the editor.');
    case 'other':
      return l10n.t('Could not save on this machine ({0}).', cause ?? fault);
  }
}
