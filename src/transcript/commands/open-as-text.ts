import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askText, issueTarget } from '../../editor/prompts/ask.ts';
import { messageName } from '../../triage/transcript/message-name.ts';
import { withIndex } from '../named-message.ts';
import { panelsOf } from '../panels.ts';
import { callIdOf } from '../target.ts';
import { placeOf } from '../call-place.ts';
import { openText } from '../text-files.ts';

/** Opens a call as a read-only text, at a message when one is named or selected. */
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
    const place = await placeOf(services, { ...args, callId });
    const session = place?.session ?? services.session(args.connectionId);
    const issueId = place?.issueId ?? null;
    const selected = callIdOf(active?.target) === callId ? active?.selected?.index : undefined;
    const shown = { connectionId: session.connection.id, callId, issueId, form: 'read' } as const;
    const { messageIndex } = await withIndex(services, { ...args, callId });
    const uri = await openText(services, shown, messageIndex ?? selected);
    return { uri: uri.toString() };
  },
});
