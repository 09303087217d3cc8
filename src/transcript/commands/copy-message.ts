import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { copyConversation } from '../copy-conversation.ts';
import { copiedWords, copyMessages } from '../copy-messages.ts';
import { panelsOf } from '../panels.ts';
import { messagesTarget, selectedIndexes, selectedMessages } from '../selected-messages.ts';

/**
 * Copies messages as `0:16 Agent: text`, those of an SMS conversation with their time instead: those named, or those selected
 * in the active transcript.
 */
export default defineCommand({
  args: z.object({ ...messagesTarget.shape, conversationId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, args) {
    const active = panelsOf(services).active?.target;
    const shown = active !== undefined && 'conversationId' in active ? active : undefined;
    const conversationId = args.conversationId ?? (args.callId === undefined ? shown?.conversationId : undefined);
    if (conversationId !== undefined) {
      const session = services.session(args.connectionId ?? shown?.connectionId);
      const text = await copyConversation(
        session,
        conversationId,
        args.messageIndexes ?? selectedIndexes(services, args),
      );
      return { text };
    }
    const messages = await selectedMessages(services, args);
    const text = await copyMessages(messages, false);
    showStatusMessage(copiedWords(messages));
    return { text };
  },
});
