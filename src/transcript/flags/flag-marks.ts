import { ConflictError } from '../../api/errors.ts';
import { explain } from '../../editor/errors/explain.ts';
import { waitWord } from '../../editor/words/messages.ts';
import { personWords, type PersonWords } from '../../editor/words/people.ts';
import type { FlagAction, FlagMark } from '../../shared/transcript.ts';
import { isSurplus } from '../../triage/outbox/errors.ts';
import { OldFlagStaysError } from '../../triage/flags/errors.ts';
import { flagsOf, type IssueFlag } from '../../triage/flags/marks.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import type { PanelPort } from '../panel/ports.ts';

/** Flags of a call on the issue it is shown for and, marked with their code, on others that are known to hold it. */
export function allFlagMarks(session: Session, issueId: string | null, callId: string): FlagMark[] {
  const others = session.issues.holding(callId).filter(({ id }) => id !== issueId);
  return [
    ...flagMarks(session, issueId, callId),
    ...others.flatMap(({ id, triage_id: code }) =>
      flagMarks(session, id, callId).map((mark) => ({ ...mark, issue: { issueId: id, code: printable(code) } })),
    ),
  ];
}

/** Flags of a call on one issue, stored or not. */
export function flagMarks(session: Session, issueId: string | null, callId: string): FlagMark[] {
  if (issueId === null) return [];
  const stored = session.issues.contents(issueId).flags.items;
  const nameOf = personWords(session, stored[0]?.org_id, printable);
  return flagsOf(issueId, stored, session)
    .filter((flag) => flag.callId === callId)
    .map((flag) => markOf(flag, nameOf));
}

/** Returns the issue of a flag that a panel shows; undefined when it shows no flag with this ID. */
export function issueOfFlag(panel: Pick<PanelPort, 'target' | 'session'>, flagId: string): string | undefined {
  const { target } = panel;
  if (!('callId' in target)) return undefined;
  const mark = allFlagMarks(panel.session(), target.issueId, target.callId).find(({ id }) => id === flagId);
  return mark === undefined ? undefined : (mark.issue?.issueId ?? target.issueId ?? undefined);
}

/** Add Flag answers with 409 when the call is not attached to the issue. */
export function isNotAttached(error: unknown): boolean {
  return error instanceof ConflictError && error.serviceCode === 'call_not_attached';
}

function markOf(flag: IssueFlag, nameOf: PersonWords): FlagMark {
  const { id, messageIndex: index, state, authorId, createdAt, nodeName, waitsFor } = flag;
  const mark: FlagMark = {
    id,
    index,
    type: printable(flag.type),
    note: printable(flag.note),
    author: authorId === null ? '' : nameOf(authorId),
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
