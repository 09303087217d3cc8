import { explain } from '../../editor/errors/explain.ts';
import { waitWord } from '../../editor/words/messages.ts';
import { replyOf } from '../../shared/text.ts';
import { commentActions, type CommentMark } from '../../shared/transcript.ts';
import { isSurplus } from '../../triage/outbox/errors.ts';
import { addComment, type AddCommentPayload } from '../../triage/outbox/kinds/add-comment.ts';
import { type Entry, needsDecision, type OutboxStatus } from '../../triage/outbox/outbox.ts';
import { waitReason } from '../../triage/outbox/wait-reason.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';

/** Comments on an issue that quote messages of a conversation: those stored since the window was opened, then pending ones. */
export function commentMarks(session: Session, issueId: string, conversationId: string): CommentMark[] {
  const { conversations, outbox } = session;
  const stored = conversations.commentsOn(issueId, conversationId).map(({ id, detail, quotes }): CommentMark => {
    return { id, index: quotes.messageIndex, text: replyText(detail), state: 'stored' };
  });
  const pending = outbox.entries.flatMap((entry) => {
    if (!isComment(entry) || entry.issueId !== issueId) return [];
    const { detail, quotes } = entry.payload;
    if (quotes?.conversationId !== conversationId) return [];
    return [{ id: entry.id, index: quotes.messageIndex, text: replyText(detail), ...stateOf(entry, outbox.status) }];
  });
  return [...stored, ...pending];
}

const replyText = (detail: string): string => printable(replyOf(detail));

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
