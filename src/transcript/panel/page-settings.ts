import * as vscode from 'vscode';
import { explainPinned } from '../../editor/flag-types.ts';
import { userKeys } from '../keys.ts';
import type { Target } from '../target.ts';
import type { PagePort } from './ports.ts';

const hideDimmed = 'callTriage.transcript.hideDimmed';

/** Returns whether rows of actions, robots and noise are hidden, in every transcript. */
export function areDimmedHidden(): boolean {
  return vscode.workspace.getConfiguration().get<unknown>(hideDimmed) === true;
}

export async function setDimmedHidden(hidden: boolean): Promise<void> {
  await vscode.workspace.getConfiguration().update(hideDimmed, hidden, vscode.ConfigurationTarget.Global);
}

/** Posts the settings that a page needs, and says which of their entries are ignored. */
export function postSettings(page: PagePort, target: Target): void {
  const { keys, unknown } = userKeys();
  page.post({ type: 'keys', keys });
  if (unknown.length > 0) {
    const entries = unknown.join(', ');
    page.say(vscode.l10n.t('Ignored invalid entries in callTriage.transcript.keys: {0}', entries), 'warning');
  }
  page.post({ type: 'dimmed', hidden: areDimmedHidden() });
  reportPinned(page, target);
}

/** Says which pinned flag types are ignored. Conversations cannot be flagged. */
export function reportPinned(page: Pick<PagePort, 'say'>, target: Target): void {
  const problem = 'callId' in target ? explainPinned() : undefined;
  if (problem !== undefined) page.say(problem, 'warning');
}
