import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { copiedWords, copyMessages } from '../copy-messages.ts';
import { messagesTarget, selectedMessages } from '../arguments/messages.ts';

/** Copies messages with the call, its issue, a link, the messages around them and the flags, for a bug report or a chat. */
export default defineCommand({
  args: messagesTarget,
  async run(services, args, call) {
    const messages = await selectedMessages(services, args, call);
    const text = await copyMessages(messages, true);
    showStatusMessage(copiedWords(messages));
    return { text };
  },
});
