import type { Issue } from '../api/bland/issues.ts';
import { isMasked } from '../editor/masking.ts';
import { maskView } from '../shared/mask-view.ts';
import type { TranscriptView } from '../shared/transcript.ts';
import { messageDrafts } from '../triage/draft-kinds.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { TranscriptPanel } from './panel.ts';
import type { Reading } from './reading.ts';
import { allMarksOf, viewOf } from './view.ts';

/** A call, and the issue it is read under. */
export interface CallPlace {
  readonly session: Session;
  readonly callId: string;
  readonly issueId: string | null;
}

export interface Shown {
  readonly view: TranscriptView;
  /** What the issue or its flags could not be read with: then the view has none of them. */
  readonly missing: unknown;
}

/** A call as it may be shown now, in a text or a copy: with its flags, and masked where that is asked for. @throws ServiceError */
export async function shownView({ session, callId, issueId }: CallPlace): Promise<Shown> {
  const { issues } = session;
  const beside = issueId === null ? [] : [issues.find(issueId), issues.loadFlags(issueId)];
  const [transcript, [issue, ...others]] = await Promise.all([
    session.transcripts.get(callId),
    Promise.allSettled(beside),
  ]);
  const known = issue?.status === 'fulfilled' ? issue.value : undefined;
  const view = viewOf(session, transcript, issueId, known ?? undefined, []);
  const failed = [issue, ...others].find((result) => result?.status === 'rejected');
  return {
    view: isMasked() ? maskView(view) : view,
    missing: failed?.status === 'rejected' ? failed.reason : undefined,
  };
}

/** What a panel reads, as its page may show it now, with what is being written on it. */
export function pageView(
  { services, session, target }: TranscriptPanel,
  reading: Reading,
  issue: Issue | undefined,
): TranscriptView {
  const drafts = services.drafts.of(messageDrafts(target));
  const own = viewOf(session, reading, target.issueId, issue, drafts, services.player.current);
  const view = 'callId' in target ? { ...own, flags: allMarksOf(session, target.issueId, target.callId) } : own;
  return isMasked() ? maskView(view) : view;
}
