import * as z from 'zod/mini';
import type { Call } from '../editor/call.ts';
import { askFlagNote, askFlagType } from '../editor/prompts/flag-prompts.ts';
import type { Step } from '../editor/prompts/steps.ts';
import type { Services } from '../editor/services.ts';
import { prepareFlag } from '../triage/flags/flagging.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { CreateFlaggedIssuePayload } from '../triage/outbox/kinds/create-flagged-issue.ts';

const id = z.string().check(z.minLength(1));

/** The first flag of a new issue: on a message of a call or, for null, on the whole call, which is attached. */
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

export function typeOfFlag(
  session: Session,
  { type }: FlagOfIssue,
  call: Call,
  step?: Step & { readonly before: string | undefined },
): Promise<string> {
  return type === undefined ? askFlagType(session, call, undefined, step) : Promise.resolve(type);
}

export async function noteOfFlag(
  services: Services,
  session: Session,
  { callId, messageIndex, note }: FlagOfIssue,
  flagType: string,
  call: Call,
  step?: Step,
): Promise<string> {
  if (note !== undefined || !call.fromUi) return note ?? '';
  const place = { connectionId: session.connection.id, issueId: null, callId };
  return askFlagNote(services.drafts, place, messageIndex, flagType, step);
}

/**
 * Returns the flag to send.
 *
 * @throws ApproximateIndexError, MessageNotFoundError, MessageMismatchError, InvalidArgumentError
 */
export function preparedFlag(
  session: Session,
  wanted: FlagOfIssue & { readonly type: string; readonly note: string },
): Pick<CreateFlaggedIssuePayload, 'flag' | 'verify'> {
  const { flag, verify } = prepareFlag({ ...wanted, issueId: '' }, session.transcripts.known(wanted.callId));
  return { flag, verify };
}
