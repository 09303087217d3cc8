import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askIssue, issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { messageQuote, quoted, reply } from '../../shared/text.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { commentOnConversation } from '../comments/comment.ts';
import { senderOf } from '../view/conversation-view.ts';
import { panelsOf } from '../panel/panels.ts';

const argsSchema = z.object({
  ...issueTarget,
  conversationId: z.optional(z.string().check(z.minLength(1))),
  messageIndex: z.optional(z.int().check(z.nonnegative())),
  note: z.optional(z.string()),
  allowNorm: z.optional(z.literal(true)),
});
type Args = z.infer<typeof argsSchema>;

/** Comments on a message of an SMS conversation, with the message quoted. From the UI, opens the composer under the message. */
export default defineCommand({
  args: argsSchema,
  async run(services, args, call) {
    if (call.fromUi) {
      composeInPanel(services, args);
      return undefined;
    }
    const { conversationId, messageIndex, note } = args;
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    if (conversationId === undefined || messageIndex === undefined) {
      refuseToAsk(call, conversationId === undefined ? 'conversationId' : 'messageIndex');
      return undefined;
    }
    const { rows } = await session.conversations.get(conversationId);
    const row = rows.find(({ index }) => index === messageIndex);
    if (row === undefined) {
      throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Message #{0} not found.', messageIndex));
    }
    const quote = quoted(messageQuote({ ...row, speaker: senderOf(row) }, null));
    const text = reply(quote, (note ?? '').trim());
    const comment = { issueId, conversationId, messageIndex, text, allowNorm: args.allowNorm === true };
    return commentOnConversation(services, session, comment, call);
  },
});

/** Opens the composer under the right-clicked message, or under the one selected in the active panel. */
function composeInPanel(services: Services, { conversationId, issueId, messageIndex }: Args): void {
  const panels = panelsOf(services);
  const panel = conversationId === undefined ? panels.active : panels.findConversation(conversationId, issueId);
  if (panel === undefined || !('conversationId' in panel.target)) {
    const sentence = vscode.l10n.t('Select a message in an SMS conversation first.');
    throw new InvalidArgumentError('conversationId', sentence);
  }
  const { selected } = panel;
  const index = messageIndex ?? selected?.index;
  if (index === undefined) panel.say(vscode.l10n.t('Select a message first.'), 'warning');
  else panel.compose(index, selected?.index === index ? selected.quote : null);
}
