import * as vscode from 'vscode';
import { maxNote } from '../shared/transcript.ts';

/** Asks for a flag's note, counting while it is typed. Empty means no note; undefined that the box was closed. */
export async function askForNote(title: string, value: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title,
    value,
    prompt: vscode.l10n.t('What went wrong here? Leave it empty for a flag without a note.'),
    ignoreFocusOut: true,
    validateInput: ({ length }) =>
      length > maxNote
        ? {
            message: vscode.l10n.t('A note has at most {0} characters; this one has {1}.', maxNote, length),
            severity: vscode.InputBoxValidationSeverity.Error,
          }
        : { message: `${length}/${maxNote}`, severity: vscode.InputBoxValidationSeverity.Info },
  });
}
