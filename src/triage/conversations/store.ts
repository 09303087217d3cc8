import type { BlandApi } from '../../api/index.ts';
import { type Conversation, readConversation } from './conversation.ts';
import { ReadingStore } from '../transcript/reading-store.ts';

/** A comment that quotes a message, made in this window; the service does not tell which message a comment is about. */
export interface QuotingComment {
  readonly id: string;
  readonly issueId: string;
  readonly detail: string;
  readonly quotes: { readonly conversationId: string; readonly messageIndex: number };
}

/** The SMS conversations of one connection, by id (Get SMS Conversation). */
export class ConversationStore extends ReadingStore<Conversation> {
  readonly #comments = new Map<string, QuotingComment>();

  constructor(api: BlandApi) {
    super(
      async (conversationId) => readConversation(await api.smsConversations.get(conversationId)),
      ({ running }) => running,
    );
  }

  /** Adds a comment that was stored. */
  addComment(comment: QuotingComment): void {
    this.#comments.set(comment.id, comment);
  }

  /** The comments made in this window on an issue that quote messages of a conversation, the earliest first. */
  commentsOn(issueId: string, conversationId: string): readonly QuotingComment[] {
    return [...this.#comments.values()].filter(
      (comment) => comment.issueId === issueId && comment.quotes.conversationId === conversationId,
    );
  }
}
