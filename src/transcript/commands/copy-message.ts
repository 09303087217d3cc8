import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { copiedWords, copyConversation, copyMessages } from '../copy-messages.ts';
import { panelsOf } from '../panel/panels.ts';
import { messagesTarget, selectedIndexes, selectedMessages } from '../arguments/messages.ts';

/**
 * Copies messages, those named or those selected in the active transcript, as `0:16 Agent: text`; messages of an SMS
 * conversation with their date and time.
 */
export default defineCommand({
  args: z.object({ ...messagesTarget.shape, conversationId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, args, call) {
    const active = panelsOf(services).active?.target;
    const conversation = active !== undefined && 'conversationId' in active ? active : undefined;
    const conversationId =
      args.conversationId ?? (args.callId === undefined ? conversation?.conversationId : undefined);
    if (conversationId !== undefined) {
      const session = services.session(args.connectionId ?? conversation?.connectionId);
      const text = await copyConversation(
        session,
        conversationId,
        args.messageIndexes ?? selectedIndexes(services, args),
      );
      return { text };
    }
    const messages = await selectedMessages(services, args, call);
    const text = await copyMessages(messages, false);
    showStatusMessage(copiedWords(messages));
    return { text };
  },
});
