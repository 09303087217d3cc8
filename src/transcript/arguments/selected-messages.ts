import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { issueTarget } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { callContext } from './call-context.ts';
import { type Messages, messagesAt } from '../copy-messages.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';

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
export async function selectedMessages(services: Services, args: MessagesTarget): Promise<Messages> {
  const context = await callContext(services, args);
  const indexes = args.messageIndexes ?? selectedIndexes(services, args);
  if (context === undefined || indexes.length === 0) {
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Select a message in a transcript first.'));
  }
  return messagesAt(context, indexes);
}

/** Returns the selected messages, or the right-clicked one if it is not among them. */
export function selectedIndexes(services: Services, { callId, messageIndex }: MessagesTarget): readonly number[] {
  const { active } = panelsOf(services);
  const isNamed = active !== undefined && (callId === undefined || callIdOf(active.target) === callId);
  const selected = isNamed ? active.selected : undefined;
  const all = selected?.indexes ?? (selected === undefined ? [] : [selected.index]);
  return messageIndex === undefined || all.includes(messageIndex) ? all : [messageIndex];
}
