import * as vscode from 'vscode';
import type { ActivityEntry } from '../api/bland/activity.ts';
import { maxCommentLength } from '../api/bland/comments.ts';
import { askForMention } from '../editor/prompts/ask-mention.ts';
import { isCancelled } from '../editor/errors/cancelled.ts';
import type { Call } from '../editor/command.ts';
import { explain } from '../editor/errors/explain.ts';
import { isPending, makeWrite } from '../editor/make-write.ts';
import type { Services } from '../editor/services.ts';
import { waitWord } from '../editor/words/messages.ts';
import { checkLength } from '../editor/prompts/text-prompt.ts';
import type { PageMessageOf } from '../shared/messages.ts';
import { replyOf } from '../shared/text.ts';
import { commentActions, type CommentMark } from '../shared/transcript.ts';
import { conversationLink } from '../triage/conversations/link.ts';
import { isSurplus } from '../triage/errors.ts';
import { type Entry, needsDecision, type OutboxStatus, type Pending } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { waitReason } from '../triage/outbox/wait-reason.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { addComment, type AddCommentPayload } from '../triage/outbox/kinds/add-comment.ts';
import { attachResource } from '../triage/outbox/kinds/attach-resource.ts';
import type { TranscriptPanel } from './panel.ts';

const quietly: Call = { fromUi: false, selection: [] };

export interface ConversationComment {
  readonly issueId: string;
  readonly conversationId: string;
  /** The message that it quotes, by raw index. */
  readonly messageIndex: number;
  readonly text: string;
  readonly allowNorm: boolean;
}

/**
 * Comments on an issue about an SMS conversation that is attached to it.
 *
 * @param taken is told once everything is agreed to and the outbox has the words
 * @throws NotAttachedError, NormConsentError, Cancelled, ServiceError
 */
export async function commentOn(
  services: Services,
  session: Session,
  { issueId, conversationId, messageIndex, text, allowNorm }: ConversationComment,
  call: Call,
  taken: () => void = () => undefined,
): Promise<ActivityEntry | Pending> {
  checkLength('note', text, maxCommentLength);
  const linkId = await conversationLink(session, issueId, conversationId);
  const detail = await askForMention(call, text, allowNorm);
  const payload = { issueId, detail, resourceLinkIds: [linkId], quotes: { conversationId, messageIndex } };
  // The message shows what becomes of it, in place of a notification.
  const written = makeWrite(services, session, addComment, payload, quietly, call.fromUi);
  taken();
  return written;
}

/** Posts what was written in the composer, and says in the page what became of it. */
export async function commentFromPage(
  panel: TranscriptPanel,
  { index, text }: PageMessageOf<'comment/create'>,
): Promise<void> {
  const { conversation, services, session, target } = panel;
  if (target.issueId === null || conversation === undefined) return;
  const { conversationId, rows } = conversation;
  if (!rows.some((row) => row.index === index)) return;
  const comment = { issueId: target.issueId, conversationId, messageIndex: index, text, allowNorm: false };
  let accepted = false;
  const taken = (): void => {
    accepted = true;
    panel.post({ type: 'commented', index, accepted });
  };
  try {
    const result = await commentOn(services, session, comment, { fromUi: true, selection: [] }, taken);
    panel.say(
      isPending(result)
        ? vscode.l10n.t('Your comment is saved and will be sent.')
        : vscode.l10n.t('Comment added. Comments cannot be edited or deleted.'),
      'info',
    );
  } catch (error) {
    if (!accepted) panel.post({ type: 'commented', index, accepted });
    if (isCancelled(error)) return;
    // Once it is accepted, its message says what is wrong.
    if (!accepted) panel.say(explain(error).sentence, 'warning');
  }
}

/** Decides about a comment on this conversation that is not stored. */
export async function resolveComment(
  panel: TranscriptPanel,
  { id, action }: PageMessageOf<'comment/resolve'>,
): Promise<void> {
  const { conversation, session, target } = panel;
  if (target.issueId === null || conversation === undefined) return;
  const marks = commentMarks(session, target.issueId, conversation.conversationId);
  if (!marks.some((mark) => mark.id === id && mark.state !== 'stored')) return;
  if (action === 'retry') await session.outbox.retry(id);
  else if (!(await session.outbox.discard(id)))
    panel.say(vscode.l10n.t('The comment is already being sent.'), 'warning');
}

/** The comments on an issue that quote messages of a conversation: those stored in this window, then those on their way. */
export function commentMarks(session: Session, issueId: string, conversationId: string): CommentMark[] {
  const { conversations, outbox } = session;
  const stored = conversations.commentsOn(issueId, conversationId).map(({ id, detail, quotes }): CommentMark => {
    return { id, index: quotes.messageIndex, text: textOf(detail), state: 'stored' };
  });
  const unsent = outbox.entries.flatMap((entry) => {
    if (!isComment(entry) || entry.issueId !== issueId) return [];
    const { detail, quotes } = entry.payload;
    if (quotes?.conversationId !== conversationId) return [];
    return [{ id: entry.id, index: quotes.messageIndex, text: textOf(detail), ...stateOf(entry, outbox.status) }];
  });
  return [...stored, ...unsent];
}

const textOf = (detail: string): string => printable(replyOf(detail));

function isComment(entry: Entry): entry is Entry<AddCommentPayload> {
  return entry.kind === addComment.name;
}

function stateOf(entry: Entry, status: OutboxStatus): Omit<CommentMark, 'id' | 'index' | 'text'> {
  if (needsDecision(entry)) {
    const actions = isSurplus(entry.error) ? (['discard'] as const) : commentActions;
    return { state: 'failed', problem: explain(entry.error).sentence, actions };
  }
  const waitsFor = waitReason(entry, status);
  return { state: 'pending', ...(waitsFor === null ? {} : { waiting: waitWord(waitsFor) }) };
}

/** Attaches the conversation that is shown to the issue it is read under. @throws what the service refuses it with */
export async function attachShown({ conversation, services, session, target }: TranscriptPanel): Promise<void> {
  if (target.issueId === null || conversation === undefined) return;
  const { conversationId: resourceId } = conversation;
  const payload = { issueId: target.issueId, resourceType: 'sms_conversation', resourceId };
  await makeWrite(services, session, attachResource, payload, { fromUi: true, selection: [] });
}
