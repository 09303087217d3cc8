import { isMasked } from '../editor/privacy.ts';
import { maskView } from '../shared/mask-view.ts';
import type { TranscriptView } from '../shared/transcript.ts';
import type { Session } from '../triage/session.ts';
import { viewOf } from './view.ts';

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
  const beside =
    issueId === null ? [] : [issues.find(issueId, new AbortController().signal), issues.loadFlags(issueId)];
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
