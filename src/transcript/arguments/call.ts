import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { waitInUi } from '../../editor/progress.ts';
import type { Services } from '../../editor/services.ts';
import { idPasted } from '../../triage/dashboard.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { resolveIssueId } from '../../triage/issues/resolve-issue.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { TranscriptPanel } from '../panel/panel.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';
import type { CallContext } from '../view/view.ts';

interface CallArguments {
  readonly connectionId?: string | undefined;
  readonly callId?: string | undefined;
  /** An ID or a code. */
  readonly issueId?: string | undefined;
}

/**
 * Returns the call that the arguments name, or that of the active transcript; undefined when there is neither.
 *
 * @throws NoConnectionError, IssueNotFoundError
 */
export async function callContext(
  services: Services,
  args: CallArguments,
  call: Call,
): Promise<CallContext | undefined> {
  const active = panelsOf(services).active?.target;
  const callId = args.callId === undefined ? callIdOf(active) : idPasted(args.callId);
  if (callId === undefined) return undefined;
  const same = callIdOf(active) === callId ? active : undefined;
  const session = services.session(args.connectionId ?? same?.connectionId);
  const named = args.issueId ?? same?.issueId ?? null;
  if (named === null) return { session, callId, issueId: null };
  const reading = resolveIssueId(session.issues, session.api, named);
  return { session, callId, issueId: await waitInUi(call, vscode.l10n.t('Loading issue'), reading) };
}

/** Returns an open panel of a call, or the active panel if no call is named. @throws InvalidArgumentError */
export function callPanel(
  services: Services,
  callId: string | undefined,
): { readonly panel: TranscriptPanel; readonly callId: string } {
  const panels = panelsOf(services);
  const { active } = panels;
  const panel = callId === undefined || callIdOf(active?.target) === callId ? active : panels.find(callId, undefined);
  const shown = callIdOf(panel?.target);
  if (panel !== undefined && shown !== undefined) return { panel, callId: shown };
  throw new InvalidArgumentError('callId', vscode.l10n.t('Open the transcript of the call first.'));
}

const id = z.optional(z.string().check(z.minLength(1)));

/** Arguments of commands on a recording: the call, by default that of the active transcript. */
export const recordedCallArgs = z.object({ callId: id, connectionId: id });

/** Returns the call and its session. @throws InvalidArgumentError when no call is named and no transcript active */
export function recordedCall(
  services: Services,
  args: z.infer<typeof recordedCallArgs>,
): { readonly session: Session; readonly callId: string } {
  const { active } = panelsOf(services);
  const callId = args.callId ?? callIdOf(active?.target);
  if (callId === undefined) {
    throw new InvalidArgumentError('callId', vscode.l10n.t('Open the transcript of the call first.'));
  }
  const connectionId = args.connectionId ?? (args.callId === undefined ? active?.target.connectionId : undefined);
  return { session: services.session(connectionId), callId };
}
