import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { type Call, defineCommand } from '../../editor/command.ts';
import { askFlagType, askNote } from '../../editor/flag-prompts.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { tellWithUndo, warn } from '../../editor/notices.ts';
import { askIssue, issueTarget } from '../../editor/prompts.ts';
import type { Services } from '../../editor/services.ts';
import { type FlagRequest, prepareFlag } from '../../triage/flagging.ts';
import { messageName } from '../../triage/message-name.ts';
import type { Session } from '../../triage/session.ts';
import { printable } from '../../triage/transcript.ts';
import { addFlag, type AddFlagPayload } from '../../triage/outbox/kinds/add-flag.ts';
import { removeFlag } from '../../triage/outbox/kinds/remove-flag.ts';
import { askCall, askMessage } from '../ask-flag.ts';
import { withIndex } from '../named-message.ts';
import type { TranscriptPanel } from '../panel.ts';
import { panelsOf } from '../panels.ts';
import { isNotAttached } from '../view.ts';

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
type Args = Awaited<ReturnType<typeof withIndex<z.infer<typeof argsSchema>>>>;

/**
 * Puts a flag on a message. In a transcript the composer under the row asks for type and note; elsewhere, quick pick
 * and input box do; a script gives everything.
 */
export default defineCommand({
  args: argsSchema,
  async run(services, named, call) {
    const args = await withIndex(services, named);
    if (call.fromUi && composeInPanel(services, args)) return undefined;
    const session = services.session(args.connectionId);
    const request = await complete(services, session, args, call);
    try {
      return await send(services, session, request, call);
    } catch (error) {
      if (!call.fromUi || !isNotAttached(error)) throw error;
      const attach = vscode.l10n.t('Attach and Flag');
      const chosen = await warn(
        vscode.l10n.t('The call is not attached to the issue, so it cannot carry a flag there.'),
        attach,
      );
      if (chosen === attach) await attachRefused(session, error);
      return undefined;
    }
  },
});

/** Opens the composer where the message is: the one that was right-clicked, or the one selected in the active panel. */
function composeInPanel(services: Services, { callId, issueId, messageIndex }: Args): boolean {
  const panels = panelsOf(services);
  const panel =
    callId === undefined ? panels.active : messageIndex === undefined ? undefined : panels.find(callId, issueId);
  if (panel === undefined) return false;
  const index = messageIndex ?? panel.selected?.index;
  if (index === undefined) {
    panel.say(vscode.l10n.t('Select a message first: click it, or press j and k.'), 'warning');
    return true;
  }
  panel.compose(index, quoteOn(panel, index));
  return true;
}

/** The text selected inside this very message. */
function quoteOn({ selected }: TranscriptPanel, index: number): string | null {
  return selected?.index === index ? selected.quote : null;
}

/** Asks for what the arguments leave open; a script is told what is missing. */
async function complete(services: Services, session: Session, args: Args, call: Call): Promise<FlagRequest> {
  const issueId = await askIssue(session, args.issueId, call);
  const callId = args.callId ?? (await askCall(session, issueId, call));
  const messageIndex = args.messageIndex ?? (await askMessage(session, callId, call));
  const type = args.type ?? (await askFlagType(session, call));
  const place = { connectionId: session.connection.id, issueId, callId };
  const draft = { index: messageIndex, flagType: type, isNew: false };
  const note = args.note ?? (call.fromUi ? await askNote(services.drafts, place, draft) : '');
  return { ...args, issueId, callId, messageIndex, type, note };
}

async function send(services: Services, session: Session, request: FlagRequest, call: Call): Promise<unknown> {
  const payload = prepareFlag(request, session.transcripts.known(request.callId));
  const result = await makeWrite(services, session, addFlag, payload, call, call.fromUi);
  if (call.fromUi && !isPending(result)) {
    const { id: flagId } = result;
    const code = await issueCode(session, request.issueId);
    const sentence = vscode.l10n.t(
      '{0}: message #{1} flagged as {2}',
      code,
      request.messageIndex,
      printable(result.type),
    );
    tellWithUndo(services, sentence, () =>
      makeWrite(services, session, removeFlag, { issueId: request.issueId, flagId }, call),
    );
  }
  return result;
}

/** Sends the flag that was refused with this error again, its call attached first. */
async function attachRefused({ outbox }: Session, error: unknown): Promise<void> {
  const entry = outbox.entries.find((one) => one.error === error);
  if (entry === undefined) return;
  await outbox.amend<AddFlagPayload>(entry.id, { ...(entry.payload as AddFlagPayload), attach: true });
}
