import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { waitInUi, withViewProgress } from '../../editor/progress.ts';
import { issueTarget } from '../../editor/prompts/ask.ts';
import { selectedCalls } from '../../editor/trees/selected-calls.ts';
import { resolveIssueId } from '../../triage/issues/resolve-issue.ts';
import { connectionKey } from '../../triage/sessions/connection.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { openPlace } from '../open-place.ts';

const callId = z.string().check(z.minLength(1));

interface Calls {
  readonly callIds: readonly string[];
  readonly hasMore: boolean;
  /** The call to begin at. */
  readonly from?: string;
}

/**
 * Begins to review calls, at the first that is not reviewed: those that are named or selected, those of an issue, or those
 * of the calls view as it is filtered.
 */
export const reviewCalls = defineCommand({
  args: z.object({
    ...issueTarget,
    callIds: z.optional(z.array(callId).check(z.minLength(1))),
    callId: z.optional(callId),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const { issueId: named } = args;
    const issueId = named === undefined ? null : await resolveIssueId(session.issues, session.api, named);
    const { callIds, hasMore, from } = await callsOf(session, args, issueId, call);
    const queue = {
      connectionId: session.connection.id,
      connection: connectionKey(session.connection),
      issueId,
      callIds: [...new Set(callIds)],
      hasMore,
    };
    return openPlace(services, await services.review.start(queue, from));
  },
});

async function callsOf(
  session: Session,
  args: { readonly callIds?: readonly string[] | undefined; readonly callId?: string | undefined },
  issueId: string | null,
  call: Call,
): Promise<Calls> {
  const selected = selectedCalls(call);
  if (args.callIds !== undefined) return { callIds: args.callIds, hasMore: false };
  if (selected.length > 1) return { callIds: selected, hasMore: false };
  if (issueId !== null) return waitInUi(call, vscode.l10n.t('Loading calls'), callsOfIssue(session, issueId));
  const { list } = session.calls;
  if (!list.loaded) await withViewProgress(() => list.load(), 'callTriage.calls');
  if (!list.loaded) throw list.error;
  const callIds = session.calls.shown.map(({ id }) => id);
  const from = args.callId ?? selected[0];
  return { callIds, hasMore: list.hasMore, ...(from !== undefined && callIds.includes(from) ? { from } : {}) };
}

/** @throws ServiceError */
async function callsOfIssue({ issues }: Session, issueId: string): Promise<Calls> {
  await issues.loadResources(issueId);
  const { resources } = issues.contents(issueId);
  if (resources.error !== undefined) throw resources.error;
  const calls = resources.items.filter(({ resource_type: type }) => type === 'call');
  return { callIds: calls.map(({ resource_id: id }) => id), hasMore: resources.hasMore };
}
