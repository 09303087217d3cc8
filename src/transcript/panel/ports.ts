/** The parts of a panel that its features may use. A feature takes the smallest that has what it needs. */
import type { Issue } from '../../api/bland/issues.ts';
import type { HostMessage } from '../../shared/messages.ts';
import type { Draft } from '../../shared/transcript.ts';
import type { Conversation } from '../../triage/conversations/conversation.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Transcript } from '../../triage/transcript/transcript.ts';
import type { UndoHistory } from '../flags/undo-history.ts';
import type { Target } from '../target.ts';

export interface PagePort {
  post(message: HostMessage): void;
  /** Says a sentence in the page, masked where personal data is. */
  say(text: string, tone: 'info' | 'warning'): void;
}

export interface PanelPort extends PagePort {
  readonly target: Target;
  /** @throws NoConnectionError once the connection is removed */
  session(): Session;
}

export interface CallPort extends PanelPort {
  /** Undefined until it is loaded, and for an SMS conversation. */
  readonly transcript: Transcript | undefined;
}

export interface ConversationPort extends PanelPort {
  /** Undefined until it is loaded, and for a call. */
  readonly conversation: Conversation | undefined;
}

export interface FlagPort extends CallPort {
  readonly history: UndoHistory;
  /** An issue picker is open for the panel. */
  isChoosingIssue: boolean;
  /** Opens the composer under a message, with a draft or a quote of the message in it. `others` are flagged together with it. */
  compose(index: number, quote: string | null, draft?: Draft, others?: readonly number[]): void;
  /**
   * Shows the same call or conversation for another issue, or for none.
   *
   * @param issue the issue itself, where it is loaded
   * @returns this panel, or the one that shows it for that issue already
   */
  changeIssue(issueId: string | null, issue?: Issue): Promise<FlagPort>;
}

/** A message that is selected in a page, and the text that is selected inside it. */
export interface SelectedMessage {
  readonly index: number;
  readonly quote: string | null;
  /** All selected messages, if there are several. */
  readonly indexes?: readonly number[] | undefined;
}
