import * as vscode from 'vscode';
import { loggedAs } from '../shared/logged-as.ts';
import { orCancelled } from './errors/cancelled.ts';
import { explain } from './errors/explain.ts';
import type { Remedy } from './errors/explanation.ts';
import { withoutIcons, withoutLinks } from './words/literal.ts';
import { forDisplay } from './privacy.ts';
import type { Services } from './services.ts';

/** Masks a sentence if masking is on, and disarms links in it. */
const literal = (sentence: string): string => withoutLinks(forDisplay(sentence));

/** @returns the button that was pressed, if any */
export async function inform(sentence: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return vscode.window.showInformationMessage(literal(sentence), ...buttons);
}

/** @returns the button that was pressed, if any */
export async function warn(sentence: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return vscode.window.showWarningMessage(literal(sentence), ...buttons);
}

/** @returns the button that was pressed, if any */
export async function showError(sentence: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return vscode.window.showErrorMessage(literal(sentence), ...buttons);
}

/** Asks in a modal dialog. @returns the button that was pressed. @throws Cancelled */
export async function confirm(question: string, detail: string, ...buttons: readonly string[]): Promise<string> {
  const options = { modal: true, detail: literal(detail) };
  return orCancelled(await vscode.window.showWarningMessage(literal(question), options, ...buttons));
}

/** Shows a message in the status bar for a moment. */
export function showStatusMessage(words: string, ms = 3000): void {
  vscode.window.setStatusBarMessage(withoutIcons(forDisplay(words)), ms);
}

/** Shows a message in the status bar until it is disposed. */
export function holdStatusMessage(words: string): vscode.Disposable {
  return vscode.window.setStatusBarMessage(withoutIcons(forDisplay(words)));
}

/** Shows an error with its actions, and logs it. */
export async function reportError(services: Services, error: unknown): Promise<void> {
  const { sentence, remedies } = explain(error);
  services.log.warn(loggedAs(error));
  const chosen = await showError(sentence, ...remedies.map(({ label }) => label));
  const remedy = remedies.find(({ label }) => label === chosen);
  if (remedy !== undefined) await vscode.commands.executeCommand(remedy.command, remedy.args);
}

/** Shows what was done with an *Undo* button, and the way to what was made. Does not wait for the answer. */
export function informWithUndo(
  services: Services,
  sentence: string,
  undo: () => Promise<unknown>,
  made?: Remedy,
): void {
  const label = vscode.l10n.t('Undo');
  const shown = made === undefined ? [label] : [made.label, label];
  void inform(sentence, ...shown).then(async (chosen) => {
    if (chosen === undefined) return;
    try {
      if (chosen === label) await undo();
      else if (made !== undefined) await vscode.commands.executeCommand(made.command, made.args);
    } catch (error) {
      await reportError(services, error);
    }
  });
}
