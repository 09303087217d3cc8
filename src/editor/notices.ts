import * as vscode from 'vscode';
import { loggedAs } from '../shared/logged-as.ts';
import { orCancelled } from './errors/cancelled.ts';
import { explain } from './errors/explain.ts';
import { withoutIcons, withoutLinks } from './words/literal.ts';
import { forDisplay } from './privacy.ts';
import type { Services } from './services.ts';

/** A sentence as a notification or dialog shows it: masked where that is asked for, and without links. */
const literal = (sentence: string): string => withoutLinks(forDisplay(sentence));

/** Says what happened. @returns the button that was pressed, if any */
export async function inform(sentence: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return vscode.window.showInformationMessage(literal(sentence), ...buttons);
}

/** Says what happened that should not pass unnoticed. @returns the button that was pressed, if any */
export async function warn(sentence: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return vscode.window.showWarningMessage(literal(sentence), ...buttons);
}

/** Says what failed. @returns the button that was pressed, if any */
export async function showError(sentence: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return vscode.window.showErrorMessage(literal(sentence), ...buttons);
}

/** Asks in a dialog before something is done. @returns the button that was pressed. @throws Cancelled */
export async function confirm(question: string, detail: string, ...buttons: readonly string[]): Promise<string> {
  const options = { modal: true, detail: literal(detail) };
  return orCancelled(await vscode.window.showWarningMessage(literal(question), options, ...buttons));
}

/** Says something in passing, in the status bar. */
export function showStatusMessage(words: string, ms = 3000): void {
  vscode.window.setStatusBarMessage(withoutIcons(forDisplay(words)), ms);
}

/** Says in the status bar what is going on, until it is disposed of. */
export function holdStatusMessage(words: string): vscode.Disposable {
  return vscode.window.setStatusBarMessage(withoutIcons(forDisplay(words)));
}

/** Tells the user what went wrong, with what can be done about it. */
export async function reportError(services: Services, error: unknown): Promise<void> {
  const { sentence, remedies } = explain(error);
  services.log.warn(loggedAs(error));
  const chosen = await showError(sentence, ...remedies.map(({ label }) => label));
  const remedy = remedies.find(({ label }) => label === chosen);
  if (remedy !== undefined) await vscode.commands.executeCommand(remedy.command, remedy.args);
}

/** Says what was done, with a way back. Does not wait for the answer. */
export function informWithUndo(services: Services, sentence: string, undo: () => Promise<unknown>): void {
  const label = vscode.l10n.t('Undo');
  void inform(sentence, label).then(async (chosen) => {
    if (chosen !== label) return;
    try {
      await undo();
    } catch (error) {
      await reportError(services, error);
    }
  });
}
