import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { flagTypeChoices } from '../../editor/flag-types.ts';
import { isMasked } from '../../editor/masking.ts';
import type { Services } from '../../editor/services.ts';
import { excerpt } from '../../editor/words/format.ts';
import { speakerOf } from '../../editor/words/messages.ts';
import { type PlayerSettings, type RecordingView, defaultPlayerSettings } from '../../shared/audio.ts';
import { maskView } from '../../shared/mask-view.ts';
import { type Draft, subjectOf, type TranscriptView } from '../../shared/transcript.ts';
import type { Conversation } from '../../triage/conversations/conversation.ts';
import { messageDrafts } from '../../triage/draft-kinds.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { durationOf, type Transcript } from '../../triage/transcript/transcript.ts';
import { allFlagMarks, flagMarks } from '../flags/flag-marks.ts';
import type { PanelPort } from '../panel/ports.ts';
import { callHeader } from './call-header.ts';
import { conversationView } from './conversation-view.ts';

/** Content of a panel. */
export type Content = Transcript | Conversation;

export function isConversation(content: Content): content is Conversation {
  return 'conversationId' in content;
}

/** A call, and the issue it is shown for. */
export interface CallContext {
  readonly session: Session;
  readonly callId: string;
  readonly issueId: string | null;
}

/** A call or conversation as plain data, with nothing masked. */
export function viewOf(
  session: Session,
  content: Content,
  issueId: string | null,
  issue: Issue | undefined,
  drafts: readonly Draft[],
  player: PlayerSettings = defaultPlayerSettings,
): TranscriptView {
  if (isConversation(content)) return conversationView(session, content, issueId, issue, drafts);
  return {
    header: callHeader(content, issue),
    rows: content.rows.map((row) => ({ ...row, speaker: speakerOf(row) })),
    flags: flagMarks(session, issueId, content.callId),
    flagTypes: flagTypeChoices(session),
    typesLoading: !session.flagTypes.settled,
    drafts,
    canFlag: issueId !== null,
    recording: recordingView(content, player),
  };
}

/** A panel's content as its page may show it now, with its drafts and the flags of all issues. */
export function pageView(
  panel: Pick<PanelPort, 'target' | 'session'>,
  { drafts, player }: Pick<Services, 'drafts' | 'player'>,
  content: Content,
  issue: Issue | undefined,
): TranscriptView {
  const { target } = panel;
  const session = panel.session();
  const own = viewOf(session, content, target.issueId, issue, drafts.of(messageDrafts(target)), player.current);
  const view = 'callId' in target ? { ...own, flags: allFlagMarks(session, target.issueId, target.callId) } : own;
  return isMasked() ? maskView(view) : view;
}

/**
 * Loads a call as a text or a copy may show it now, with its issue and flags.
 *
 * @returns the view and, if the issue or its flags could not be loaded, why: it has none of them then
 * @throws ServiceError
 */
export async function loadCallView({
  session,
  callId,
  issueId,
}: CallContext): Promise<{ readonly view: TranscriptView; readonly error: unknown }> {
  const { issues } = session;
  const related =
    issueId === null ? [] : [issues.find(issueId, new AbortController().signal), issues.loadFlags(issueId)];
  const [transcript, [issue, ...others]] = await Promise.all([
    session.transcripts.get(callId),
    Promise.allSettled(related),
  ]);
  const loadedIssue = issue?.status === 'fulfilled' ? issue.value : undefined;
  const view = viewOf(session, transcript, issueId, loadedIssue ?? undefined, []);
  const failed = [issue, ...others].find((result) => result?.status === 'rejected');
  return {
    view: isMasked() ? maskView(view) : view,
    error: failed?.status === 'rejected' ? failed.reason : undefined,
  };
}

/** The title of a panel's tab: the issue's code and the other party, `T-1042 · +1 415 555 0111`. */
export function tabTitle({ header }: Pick<TranscriptView, 'header'>): string {
  const { l10n } = vscode;
  const number = header.number === null ? null : excerpt(header.number, 40);
  const call = header.kind === 'call' ? (number ?? l10n.t('Call {0}', header.callId.slice(0, 8))) : undefined;
  const subject = call ?? l10n.t('SMS with {0}', number ?? subjectOf(header).slice(0, 8));
  return header.issue === null ? subject : `${header.issue.code} · ${subject}`;
}

/** The recording as far as it is known before it is requested: only the service knows whether there is one. */
function recordingView({ details, running }: Transcript, settings: PlayerSettings): RecordingView {
  const isUnrecorded = details.record === false && (details.recording_url ?? '') === '';
  const absent = running
    ? vscode.l10n.t('The recording will be available after the call ends.')
    : isUnrecorded
      ? vscode.l10n.t('This call was not recorded.')
      : null;
  return { ...settings, absent, duration: durationOf(details) };
}
