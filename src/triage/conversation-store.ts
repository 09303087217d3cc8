import type { BlandApi } from '../api/index.ts';
import { type Conversation, readConversation } from './conversation.ts';
import { ReadingStore } from './reading-store.ts';

/** The SMS conversations of one connection, by id (Get SMS Conversation). */
export class ConversationStore extends ReadingStore<Conversation> {
  constructor(api: BlandApi) {
    super(
      async (conversationId) => readConversation(await api.smsConversations.get(conversationId)),
      ({ running }) => running,
    );
  }
}
