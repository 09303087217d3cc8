import * as vscode from 'vscode';
import { callFacts, callLabel } from '../editor/words/calls.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { explain } from '../editor/errors/explain.ts';
import { createPicker, literalRow } from '../editor/prompts/picks.ts';
import { forDisplay } from '../editor/privacy.ts';
import { readReferences } from '../triage/issues/resource-reference.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';

type CallItem = vscode.QuickPickItem & { readonly callId: string };

/** Another call than this: one of the issue's, one of the recent ones, or one whose id or address is pasted. @throws Cancelled */
export async function askOtherCall(session: Session, callId: string, issueId: string | null): Promise<string> {
  const picker = createPicker<CallItem>();
  picker.title = vscode.l10n.t('Compare with Another Call');
  picker.placeholder = vscode.l10n.t('Choose a call, or paste its ID or URL');
  picker.matchOnDescription = true;
  // A page that has just been opened takes the keyboard once it is drawn.
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
        void calls(session, issueId).then(({ items, problem }) => {
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

/** The issue's calls, then the recent ones. A list that cannot be had leaves the other, and the way to paste an id. */
async function calls(
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
