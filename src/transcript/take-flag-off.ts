import * as vscode from 'vscode';
import type { Flag } from '../api/bland/flags.ts';
import type { Call } from '../editor/call.ts';
import { makeWrite } from '../editor/make-write.ts';
import type { Services } from '../editor/services.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { contentOf } from '../triage/flags/flagging.ts';
import type { Entry } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { addFlag, type AddFlagPayload } from '../triage/outbox/kinds/add-flag.ts';
import { removeFlag } from '../triage/outbox/kinds/remove-flag.ts';

/**
 * Removes a stored flag, or takes one that is not stored out of the outbox.
 *
 * @throws InvalidArgumentError while the flag is just being sent
 */
export async function takeFlagOff(
  services: Services,
  session: Session,
  issueId: string,
  flagId: string,
  call: Call,
): Promise<unknown> {
  if (session.outbox.get(flagId) !== undefined) {
    if (await session.outbox.discard(flagId)) return { flagId };
    const sentence = vscode.l10n.t('This flag is being saved. Try again in a moment.');
    throw new InvalidArgumentError('flagId', sentence);
  }
  return makeWrite(services, session, removeFlag, { issueId, flagId }, call);
}

/** The API cannot restore a flag: the same content becomes a new one. */
export function putBack(session: Session, issueId: string, flag: Flag): Entry<AddFlagPayload> {
  return session.outbox.add(addFlag, {
    issueId,
    attach: false,
    verify: false,
    flag: contentOf(flag),
  });
}
