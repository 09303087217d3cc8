import * as vscode from 'vscode';
import { loggedAs } from '../shared/logged-as.ts';
import { given } from './errors/cancelled.ts';
import { explain } from './errors/explain.ts';
import { withoutIcons, withoutLinks } from './words/literal.ts';
import { shown } from './privacy.ts';
import type { Services } from './services.ts';

/** A sentence as a notification or dialog shows it: masked where that is asked for, and without links. */
const said = (sentence: string): string => withoutLinks(shown(sentence));

/** Says what happened. @returns the button that was pressed, if any */
export async function inform(sentence: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return vscode.window.showInformationMessage(said(sentence), ...buttons);
}

/** Says what happened that should not pass unnoticed. @returns the button that was pressed, if any */
export async function warn(sentence: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return vscode.window.showWarningMessage(said(sentence), ...buttons);
}

/** Says what failed. @returns the button that was pressed, if any */
export async function tellFailure(sentence: string, ...buttons: readonly string[]): Promise<string | undefined> {
  return vscode.window.showErrorMessage(said(sentence), ...buttons);
}

/** Asks in a dialog before something is done. @returns the button that was pressed. @throws Cancelled */
export async function confirm(question: string, detail: string, ...buttons: readonly string[]): Promise<string> {
  const options = { modal: true, detail: said(detail) };
  return given(await vscode.window.showWarningMessage(said(question), options, ...buttons));
}

/** Says something in passing, in the status bar. */
export function mention(words: string, ms = 3000): void {
  vscode.window.setStatusBarMessage(withoutIcons(shown(words)), ms);
}

/** Says in the status bar what is going on, until it is disposed of. */
export function mentionWhile(words: string): vscode.Disposable {
  return vscode.window.setStatusBarMessage(withoutIcons(shown(words)));
}

/** Tells the user what went wrong, with what can be done about it. */
export async function reportError(services: Services, error: unknown): Promise<void> {
  const { sentence, remedies } = explain(error);
  services.log.warn(loggedAs(error));
  const chosen = await tellFailure(sentence, ...remedies.map(({ label }) => label));
  const remedy = remedies.find(({ label }) => label === chosen);
  if (remedy !== undefined) await vscode.commands.executeCommand(remedy.command, remedy.args);
}

/** Says what was done, with a way back. Does not wait for the answer. */
export function tellWithUndo(services: Services, sentence: string, undo: () => Promise<unknown>): void {
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
