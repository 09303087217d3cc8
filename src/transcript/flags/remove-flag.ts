import * as vscode from 'vscode';
import type { Flag } from '../../api/bland/flags.ts';
import type { Call } from '../../editor/call.ts';
import { makeWrite } from '../../editor/make-write.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { contentOf } from '../../triage/flags/flagging.ts';
import { addFlag, type AddFlagPayload } from '../../triage/outbox/kinds/add-flag.ts';
import { removeFlag } from '../../triage/outbox/kinds/remove-flag.ts';
import type { Entry } from '../../triage/outbox/outbox.ts';
import type { Session } from '../../triage/sessions/session.ts';

/** Removes a stored flag, or discards one that is not stored. @throws InvalidArgumentError while it is being sent */
export async function removeOrDiscardFlag(
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

/** Adds a removed flag again. It is a new flag: the API cannot restore one. */
export function restoreFlag(session: Session, issueId: string, flag: Flag): Entry<AddFlagPayload> {
  return session.outbox.add(addFlag, {
    issueId,
    attach: false,
    verify: false,
    flag: contentOf(flag),
  });
}
