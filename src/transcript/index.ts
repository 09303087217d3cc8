import * as vscode from 'vscode';
import type { CommandTable } from '../editor/command.ts';
import type { UseServices } from '../editor/services.ts';

export const transcriptCommands: CommandTable = {
  'callTriage.openTranscript': () => import('./commands/open-transcript.ts'),
  'callTriage.flagMessage': () => import('./commands/flag-message.ts'),
  'callTriage.removeFlag': () => import('./commands/remove-flag.ts'),
  'callTriage.attachAndFlag': () => import('./commands/attach-and-flag.ts'),
  'callTriage.retryFlag': () => import('./commands/retry-flag.ts'),
  'callTriage.discardFlag': () => import('./commands/discard-flag.ts'),
  'callTriage.copyMessage': () => import('./commands/copy-message.ts'),
};

/** Transcripts that were open when the window closed come back with it. */
export function registerTranscripts(useServices: UseServices): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer('callTriage.transcript', {
    async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
      const [services, { panelsOf }] = await Promise.all([useServices(), import('./panels.ts')]);
      panelsOf(services).restore(panel, state);
    },
  });
}
