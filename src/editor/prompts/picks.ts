import * as vscode from 'vscode';
import { rowText } from '../words/literal.ts';
import { forDisplay } from '../privacy.ts';
import { addStepControls, type Step } from './steps.ts';

declare const literal: unique symbol;

/** A row whose texts are shown literally. Icons belong in `iconPath`, never in a text. */
export type LiteralRow<T extends vscode.QuickPickItem = vscode.QuickPickItem> = T & { readonly [literal]: true };

/** Returns a copy of a row with its texts masked if masking is on, and literal. */
export function literalRow<T extends vscode.QuickPickItem>(row: T): LiteralRow<T> {
  const { label, description, detail } = row;
  return {
    ...row,
    label: rowText(forDisplay(label)),
    ...(description === undefined ? {} : { description: rowText(forDisplay(description)) }),
    ...(detail === undefined ? {} : { detail: rowText(forDisplay(detail)) }),
  } as LiteralRow<T>;
}

type Options = Omit<vscode.QuickPickOptions, 'canPickMany'>;

/** VS Code shows title and placeholder as plain text, so they are only masked. */
function shownOptions({ title, placeHolder, ...rest }: Options): Options {
  return {
    ...rest,
    ...(title === undefined ? {} : { title: forDisplay(title) }),
    ...(placeHolder === undefined ? {} : { placeHolder: forDisplay(placeHolder) }),
  };
}

/** @returns the chosen row as it was passed; undefined when the picker is closed */
export async function pickOne<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: Options,
): Promise<T | undefined> {
  const rows = items.map((item) => ({ ...literalRow(item), item }));
  return (await vscode.window.showQuickPick(rows, shownOptions(options)))?.item;
}

/**
 * Lets the user choose a row as a step of several. Only the row chosen earlier is active at first:
 * Enter alone chooses nothing.
 *
 * @returns the chosen row as it was passed; undefined when the picker is closed
 */
export async function pickInStep<T extends vscode.QuickPickItem>(
  items: readonly T[],
  title: string,
  step: Step,
  before?: T,
): Promise<T | undefined> {
  const picker = createPicker<T & { readonly item: T }>();
  picker.title = forDisplay(title);
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  const rows = items.map((item) => literalRow({ ...item, item }));
  picker.items = rows;
  picker.activeItems = rows.filter(({ item }) => item === before);
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      addStepControls(picker, step, reject);
      picker.onDidAccept(() => {
        const [row] = picker.selectedItems;
        if (row !== undefined) resolve(row.item);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

/** @returns the chosen rows as they were passed; undefined when the picker is closed */
export async function pickSeveral<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: Options,
): Promise<readonly T[] | undefined> {
  const rows = items.map((item) => ({ ...literalRow(item), item }));
  return (await vscode.window.showQuickPick(rows, { ...shownOptions(options), canPickMany: true }))?.map(
    ({ item }) => item,
  );
}

/** Creates a picker whose rows change while it is open. */
export function createPicker<T extends vscode.QuickPickItem>(): vscode.QuickPick<LiteralRow<T>> {
  return vscode.window.createQuickPick<LiteralRow<T>>();
}
