import type * as vscode from 'vscode';
import { orCancelled } from '../errors/cancelled.ts';
import type { LiteralRow } from './picks.ts';

export interface SeveralOptions<Row extends vscode.QuickPickItem> {
  /** Returns rows for what is typed or pasted, which are selected at once, so that Enter takes them. */
  readonly typedRows: (typed: string) => readonly LiteralRow<Row>[];
  /** Returns the other rows for what is typed. */
  readonly rows: (typed: string) => readonly LiteralRow<Row>[];
  /** False for rows that only inform. */
  readonly isChoice: (row: Row) => boolean;
  /** Called when the picker is shown. `fail` ends it with an error; `redraw` asks for the rows again. */
  readonly start?: (redraw: () => void, fail: (error: unknown) => void) => void;
}

/**
 * Lets the user choose rows that depend on what is typed. Shows the picker but does not dispose it.
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
      // Setting items clears the selection, even one made meanwhile, so they are set only when they differ.
      if (looks.length !== drawn.length || looks.some((look, at) => look !== drawn[at])) {
        const ticked = picker.selectedItems.filter((row) => items.includes(row));
        picker.items = items;
        picker.selectedItems = [...typed.filter(isChoice), ...ticked];
        drawn = looks;
      }
      if (isAccepted) accept();
    };
    const accept = (): void => {
      // Enter without a selection takes the focused row.
      const taken = picker.selectedItems.length > 0 ? picker.selectedItems : picker.activeItems;
      if (taken.some(isChoice)) resolve(taken.filter(isChoice));
      // Enter right after a paste waits until the text is parsed.
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
