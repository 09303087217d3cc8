import type * as vscode from 'vscode';
import { given } from './cancelled.ts';
import type { LiteralRow } from './picks.ts';

/** How a quick pick for one row or several fills itself. */
export interface SeveralOptions<Row extends vscode.QuickPickItem> {
  /** The rows for what is typed. */
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
  { rows, isChoice, start }: SeveralOptions<Row>,
): Promise<readonly Row[]> {
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  const redraw = (): void => {
    const chosen = picker.selectedItems;
    picker.items = [...rows(picker.value)];
    // New items would otherwise take the ticks away.
    picker.selectedItems = chosen.filter((row) => picker.items.includes(row));
  };
  const picked = await new Promise<readonly Row[] | undefined>((resolve, reject) => {
    picker.onDidChangeValue(redraw);
    picker.onDidAccept(() => {
      // Enter without a tick takes the row it is on.
      const ticked = picker.selectedItems.length > 0 ? picker.selectedItems : picker.activeItems;
      if (ticked.some(isChoice)) resolve(ticked.filter(isChoice));
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
    redraw();
    start?.(redraw, reject);
  });
  return given(picked);
}
