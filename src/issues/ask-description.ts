import * as vscode from 'vscode';
import { maxDescriptionLength } from '../api/bland/issue-body.ts';
import { given } from '../editor/cancelled.ts';

/** Asks for an issue's description, counting while it is typed. Empty means none. */
export async function askDescription(): Promise<string> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Create Issue: Description'),
    prompt: vscode.l10n.t('What happens, and what should? Leave it empty for none.'),
    ignoreFocusOut: true,
    validateInput: ({ length }) =>
      length > maxDescriptionLength
        ? vscode.l10n.t('A description has at most {0} characters; this one has {1}.', maxDescriptionLength, length)
        : { message: `${length}/${maxDescriptionLength}`, severity: vscode.InputBoxValidationSeverity.Info },
  });
  return given(typed).trim();
}
