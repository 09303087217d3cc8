import * as vscode from 'vscode';
import { maxNote } from '../shared/transcript.ts';

export interface NotePrompt {
  readonly title: string;
  /** What the box begins with. */
  readonly value: string;
  /** What it begins with was typed earlier and never sent. */
  readonly isDraft?: boolean;
  /** Told of every change, so that what is typed can be kept while it is typed. */
  readonly onChange?: (text: string) => void;
}

/** Asks for a flag's note, counting while it is typed. Empty means no note; undefined that the box was closed. */
export async function askForNote({ title, value, isDraft = false, onChange }: NotePrompt): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  const { l10n } = vscode;
  box.title = title;
  box.value = value;
  box.prompt = isDraft
    ? l10n.t('Your draft is here again. Leave it empty for a flag without a note.')
    : l10n.t('What went wrong here? Leave it empty for a flag without a note.');
  box.ignoreFocusOut = true;
  const count = (): void => {
    box.validationMessage = messageFor(box.value.length);
  };
  count();
  try {
    return await new Promise<string | undefined>((resolve) => {
      box.onDidChangeValue((text) => {
        count();
        onChange?.(text);
      });
      box.onDidAccept(() => {
        if (box.value.length <= maxNote) resolve(box.value);
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
}

function messageFor(length: number): vscode.InputBoxValidationMessage {
  return length > maxNote
    ? {
        message: vscode.l10n.t('A note has at most {0} characters; this one has {1}.', maxNote, length),
        severity: vscode.InputBoxValidationSeverity.Error,
      }
    : { message: `${length}/${maxNote}`, severity: vscode.InputBoxValidationSeverity.Info };
}
