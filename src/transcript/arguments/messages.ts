import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { waitInUi } from '../../editor/progress.ts';
import { issueTarget } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { indexesNamed, indexIn, type MessageName } from '../../triage/transcript/message-name.ts';
import { type Messages, messagesAt } from '../copy-messages.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';
import { callContext } from './call.ts';

const index = z.int().check(z.nonnegative());

/** Arguments of commands on messages: one or several by raw index, by default those selected in the active transcript. */
export const messagesTarget = z.object({
  ...issueTarget,
  callId: z.optional(z.string().check(z.minLength(1))),
  messageIndex: z.optional(index),
  messageIndexes: z.optional(z.array(index).check(z.minLength(1))),
});
type MessagesTarget = z.infer<typeof messagesTarget>;

/** Loads the messages that are named or selected. @throws InvalidArgumentError when there are none */
export async function selectedMessages(services: Services, args: MessagesTarget, call: Call): Promise<Messages> {
  const context = await callContext(services, args, call);
  const indexes = args.messageIndexes ?? selectedIndexes(services, args);
  if (context === undefined || indexes.length === 0) {
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Select a message in a transcript first.'));
  }
  return waitInUi(call, vscode.l10n.t('Loading call'), messagesAt(context, indexes));
}

/** Returns the selected messages, or the right-clicked one if it is not among them. */
export function selectedIndexes(services: Services, { callId, messageIndex }: MessagesTarget): readonly number[] {
  const { active } = panelsOf(services);
  const isNamed = active !== undefined && (callId === undefined || callIdOf(active.target) === callId);
  const selected = isNamed ? active.selected : undefined;
  const all = selected?.indexes ?? (selected === undefined ? [] : [selected.index]);
  return messageIndex === undefined || all.includes(messageIndex) ? all : [messageIndex];
}

interface MessageArguments {
  readonly connectionId?: string | undefined;
  readonly callId?: string | undefined;
  readonly messageIndex?: MessageName | undefined;
}

/**
 * Returns the arguments with a time in `messageIndex` replaced by an index. It is looked up in the call that they name, or in
 * the active one.
 *
 * @throws InvalidArgumentError when no message, or more than one, was said at that time
 */
export async function withMessageIndex<A extends MessageArguments>(
  services: Services,
  args: A,
  call: Call,
): Promise<Omit<A, 'messageIndex'> & { readonly messageIndex?: number | undefined }> {
  const { messageIndex: name, ...rest } = args;
  if (name === undefined) return rest;
  const known = indexIn(name);
  if (known !== undefined) return { ...rest, messageIndex: known };
  const active = panelsOf(services).active?.target;
  const callId = args.callId ?? callIdOf(active);
  if (callId === undefined) throw new InvalidArgumentError('callId', vscode.l10n.t('Name the call of the message.'));
  const session = services.session(args.connectionId ?? active?.connectionId);
  const { rows } = await waitInUi(call, vscode.l10n.t('Loading call'), session.transcripts.get(callId));
  const [index, ...others] = indexesNamed(name, rows);
  if (index === undefined) {
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('The call has no message at {0}.', name));
  }
  if (others.length > 0) {
    const all = [index, ...others].map((one) => `#${one}`).join(', ');
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Several messages are at {0}: {1}.', name, all));
  }
  return { ...rest, messageIndex: index };
}
