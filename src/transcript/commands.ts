import { actCommand } from './act.ts';
import openTranscript from './commands/open-transcript.ts';
import openConversation from './commands/open-conversation.ts';
import commentWithQuote from './commands/comment-with-quote.ts';
import flagMessage from './commands/flag-message.ts';
import flagCall from './commands/flag-call.ts';
import changeTranscriptIssue from './commands/change-transcript-issue.ts';
import createIssueWithFlag from './commands/create-issue-with-flag.ts';
import removeFlag from './commands/remove-flag.ts';
import editFlag from './commands/edit-flag.ts';
import pinFlagType from './commands/pin-flag-type.ts';
import attachAndFlag from './commands/attach-and-flag.ts';
import retryFlag from './commands/retry-flag.ts';
import discardFlag from './commands/discard-flag.ts';
import playFromHere from './commands/play-from-here.ts';
import togglePlayback from './commands/toggle-playback.ts';
import changeSpeed from './commands/change-speed.ts';
import skipSilence from './commands/skip-silence.ts';
import showWaveform from './commands/show-waveform.ts';
import openRecording from './commands/open-recording.ts';
import saveRecording from './commands/save-recording.ts';
import showCorrected from './commands/show-corrected.ts';
import copyMessage from './commands/copy-message.ts';
import showTranscriptKeys from './commands/show-transcript-keys.ts';
import copyWithContext from './commands/copy-with-context.ts';
import copyLink from './commands/copy-link.ts';
import openLink from './commands/open-link.ts';
import openAsText from './commands/open-as-text.ts';
import compareCalls from './commands/compare-calls.ts';
import hideDimmed from './commands/hide-dimmed.ts';
import maskPersonalData from './commands/mask-personal-data.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
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
  togglePlayback,
  changeSpeed,
  skipSilence,
  showWaveform,
  openRecording,
  saveRecording,
  showCorrected,
  copyMessage,
  nextMessage: actCommand('next'),
  previousMessage: actCommand('previous'),
  firstMessage: actCommand('first'),
  lastMessage: actCommand('last'),
  transcriptPageDown: actCommand('pageDown'),
  transcriptPageUp: actCommand('pageUp'),
  extendSelectionDown: actCommand('extendDown'),
  extendSelectionUp: actCommand('extendUp'),
  nextFlag: actCommand('nextFlag'),
  previousFlag: actCommand('previousFlag'),
  nextFinding: actCommand('nextFinding'),
  previousFinding: actCommand('previousFinding'),
  nextCallerTurn: actCommand('nextCaller'),
  previousCallerTurn: actCommand('previousCaller'),
  nextAgentTurn: actCommand('nextAgent'),
  previousAgentTurn: actCommand('previousAgent'),
  undoFlags: actCommand('undo'),
  findInTranscript: actCommand('find'),
  showTranscriptKeys,
  copyWithContext,
  copyLink,
  openLink,
  openAsText,
  compareCalls,
  hideDimmed,
  maskPersonalData,
};
