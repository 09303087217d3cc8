import * as vscode from 'vscode';
import type { FlagType } from '../api/bland/flag-types.ts';
import { Cancelled } from '../editor/errors/cancelled.ts';
import { explain } from '../editor/errors/explain.ts';
import { createPicker, literalRow } from '../editor/prompts/picks.ts';
import { excerpt } from '../editor/words/format.ts';
import { flagsOfType, type FoundFlag, loadFlagsOfAll } from '../triage/flags/flags-of-type.ts';
import type { IssueStore } from '../triage/issues/store.ts';
import { printable } from '../triage/transcript/transcript.ts';

type Row = vscode.QuickPickItem & { readonly found: FoundFlag };

/**
 * Shows a quick pick of a type's flags among the loaded issues, which fills while they load.
 *
 * @returns undefined when *Back* was pressed
 * @throws Cancelled when it is closed
 */
export async function pickFlag(
  issues: IssueStore,
  { type, usage_count: all }: FlagType,
): Promise<FoundFlag | undefined> {
  const { l10n } = vscode;
  const picker = createPicker<Row>();
  const abort = new AbortController();
  const show = (): void => {
    const rows = flagsOfType(issues, type).map((found) => literalRow(rowOf(found)));
    picker.items = rows;
    const more = issues.list.hasMore ? l10n.t('More issues are not loaded.') : '';
    const among = l10n.t('{0} of {1} flags, among {2} loaded issues.', rows.length, all, issues.loaded.length);
    picker.placeholder = `${among} ${more}`.trim();
  };
  picker.title = l10n.t('{0}: Flags of Loaded Issues', printable(type));
  picker.buttons = [vscode.QuickInputButtons.Back];
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  try {
    return await new Promise<FoundFlag | undefined>((resolve, reject) => {
      picker.onDidTriggerButton(() => resolve(undefined));
      picker.onDidAccept(() => {
        const [row] = picker.selectedItems;
        if (row !== undefined) resolve(row.found);
      });
      picker.onDidHide(() => reject(new Cancelled()));
      picker.busy = true;
      show();
      picker.show();
      void loadFlagsOfAll(issues, abort.signal, show).then((failure) => {
        if (abort.signal.aborted) return;
        picker.busy = false;
        if (failure !== undefined) {
          picker.title = l10n.t('Could not read all flags: {0}', explain(failure).sentence);
        }
      });
    });
  } finally {
    abort.abort();
    picker.dispose();
  }
}

function rowOf(found: FoundFlag): Row {
  const { issue, flag } = found;
  const place = flag.message_index === null ? vscode.l10n.t('the whole call') : `#${flag.message_index}`;
  return {
    label: `${printable(issue.triage_id)}  ${place}`,
    description: flag.message_text === null ? '' : `“${excerpt(printable(flag.message_text), 80)}”`,
    detail: excerpt(printable(flag.note === '' ? issue.title : flag.note), 120),
    found,
  };
}
