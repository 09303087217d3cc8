import * as vscode from 'vscode';
import { fromView } from '../editor/call.ts';
import { Cancelled } from '../editor/errors/cancelled.ts';
import { explain } from '../editor/errors/explain.ts';
import { createPicker, literalRow } from '../editor/prompts/picks.ts';
import { forDisplay } from '../editor/privacy.ts';
import { excerpt } from '../editor/words/format.ts';
import type { FoundFlag } from '../triage/flags/flags-of-type.ts';
import { printable } from '../triage/transcript/transcript.ts';

type Row = vscode.QuickPickItem & { readonly found: FoundFlag };

export interface FlagPick {
  readonly title: string;
  /** Returns the flags to choose from, as far as they are loaded. */
  readonly find: () => readonly FoundFlag[];
  /** Describes how many are shown, and what may be missing. */
  readonly among: (shown: number) => string;
  /** Loads them, and calls `show` for each part that has arrived. @returns the error, if there is one */
  readonly load: (signal: AbortSignal, show: () => void) => Promise<unknown>;
  /** The step before can be taken back. */
  readonly hasBack?: boolean;
}

/**
 * Shows a quick pick of flags, which fills while they load.
 *
 * @returns undefined when *Back* was pressed
 * @throws Cancelled when it is closed
 */
export async function pickFlag({
  title,
  find,
  among,
  load,
  hasBack = false,
}: FlagPick): Promise<FoundFlag | undefined> {
  const picker = createPicker<Row>();
  const abort = new AbortController();
  const show = (): void => {
    const rows = find().map((found) => literalRow(rowOf(found)));
    picker.items = rows;
    picker.placeholder = forDisplay(among(rows.length));
  };
  picker.title = forDisplay(title);
  picker.buttons = hasBack ? [vscode.QuickInputButtons.Back] : [];
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
      void load(abort.signal, show).then((failure) => {
        if (abort.signal.aborted) return;
        picker.busy = false;
        if (failure !== undefined) {
          picker.title = forDisplay(vscode.l10n.t('Could not read all flags: {0}', explain(failure).sentence));
        }
      });
    });
  } finally {
    abort.abort();
    picker.dispose();
  }
}

/** Opens the transcript of a flag at its message. */
export async function openFlag(connectionId: string, { issue, flag }: FoundFlag): Promise<void> {
  await vscode.commands.executeCommand('callTriage.openTranscript', {
    [fromView]: true,
    connectionId,
    issueId: issue.id,
    callId: flag.call_id,
    ...(flag.message_index === null ? {} : { messageIndex: flag.message_index }),
  });
}

/** Says among how many issues flags were looked for, and whether there are more. */
export function amongIssues(shown: number, all: number, issues: number, hasMore: boolean): string {
  const { l10n } = vscode;
  const among = l10n.t('{0} of {1} flags, among {2} loaded issues.', shown, all, issues);
  return hasMore ? `${among} ${l10n.t('More issues are not loaded.')}` : among;
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
