import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { issueTarget } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { placeOf } from './call-place.ts';
import { type Messages, messagesAt } from './copy-messages.ts';
import { panelsOf } from './panels.ts';
import { callIdOf } from './target.ts';

const index = z.int().check(z.nonnegative());

/** What the commands on messages take: one or several by raw index; without any, those selected in the active transcript. */
export const messagesTarget = z.object({
  ...issueTarget,
  callId: z.optional(z.string().check(z.minLength(1))),
  messageIndex: z.optional(index),
  messageIndexes: z.optional(z.array(index).check(z.minLength(1))),
});
export type MessagesTarget = z.infer<typeof messagesTarget>;

/** The messages that are named or selected. @throws InvalidArgumentError when there are none */
export async function selectedMessages(services: Services, args: MessagesTarget): Promise<Messages> {
  const place = await placeOf(services, args);
  const indexes = args.messageIndexes ?? selectedIndexes(services, args);
  if (place === undefined || indexes.length === 0) {
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Select a message in a transcript first.'));
  }
  return messagesAt(place, indexes);
}

/** What was right-clicked, with everything that is selected along with it. */
export function selectedIndexes(services: Services, { callId, messageIndex }: MessagesTarget): readonly number[] {
  const { active } = panelsOf(services);
  const isNamed = active !== undefined && (callId === undefined || callIdOf(active.target) === callId);
  const selected = isNamed ? active.selected : undefined;
  const all = selected?.indexes ?? (selected === undefined ? [] : [selected.index]);
  return messageIndex === undefined || all.includes(messageIndex) ? all : [messageIndex];
}
