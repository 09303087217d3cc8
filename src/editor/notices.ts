import * as vscode from 'vscode';
import { loggedAs } from '../shared/logged-as.ts';
import { explain } from './explain.ts';
import { shown } from './privacy.ts';
import type { Services } from './services.ts';
import { unlinked } from './wording.ts';

/** Tells the user what went wrong, with what can be done about it. */
export async function reportError(services: Services, error: unknown): Promise<void> {
  const { sentence, remedies } = explain(error);
  services.log.warn(loggedAs(error));
  const chosen = await vscode.window.showErrorMessage(shown(unlinked(sentence)), ...remedies.map(({ label }) => label));
  const remedy = remedies.find(({ label }) => label === chosen);
  if (remedy !== undefined) await vscode.commands.executeCommand(remedy.command, remedy.args);
}

/** Says what was done, with a way back. Does not wait for the answer. */
export function tellWithUndo(services: Services, sentence: string, undo: () => Promise<unknown>): void {
  const label = vscode.l10n.t('Undo');
  void vscode.window.showInformationMessage(shown(unlinked(sentence)), label).then(async (chosen) => {
    if (chosen !== label) return;
    try {
      await undo();
    } catch (error) {
      await reportError(services, error);
    }
  });
}
