import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askText, issueTarget } from '../../editor/prompts/ask.ts';
import { resolveIssueId } from '../../triage/issues/resolve-issue.ts';
import { panelsOf } from '../panel/panels.ts';

/** Opens an SMS conversation, at a message if one is named. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    conversationId: z.optional(z.string().check(z.minLength(1))),
    messageIndex: z.optional(z.int().check(z.nonnegative())),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const conversationId =
      args.conversationId ??
      (await askText(call, 'conversationId', {
        title: vscode.l10n.t('Open SMS Conversation'),
        prompt: vscode.l10n.t('SMS conversation ID'),
      }));
    const issueId = args.issueId === undefined ? null : await resolveIssueId(session.issues, session.api, args.issueId);
    const panel = panelsOf(services).open({ connectionId: session.connection.id, conversationId, issueId });
    if (args.messageIndex !== undefined) panel.reveal(args.messageIndex);
    return { conversationId, issueId };
  },
});
