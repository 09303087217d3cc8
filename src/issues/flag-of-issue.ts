import * as z from 'zod/mini';
import type { Call } from '../editor/command.ts';
import { askCallNote, askFlagType, askNote } from '../editor/flag-prompts.ts';
import type { Services } from '../editor/services.ts';
import { prepareFlag } from '../triage/flagging.ts';
import type { Session } from '../triage/session.ts';
import type { CreateFlaggedIssuePayload } from '../triage/outbox/kinds/create-flagged-issue.ts';

const id = z.string().check(z.minLength(1));

/** The flag that a new issue begins with: on a message of a call or, for null, the call itself, which is attached with it. */
export const flagOfIssueSchema = z.object({
  callId: id,
  messageIndex: z.nullable(z.int().check(z.nonnegative())),
  messageText: z.optional(z.string()),
  type: z.optional(id),
  note: z.optional(z.string()),
  nodeId: z.optional(z.string()),
  nodeName: z.optional(z.string()),
});

export type FlagOfIssue = z.infer<typeof flagOfIssueSchema>;

/**
 * The flag as it is sent, with what is missing asked for.
 *
 * @throws MessageNotFoundError, MessageMismatchError, InvalidArgumentError
 */
export async function completeFlag(
  services: Services,
  session: Session,
  wanted: FlagOfIssue,
  call: Call,
): Promise<Pick<CreateFlaggedIssuePayload, 'flag' | 'verify'>> {
  const { callId, messageIndex } = wanted;
  const type = wanted.type ?? (await askFlagType(session, call));
  const place = { connectionId: session.connection.id, issueId: null, callId };
  const askIt = (): Promise<string> =>
    messageIndex === null
      ? askCallNote(services.drafts, place)
      : askNote(services.drafts, place, { index: messageIndex, flagType: type, isNew: false });
  const note = wanted.note ?? (call.fromUi ? await askIt() : '');
  const request = { ...wanted, issueId: '', type, note };
  const { flag, verify } = prepareFlag(request, session.transcripts.known(callId));
  return { flag, verify };
}
