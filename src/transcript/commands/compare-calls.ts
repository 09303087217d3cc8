import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askText, issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { askOtherCall } from '../ask-other-call.ts';
import { panelsOf } from '../panels.ts';
import { callIdOf } from '../target.ts';
import { placeOf } from '../call-place.ts';
import { textAddress } from '../text-address.ts';

/** Shows what was said in two calls side by side, in the editor's own diff. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    callId: z.optional(z.string().check(z.minLength(1))),
    otherCallId: z.optional(z.string().check(z.minLength(1))),
  }),
  async run(services, args, call) {
    const callId =
      args.callId ??
      callIdOf(panelsOf(services).active?.target) ??
      (await askText(call, 'callId', {
        title: vscode.l10n.t('Compare Calls'),
        prompt: vscode.l10n.t('Call ID'),
      }));
    const place = await placeOf(services, { ...args, callId });
    const session = place?.session ?? services.session(args.connectionId);
    if (args.otherCallId === undefined) refuseToAsk(call, 'otherCallId');
    const otherCallId = args.otherCallId ?? (await askOtherCall(session, callId, place?.issueId ?? null));
    // What cannot be read is said before two empty sides are shown.
    await Promise.all([callId, otherCallId].map((id) => session.transcripts.get(id)));
    const side = (id: string): vscode.Uri =>
      textAddress({ connectionId: session.connection.id, callId: id, issueId: null, form: 'compare' });
    const [left, right] = [side(callId), side(otherCallId)];
    const title = vscode.l10n.t('Call {0} ↔ {1}', callId.slice(0, 8), otherCallId.slice(0, 8));
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
    return { left: left.toString(), right: right.toString() };
  },
});
