import type * as vscode from 'vscode';
import { orCancelled } from '../errors/cancelled.ts';
import type { LiteralRow } from './picks.ts';

/** How a quick pick for one row or several fills itself. */
export interface SeveralOptions<Row extends vscode.QuickPickItem> {
  /** What is typed or pasted, read as rows of its own, which are ticked at once: Enter takes them. */
  readonly typedRows: (typed: string) => readonly LiteralRow<Row>[];
  /** The other rows for what is typed. */
  readonly rows: (typed: string) => readonly LiteralRow<Row>[];
  /** Whether a row can be taken; others only say something. */
  readonly isChoice: (row: Row) => boolean;
  /** Called when it is shown. What it rejects with ends the picking; `redraw` asks for the rows again. */
  readonly start?: (redraw: () => void, fail: (error: unknown) => void) => void;
}

/**
 * Lets one row or several be chosen, with rows that follow what is typed. The picker is shown, and not disposed of.
 *
 * @throws Cancelled when it is closed
 */
export async function chooseSeveral<Row extends vscode.QuickPickItem>(
  picker: vscode.QuickPick<LiteralRow<Row>>,
  { typedRows, rows, isChoice, start }: SeveralOptions<Row>,
): Promise<readonly Row[]> {
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  const picked = await new Promise<readonly Row[] | undefined>((resolve, reject) => {
    let isAccepted = false;
    let drawn: readonly (Row | boolean | undefined)[] = [];
    const redraw = (): void => {
      const typed = typedRows(picker.value);
      const items = [...typed, ...rows(picker.value)];
      const looks = items.flatMap((row) => [row, row.alwaysShow]);
      // New items take the ticks away, also one that is set while they are on their way: none are set without need.
      if (looks.length !== drawn.length || looks.some((look, at) => look !== drawn[at])) {
        const ticked = picker.selectedItems.filter((row) => items.includes(row));
        picker.items = items;
        picker.selectedItems = [...typed.filter(isChoice), ...ticked];
        drawn = looks;
      }
      if (isAccepted) accept();
    };
    const accept = (): void => {
      // Enter without a tick takes the row it is on.
      const taken = picker.selectedItems.length > 0 ? picker.selectedItems : picker.activeItems;
      if (taken.some(isChoice)) resolve(taken.filter(isChoice));
      // Enter right after a paste waits for what reads it.
      isAccepted = picker.busy;
    };
    picker.onDidChangeValue(() => {
      isAccepted = false;
      redraw();
    });
    picker.onDidAccept(accept);
    picker.onDidHide(() => resolve(undefined));
    picker.show();
    redraw();
    start?.(redraw, reject);
  });
  return orCancelled(picked);
}
