import * as vscode from 'vscode';
import { parseKey } from '../api/key.ts';
import { given } from '../editor/cancelled.ts';

/** Asks for a key without showing it; what cannot be a key is refused while typing. */
export async function askKey(title: string, origin: string): Promise<string> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t(
      'The API key for {0}. It is kept in the secret storage of the editor and sent nowhere else.',
      origin,
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      try {
        parseKey(typed);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
  return given(text);
}
