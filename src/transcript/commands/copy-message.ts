import * as vscode from 'vscode';
import { defineCommand } from '../../editor/command.ts';
import { copiedWords, copyMessages } from '../copy-messages.ts';
import { messagesTarget, selectedMessages } from '../selected-messages.ts';

/** Copies messages as `0:16 Agent: text`: those named, or those selected in the active transcript. */
export default defineCommand({
  args: messagesTarget,
  async run(services, args) {
    const messages = await selectedMessages(services, args);
    const text = await copyMessages(messages, false);
    vscode.window.setStatusBarMessage(copiedWords(messages), 3000);
    return { text };
  },
});
