import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Services } from '../editor/services.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { Entry } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { isFlagWrite } from '../triage/flags/marks.ts';
import type { AddFlagPayload } from '../triage/outbox/kinds/add-flag.ts';
import type { EditFlagPayload } from '../triage/outbox/kinds/edit-flag.ts';

/** What the commands on a flag that is not stored take: its id in the outbox. */
export const failedFlagArgs = z.object({
  flagId: z.optional(z.string().check(z.minLength(1))),
  connectionId: z.optional(z.string().check(z.minLength(1))),
});

/** The outbox entry of a flag that is not stored. @throws InvalidArgumentError when there is none with this id */
export function failedFlag(
  services: Services,
  { flagId, connectionId }: z.infer<typeof failedFlagArgs>,
): { readonly session: Session; readonly entry: Entry<AddFlagPayload | EditFlagPayload> } {
  const session = services.session(connectionId);
  const entry = flagId === undefined ? undefined : session.outbox.get(flagId);
  if (entry === undefined || !isFlagWrite(entry)) {
    throw new InvalidArgumentError('flagId', vscode.l10n.t('No pending flag with this ID.'));
  }
  return { session, entry };
}
