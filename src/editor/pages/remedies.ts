import * as vscode from 'vscode';
import type { PageAction } from '../../shared/page-action.ts';
import { explain } from '../errors/explain.ts';
import { forDisplay } from '../privacy.ts';

/** Remedies of an error that a page may name; nothing else it names is run. */
const remedies = new Set([
  'callTriage.connect',
  'callTriage.setApiKey',
  'callTriage.testConnection',
  'callTriage.showLog',
  'callTriage.switchConnection',
]);

export async function runRemedy(command: string): Promise<void> {
  if (remedies.has(command)) await vscode.commands.executeCommand(command, undefined);
}

/** An error in place of a page's content, with what can be done. */
export function problemOf(error: unknown): { readonly sentence: string; readonly actions: readonly PageAction[] } {
  const { sentence, remedies: offered } = explain(error);
  const actions = offered.map(({ label, command }) => ({ id: command, label }));
  return { sentence: forDisplay(sentence), actions: [{ id: 'retry', label: vscode.l10n.t('Retry') }, ...actions] };
}
