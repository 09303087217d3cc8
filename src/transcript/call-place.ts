import type { Services } from '../editor/services.ts';
import { resolveIssueId } from '../triage/issues/resolve-issue.ts';
import { panelsOf } from './panels.ts';
import { callIdOf } from './target.ts';
import type { CallPlace } from './shown-view.ts';

export interface CallArguments {
  readonly connectionId?: string | undefined;
  readonly callId?: string | undefined;
  /** An id or a code. */
  readonly issueId?: string | undefined;
}

/**
 * The call that the arguments name, else that of the active transcript; undefined when there is neither.
 *
 * @throws NoConnectionError, IssueNotFoundError
 */
export async function placeOf(services: Services, args: CallArguments): Promise<CallPlace | undefined> {
  const active = panelsOf(services).active?.target;
  const callId = args.callId ?? callIdOf(active);
  if (callId === undefined) return undefined;
  const same = callIdOf(active) === callId ? active : undefined;
  const session = services.session(args.connectionId ?? same?.connectionId);
  const named = args.issueId ?? same?.issueId ?? null;
  const issueId = named === null ? null : await resolveIssueId(session.issues, session.api, named);
  return { session, callId, issueId };
}
