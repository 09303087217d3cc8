import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { issueTarget } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { maxFlagsAtOnce } from '../../shared/transcript.ts';
import { messageName } from '../../triage/transcript/message-name.ts';
import { askMessage } from '../flags/ask-flag.ts';
import { beginFlag } from '../panel/change-issue.ts';
import { flagByPrompts } from '../flags/flag-by-prompts.ts';
import { withMessageIndex } from '../arguments/messages.ts';
import { panelsOf } from '../panel/panels.ts';

const argsSchema = z.object({
  ...issueTarget,
  callId: z.optional(z.string().check(z.minLength(1))),
  messageIndex: z.optional(messageName),
  messageText: z.optional(z.string()),
  type: z.optional(z.string().check(z.minLength(1))),
  note: z.optional(z.string()),
  nodeId: z.optional(z.string()),
  nodeName: z.optional(z.string()),
  attach: z.optional(z.boolean()),
});
type Args = Awaited<ReturnType<typeof withMessageIndex<z.infer<typeof argsSchema>>>>;

/** Flags a message, in the composer under it if its call is open, else by prompts. */
export default defineCommand({
  args: argsSchema,
  async run(services, named, call) {
    const args = await withMessageIndex(services, named, call);
    if (call.fromUi && (await composeInPanel(services, args))) return undefined;
    const session = services.session(args.connectionId);
    return flagByPrompts(
      services,
      session,
      args,
      call,
      async (callId) => args.messageIndex ?? (await askMessage(session, callId, call)),
    );
  },
});

/** Opens the composer under the right-clicked message, or under the one selected in the active panel. */
async function composeInPanel(services: Services, { callId, issueId, messageIndex }: Args): Promise<boolean> {
  const panels = panelsOf(services);
  const panel =
    callId === undefined ? panels.active : messageIndex === undefined ? undefined : panels.find(callId, issueId);
  if (panel === undefined) return false;
  const { selected } = panel;
  const index = messageIndex ?? selected?.index;
  if (index === undefined) {
    panel.say(vscode.l10n.t('Select a message first.'), 'warning');
    return true;
  }
  const { indexes = [] } = selected ?? {};
  const others = indexes.includes(index) ? indexes.filter((other) => other !== index).slice(0, maxFlagsAtOnce - 1) : [];
  const quote = selected?.index === index ? selected.quote : null;
  await beginFlag(panel, { index, others, quote });
  return true;
}
