import * as vscode from 'vscode';
import { rowText } from '../words/literal.ts';
import { forDisplay } from '../privacy.ts';
import { addStepControls, type Step } from './steps.ts';

declare const literal: unique symbol;

/** A row whose words are shown as they are, whoever wrote them. Icons are its `iconPath`, never part of its words. */
export type LiteralRow<T extends vscode.QuickPickItem = vscode.QuickPickItem> = T & { readonly [literal]: true };

/** A row of a picker, with its words masked where that is asked for, and made literal. It is another object than the one that was given. */
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

/** Title and placeholder are plain text to VS Code: only masked, where that is asked for. */
function shownOptions({ title, placeHolder, ...rest }: Options): Options {
  return {
    ...rest,
    ...(title === undefined ? {} : { title: forDisplay(title) }),
    ...(placeHolder === undefined ? {} : { placeHolder: forDisplay(placeHolder) }),
  };
}

/** Has one of several rows chosen. @returns the row as it was given; undefined when the picker is closed */
export async function pickOne<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: Options,
): Promise<T | undefined> {
  const rows = items.map((item) => ({ ...literalRow(item), item }));
  return (await vscode.window.showQuickPick(rows, shownOptions(options)))?.item;
}

/**
 * Has one of several rows chosen as a step of several. None is active beforehand but the one that was chosen there before:
 * Enter alone chooses nothing.
 *
 * @returns the row as it was given; undefined when the picker is closed
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

/** Has any number of rows chosen. @returns the rows as they were given; undefined when the picker is closed */
export async function pickSeveral<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: Options,
): Promise<readonly T[] | undefined> {
  const rows = items.map((item) => ({ ...literalRow(item), item }));
  return (await vscode.window.showQuickPick(rows, { ...shownOptions(options), canPickMany: true }))?.map(
    ({ item }) => item,
  );
}

/** A picker whose rows change while it is open. Title and placeholder are plain text to VS Code. */
export function createPicker<T extends vscode.QuickPickItem>(): vscode.QuickPick<LiteralRow<T>> {
  return vscode.window.createQuickPick<LiteralRow<T>>();
}
