import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { explain } from '../../editor/errors/explain.ts';
import { waitInUi } from '../../editor/progress.ts';
import { forDisplay } from '../../editor/privacy.ts';
import { askText, issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { createPicker, literalRow } from '../../editor/prompts/picks.ts';
import { callFacts, callLabel } from '../../editor/words/calls.ts';
import { readReferences } from '../../triage/issues/resource-reference.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { callContext } from '../arguments/call.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';
import { textUri } from '../text/text-uri.ts';

/** Compares two calls as texts in the editor's diff. */
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
    const context = await callContext(services, { ...args, callId }, call);
    const session = context?.session ?? services.session(args.connectionId);
    if (args.otherCallId === undefined) refuseToAsk(call, 'otherCallId');
    const otherCallId = args.otherCallId ?? (await askOtherCall(session, callId, context?.issueId ?? null));
    // Reports an error now, instead of showing it as the text of a side.
    const reading = Promise.all([callId, otherCallId].map((id) => session.transcripts.get(id)));
    await waitInUi(call, vscode.l10n.t('Loading calls'), reading);
    const side = (id: string): vscode.Uri =>
      textUri({ connectionId: session.connection.id, callId: id, issueId: null, form: 'compare' });
    const [left, right] = [side(callId), side(otherCallId)];
    const title = vscode.l10n.t('Call {0} ↔ {1}', callId.slice(0, 8), otherCallId.slice(0, 8));
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
    return { left: left.toString(), right: right.toString() };
  },
});

type CallItem = vscode.QuickPickItem & { readonly callId: string };

/** Asks for another call: one of the issue's, a recent one, or one whose ID or URL is pasted. @throws Cancelled */
async function askOtherCall(session: Session, callId: string, issueId: string | null): Promise<string> {
  const picker = createPicker<CallItem>();
  picker.title = vscode.l10n.t('Compare with Another Call');
  picker.placeholder = vscode.l10n.t('Choose a call, or paste its ID or URL');
  picker.matchOnDescription = true;
  // The page of a panel that was just opened takes the focus once it has loaded.
  picker.ignoreFocusOut = true;
  picker.busy = true;
  let offered: readonly CallItem[] = [];
  const show = (): void => {
    const { found } = readReferences(picker.value, { anyId: /\d/.test(picker.value) });
    const [pasted] = found;
    const typed = pasted === undefined ? [] : [typedItem(pasted.id)];
    const rows = [...typed.filter((item) => !offered.some((one) => one.callId === item.callId)), ...offered];
    picker.items = rows.map(literalRow);
  };
  try {
    return orCancelled(
      await new Promise<string | undefined>((resolve) => {
        picker.onDidChangeValue(show);
        picker.onDidAccept(() => resolve(picker.selectedItems[0]?.callId));
        picker.onDidHide(() => resolve(undefined));
        picker.show();
        void loadCalls(session, issueId).then(({ items, problem }) => {
          offered = items.filter((item) => item.callId !== callId);
          if (problem !== undefined) picker.placeholder = problem;
          picker.busy = false;
          show();
        });
      }),
    );
  } finally {
    picker.dispose();
  }
}

function typedItem(callId: string): CallItem {
  return { label: vscode.l10n.t('Call {0}', callId), callId, alwaysShow: true };
}

/** The issue's calls, then the recent ones. Never rejects: an ID can be pasted without them. */
async function loadCalls(
  session: Session,
  issueId: string | null,
): Promise<{ items: CallItem[]; problem: string | undefined }> {
  const contents = issueId === null ? undefined : session.issues.contents(issueId);
  const lists = [...(contents === undefined ? [] : [contents.resources]), session.calls.list];
  await Promise.all(lists.filter((list) => !list.loaded).map((list) => list.load()));
  const attached = (contents?.resources.items ?? [])
    .filter((link) => link.resource_type === 'call' && link.status !== 'unavailable')
    .map((link) => ({ label: forDisplay(printable(link.title)) || link.resource_id, callId: link.resource_id }));
  const recent = session.calls.list.items
    .filter((call) => !attached.some(({ callId }) => callId === call.call_id))
    .map((call) => ({
      label: forDisplay(callLabel(call)),
      description: forDisplay(callFacts(call).join(' · ')),
      callId: call.call_id,
    }));
  const error = lists.map((list) => list.error).find((one) => one !== undefined);
  return { items: [...attached, ...recent], problem: error === undefined ? undefined : explain(error).sentence };
}
