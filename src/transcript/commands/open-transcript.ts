import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askText, issueTarget } from '../../editor/prompts.ts';
import { messageName } from '../../triage/message-name.ts';
import { resolveIssueId } from '../../triage/resolve-issue.ts';
import { withIndex } from '../named-message.ts';
import { panelsOf } from '../panels.ts';

/** Opens a call's transcript, at a message when one is named. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    callId: z.optional(z.string().check(z.minLength(1))),
    messageIndex: z.optional(messageName),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const callId =
      args.callId ??
      (await askText(call, 'callId', {
        title: vscode.l10n.t('Open Transcript'),
        prompt: vscode.l10n.t('The id of the call'),
      }));
    const issueId =
      args.issueId === undefined
        ? null
        : await resolveIssueId(session.issues, session.api, args.issueId, new AbortController().signal);
    const panel = panelsOf(services).open({ connectionId: session.connection.id, callId, issueId });
    const { messageIndex } = await withIndex(services, { ...args, callId });
    if (messageIndex !== undefined) panel.reveal(messageIndex);
    return { callId, issueId };
  },
});
