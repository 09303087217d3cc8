/** The commands on a flag that is not stored. */
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import type { Entry } from '../../triage/outbox/outbox.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { isFlagWrite } from '../../triage/flags/marks.ts';
import type { AddFlagPayload } from '../../triage/outbox/kinds/add-flag.ts';
import type { EditFlagPayload } from '../../triage/outbox/kinds/edit-flag.ts';

/** Arguments of commands on a flag that is not stored: its ID in the outbox. */
const args = z.object({
  flagId: z.optional(z.string().check(z.minLength(1))),
  connectionId: z.optional(z.string().check(z.minLength(1))),
});

/** Attaches the call of a refused flag to its issue, and retries the flag. */
export const attachAndFlag = defineCommand({
  args,
  async run(services, given) {
    const { session, entry } = pendingFlag(services, given);
    await session.outbox.amend(entry.id, { ...entry.payload, attach: true });
    return { entryId: entry.id };
  },
});

/** Retries a flag that is not stored. */
export const retryFlag = defineCommand({
  args,
  async run(services, given) {
    const { session, entry } = pendingFlag(services, given);
    await session.outbox.retry(entry.id);
    return { entryId: entry.id };
  },
});

/** Discards a flag that is not stored. */
export const discardFlag = defineCommand({
  args,
  async run(services, given) {
    const { session, entry } = pendingFlag(services, given);
    await session.outbox.discard(entry.id);
    return { entryId: entry.id };
  },
});

/** Returns the outbox entry of a flag that is not stored. @throws InvalidArgumentError when there is none with this ID */
function pendingFlag(
  services: Services,
  { flagId, connectionId }: z.infer<typeof args>,
): { readonly session: Session; readonly entry: Entry<AddFlagPayload | EditFlagPayload> } {
  const session = services.session(connectionId);
  const entry = flagId === undefined ? undefined : session.outbox.get(flagId);
  if (entry === undefined || !isFlagWrite(entry)) {
    throw new InvalidArgumentError('flagId', vscode.l10n.t('No pending flag with this ID.'));
  }
  return { session, entry };
}
