import * as vscode from 'vscode';
import type { TranscriptPanel } from './panel.ts';

const setting = 'callTriage.transcript.hideDimmed';

/** Whether the rows of actions, robots and noise are out of sight, in every transcript. */
export function areDimmedHidden(): boolean {
  return vscode.workspace.getConfiguration().get<unknown>(setting) === true;
}

export async function hideDimmed(hidden: boolean): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, hidden, vscode.ConfigurationTarget.Global);
}

/** Tells a page whether it is to hide them. */
export function tellDimmed(panel: Pick<TranscriptPanel, 'post'>): void {
  panel.post({ type: 'dimmed', hidden: areDimmedHidden() });
}
