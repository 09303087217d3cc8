import type { Issue } from '../api/bland/issues.ts';
import { ConflictError } from '../api/errors.ts';
import { explain } from '../editor/errors/explain.ts';
import { flagTypeChoices } from '../editor/flag-types.ts';
import { speakerOf, waitWord } from '../editor/words/messages.ts';
import { personWords, type PersonWords } from '../editor/words/people.ts';
import type { Draft, FlagAction, FlagMark, TranscriptView } from '../shared/transcript.ts';
import { flagsOf, type IssueFlag } from '../triage/flags/marks.ts';
import { type PlayerSettings, usualPlayer } from '../shared/audio.ts';
import { isSurplus, OldFlagStaysError } from '../triage/errors.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { conversationViewOf } from './conversation-view.ts';
import { recordingViewOf } from './recording-view.ts';
import { isConversation, type Reading } from './reading.ts';
import { headerOf } from './wording.ts';

/** Everything the page shows, as plain data. */
export function viewOf(
  session: Session,
  reading: Reading,
  issueId: string | null,
  issue: Issue | undefined,
  drafts: readonly Draft[],
  player: PlayerSettings = usualPlayer,
): TranscriptView {
  if (isConversation(reading)) return conversationViewOf(session, reading, issueId, issue, drafts);
  return {
    header: headerOf(reading, issue),
    rows: reading.rows.map((row) => ({ ...row, speaker: speakerOf(row) })),
    flags: marksOf(session, issueId, reading.callId),
    flagTypes: flagTypeChoices(session),
    typesLoading: !session.flagTypes.settled,
    drafts,
    canFlag: issueId !== null,
    recording: recordingViewOf(reading, player),
  };
}

/** The call's flags under the issue it is read for and, marked with their code, under others that are known to hold it. */
export function allMarksOf(session: Session, issueId: string | null, callId: string): FlagMark[] {
  const others = session.issues.holding(callId).filter(({ id }) => id !== issueId);
  return [
    ...marksOf(session, issueId, callId),
    ...others.flatMap(({ id, triage_id: code }) =>
      marksOf(session, id, callId).map((mark) => ({ ...mark, issue: { issueId: id, code: printable(code) } })),
    ),
  ];
}

/** The call's flags under an issue, stored or not. */
export function marksOf(session: Session, issueId: string | null, callId: string): FlagMark[] {
  if (issueId === null) return [];
  const stored = session.issues.contents(issueId).flags.items;
  const who = personWords(session, stored[0]?.org_id, printable);
  return flagsOf(issueId, stored, session)
    .filter((flag) => flag.callId === callId)
    .map((flag) => markOf(flag, who));
}

function markOf(flag: IssueFlag, who: PersonWords): FlagMark {
  const { id, messageIndex: index, state, authorId, createdAt, nodeName, waitsFor } = flag;
  const author = authorId === null ? '' : who(authorId);
  const mark: FlagMark = {
    id,
    index,
    type: printable(flag.type),
    note: printable(flag.note),
    author,
    ...(createdAt === null ? {} : { createdAt }),
    ...(nodeName === null ? {} : { node: printable(nodeName) }),
    state,
    ...(waitsFor === null ? {} : { waiting: waitWord(waitsFor) }),
  };
  if (state !== 'failed') return mark;
  return { ...mark, problem: explain(flag.error).sentence, actions: actionsFor(flag.error) };
}

function actionsFor(error: unknown): readonly FlagAction[] {
  if (error instanceof OldFlagStaysError) return ['retry', 'keep'];
  if (isSurplus(error)) return ['discard'];
  return isNotAttached(error) ? ['attach', 'discard'] : ['retry', 'discard'];
}

/** Add Flag's 409: the call has to be on the issue first. */
export function isNotAttached(error: unknown): boolean {
  return error instanceof ConflictError && error.serviceCode === 'call_not_attached';
}
