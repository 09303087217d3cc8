import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../editor/command.ts';
import type { KeyAction } from '../shared/keys.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { callPanel } from './arguments/call.ts';
import changeSpeed from './commands/change-speed.ts';
import changeTranscriptIssue from './commands/change-transcript-issue.ts';
import commentWithQuote from './commands/comment-with-quote.ts';
import compareCalls from './commands/compare-calls.ts';
import copyLink from './commands/copy-link.ts';
import copyMessage from './commands/copy-message.ts';
import copyWithContext from './commands/copy-with-context.ts';
import createIssueWithFlag from './commands/create-issue-with-flag.ts';
import editFlag from './commands/edit-flag.ts';
import flagCall from './commands/flag-call.ts';
import flagMessage from './commands/flag-message.ts';
import hideDimmed from './commands/hide-dimmed.ts';
import maskPersonalData from './commands/mask-personal-data.ts';
import openAsText from './commands/open-as-text.ts';
import openConversation from './commands/open-conversation.ts';
import openLink from './commands/open-link.ts';
import openRecording from './commands/open-recording.ts';
import openTranscript from './commands/open-transcript.ts';
import { attachAndFlag, discardFlag, retryFlag } from './commands/pending-flag.ts';
import pinFlagType from './commands/pin-flag-type.ts';
import playFromHere from './commands/play-from-here.ts';
import removeFlag from './commands/remove-flag.ts';
import saveRecording from './commands/save-recording.ts';
import showCorrected from './commands/show-corrected.ts';
import showTranscriptKeys from './commands/show-transcript-keys.ts';
import skipSilence from './commands/skip-silence.ts';
import { panelsOf } from './panel/panels.ts';

/** Commands by the name that follows `callTriage.`. They load together, when the first of them runs. */
export const commands = {
  openTranscript,
  openConversation,
  commentWithQuote,
  flagMessage,
  flagCall,
  changeTranscriptIssue,
  createIssueWithFlag,
  removeFlag,
  editFlag,
  pinFlagType,
  attachAndFlag,
  retryFlag,
  discardFlag,
  playFromHere,
  togglePlayback: playerCommand('toggle'),
  changeSpeed,
  skipSilence,
  showWaveform: playerCommand('waveform'),
  openRecording,
  saveRecording,
  showCorrected,
  copyMessage,
  nextMessage: keyCommand('next'),
  previousMessage: keyCommand('previous'),
  firstMessage: keyCommand('first'),
  lastMessage: keyCommand('last'),
  transcriptPageDown: keyCommand('pageDown'),
  transcriptPageUp: keyCommand('pageUp'),
  extendSelectionDown: keyCommand('extendDown'),
  extendSelectionUp: keyCommand('extendUp'),
  nextFlag: keyCommand('nextFlag'),
  previousFlag: keyCommand('previousFlag'),
  nextFinding: keyCommand('nextFinding'),
  previousFinding: keyCommand('previousFinding'),
  nextCallerTurn: keyCommand('nextCaller'),
  previousCallerTurn: keyCommand('previousCaller'),
  nextAgentTurn: keyCommand('nextAgent'),
  previousAgentTurn: keyCommand('previousAgent'),
  undoFlags: keyCommand('undo'),
  findInTranscript: keyCommand('find'),
  showTranscriptKeys,
  copyWithContext,
  copyLink,
  openLink,
  openAsText,
  compareCalls,
  hideDimmed,
  maskPersonalData,
};

/** A command that does in the active transcript what the key of an action does. */
function keyCommand(action: KeyAction) {
  return defineCommand({
    args: z.object({}),
    async run(services) {
      const { active } = panelsOf(services);
      if (active === undefined) {
        throw new InvalidArgumentError('transcript', vscode.l10n.t('Open a transcript first.'));
      }
      active.runKeyAction(action);
      return { action };
    },
  });
}

/** A command on the player of a transcript, by default of the active one: plays or pauses, or toggles the waveform. */
function playerCommand(kind: 'toggle' | 'waveform') {
  return defineCommand({
    args: z.object({ callId: z.optional(z.string()) }),
    async run(services, args) {
      const { panel, callId } = callPanel(services, args.callId);
      panel.controlPlayer({ kind });
      return { callId };
    },
  });
}
