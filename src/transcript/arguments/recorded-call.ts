import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';

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
