import * as vscode from 'vscode';
import { lazyCommands } from '../editor/command.ts';
import type { UseServices } from '../editor/services.ts';
import { registerTexts } from './text/text-provider.ts';

export const transcriptCommands = lazyCommands(
  () => import('./commands.ts'),
  [
    'openTranscript',
    'openConversation',
    'commentWithQuote',
    'flagMessage',
    'flagCall',
    'changeTranscriptIssue',
    'createIssueWithFlag',
    'removeFlag',
    'editFlag',
    'pinFlagType',
    'attachAndFlag',
    'retryFlag',
    'discardFlag',
    'playFromHere',
    'togglePlayback',
    'changeSpeed',
    'skipSilence',
    'showWaveform',
    'openRecording',
    'saveRecording',
    'showCorrected',
    'copyMessage',
    'nextMessage',
    'previousMessage',
    'firstMessage',
    'lastMessage',
    'transcriptPageDown',
    'transcriptPageUp',
    'extendSelectionDown',
    'extendSelectionUp',
    'nextFlag',
    'previousFlag',
    'nextFinding',
    'previousFinding',
    'nextCallerTurn',
    'previousCallerTurn',
    'nextAgentTurn',
    'previousAgentTurn',
    'undoFlags',
    'findInTranscript',
    'showTranscriptKeys',
    'copyWithContext',
    'copyLink',
    'openLink',
    'openAsText',
    'compareCalls',
    'hideDimmed',
    'maskPersonalData',
  ],
);

/** Registers what restores transcripts and texts after a reload of the window. */
export function registerTranscripts(useServices: UseServices): vscode.Disposable {
  const panels = vscode.window.registerWebviewPanelSerializer('callTriage.transcript', {
    async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
      const [services, { panelsOf }] = await Promise.all([useServices(), import('./panel/panels.ts')]);
      panelsOf(services).restore(panel, state);
    },
  });
  return vscode.Disposable.from(panels, registerTexts(useServices));
}

/** Handles links into the extension from outside of the editor. */
export function linkHandler(useServices: UseServices): vscode.UriHandler {
  return {
    async handleUri(uri: vscode.Uri): Promise<void> {
      const [services, { openUri }] = await Promise.all([useServices(), import('./follow-link.ts')]);
      await openUri(services, uri);
    },
  };
}
