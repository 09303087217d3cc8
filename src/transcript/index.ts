import * as vscode from 'vscode';
import type { CommandTable } from '../editor/command.ts';
import type { UseServices } from '../editor/services.ts';
import { registerTexts } from './text-provider.ts';

export const transcriptCommands: CommandTable = {
  'callTriage.openTranscript': () => import('./commands/open-transcript.ts'),
  'callTriage.openConversation': () => import('./commands/open-conversation.ts'),
  'callTriage.commentWithQuote': () => import('./commands/comment-with-quote.ts'),
  'callTriage.flagMessage': () => import('./commands/flag-message.ts'),
  'callTriage.flagCall': () => import('./commands/flag-call.ts'),
  'callTriage.changeTranscriptIssue': () => import('./commands/change-transcript-issue.ts'),
  'callTriage.createIssueWithFlag': () => import('./commands/create-issue-with-flag.ts'),
  'callTriage.removeFlag': () => import('./commands/remove-flag.ts'),
  'callTriage.editFlag': () => import('./commands/edit-flag.ts'),
  'callTriage.pinFlagType': () => import('./commands/pin-flag-type.ts'),
  'callTriage.attachAndFlag': () => import('./commands/attach-and-flag.ts'),
  'callTriage.retryFlag': () => import('./commands/retry-flag.ts'),
  'callTriage.discardFlag': () => import('./commands/discard-flag.ts'),
  'callTriage.playFromHere': () => import('./commands/play-from-here.ts'),
  'callTriage.togglePlayback': () => import('./commands/toggle-playback.ts'),
  'callTriage.changeSpeed': () => import('./commands/change-speed.ts'),
  'callTriage.skipSilence': () => import('./commands/skip-silence.ts'),
  'callTriage.showWaveform': () => import('./commands/show-waveform.ts'),
  'callTriage.openRecording': () => import('./commands/open-recording.ts'),
  'callTriage.saveRecording': () => import('./commands/save-recording.ts'),
  'callTriage.showCorrected': () => import('./commands/show-corrected.ts'),
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
  'callTriage.nextFinding': () => import('./commands/next-finding.ts'),
  'callTriage.previousFinding': () => import('./commands/previous-finding.ts'),
  'callTriage.nextCallerTurn': () => import('./commands/next-caller-turn.ts'),
  'callTriage.previousCallerTurn': () => import('./commands/previous-caller-turn.ts'),
  'callTriage.nextAgentTurn': () => import('./commands/next-agent-turn.ts'),
  'callTriage.previousAgentTurn': () => import('./commands/previous-agent-turn.ts'),
  'callTriage.undoFlags': () => import('./commands/undo-flags.ts'),
  'callTriage.findInTranscript': () => import('./commands/find-in-transcript.ts'),
  'callTriage.showTranscriptKeys': () => import('./commands/show-transcript-keys.ts'),
  'callTriage.copyWithContext': () => import('./commands/copy-with-context.ts'),
  'callTriage.copyLink': () => import('./commands/copy-link.ts'),
  'callTriage.openLink': () => import('./commands/open-link.ts'),
  'callTriage.openAsText': () => import('./commands/open-as-text.ts'),
  'callTriage.compareCalls': () => import('./commands/compare-calls.ts'),
  'callTriage.hideDimmed': () => import('./commands/hide-dimmed.ts'),
  'callTriage.maskPersonalData': () => import('./commands/mask-personal-data.ts'),
};

/** Transcripts and texts that were open when the window closed come back with it. */
export function registerTranscripts(useServices: UseServices): vscode.Disposable {
  const panels = vscode.window.registerWebviewPanelSerializer('callTriage.transcript', {
    async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
      const [services, { panelsOf }] = await Promise.all([useServices(), import('./panels.ts')]);
      panelsOf(services).restore(panel, state);
    },
  });
  return vscode.Disposable.from(panels, registerTexts(useServices));
}

/** Links into the extension: what the editor was asked to open, by whomever. */
export function linkHandler(useServices: UseServices): vscode.UriHandler {
  return {
    async handleUri(uri: vscode.Uri): Promise<void> {
      const [services, { followUri }] = await Promise.all([useServices(), import('./follow-link.ts')]);
      await followUri(services, uri);
    },
  };
}
