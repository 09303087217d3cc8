import * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import { registerTexts } from './text-provider.ts';
import type * as Feature from './feature.ts';

/** Registers transcripts, which come back with the window, their texts and commands. */
export function registerTranscripts(load: Load<typeof Feature>): vscode.Disposable {
  const panels = vscode.window.registerWebviewPanelSerializer('callTriage.transcript', {
    async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
      const { services, feature } = await load();
      feature.panelsOf(services).restore(panel, state);
    },
  });
  return vscode.Disposable.from(panels, registerTexts(load), registerCommands(load, commandNames));
}

/** Links into the extension: what the editor was asked to open, by whomever. */
export function linkHandler(load: Load<typeof Feature>): vscode.UriHandler {
  return {
    async handleUri(uri: vscode.Uri): Promise<void> {
      const { services, feature } = await load();
      await feature.followUri(services, uri);
    },
  };
}

const commandNames = [
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
] as const;
