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
  'callTriage.nextMessage': () => import('./commands/next-message.ts'),
  'callTriage.previousMessage': () => import('./commands/previous-message.ts'),
  'callTriage.firstMessage': () => import('./commands/first-message.ts'),
  'callTriage.lastMessage': () => import('./commands/last-message.ts'),
  'callTriage.transcriptPageDown': () => import('./commands/transcript-page-down.ts'),
  'callTriage.transcriptPageUp': () => import('./commands/transcript-page-up.ts'),
  'callTriage.extendSelectionDown': () => import('./commands/extend-selection-down.ts'),
  'callTriage.extendSelectionUp': () => import('./commands/extend-selection-up.ts'),
  'callTriage.nextFlag': () => import('./commands/next-flag.ts'),
  'callTriage.previousFlag': () => import('./commands/previous-flag.ts'),
  'callTriage.nextCallerTurn': () => import('./commands/next-caller-turn.ts'),
  'callTriage.previousCallerTurn': () => import('./commands/previous-caller-turn.ts'),
  'callTriage.nextAgentTurn': () => import('./commands/next-agent-turn.ts'),
  'callTriage.previousAgentTurn': () => import('./commands/previous-agent-turn.ts'),
  'callTriage.undoFlags': () => import('./commands/undo-flags.ts'),
  'callTriage.findInTranscript': () => import('./commands/find-in-transcript.ts'),
  'callTriage.showTranscriptKeys': () => import('./commands/show-transcript-keys.ts'),
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
