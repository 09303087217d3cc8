import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askText, issueTarget } from '../../editor/prompts/ask.ts';
import { messageName } from '../../triage/transcript/message-name.ts';
import { withMessageIndex } from '../arguments/messages.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';
import { callContext } from '../arguments/call.ts';
import { openText } from '../text/text-files.ts';

/** Opens a call as read-only text, at a message if one is named or selected. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    callId: z.optional(z.string().check(z.minLength(1))),
    messageIndex: z.optional(messageName),
  }),
  async run(services, args, call) {
    const { active } = panelsOf(services);
    const callId =
      args.callId ??
      callIdOf(active?.target) ??
      (await askText(call, 'callId', {
        title: vscode.l10n.t('Open as Text'),
        prompt: vscode.l10n.t('Call ID'),
      }));
    const context = await callContext(services, { ...args, callId }, call);
    const session = context?.session ?? services.session(args.connectionId);
    const issueId = context?.issueId ?? null;
    const selected = callIdOf(active?.target) === callId ? active?.selected?.index : undefined;
    const text = { connectionId: session.connection.id, callId, issueId, form: 'read' } as const;
    const { messageIndex } = await withMessageIndex(services, { ...args, callId }, call);
    const uri = await openText(services, text, messageIndex ?? selected, call);
    return { uri: uri.toString() };
  },
});
