import * as vscode from 'vscode';

/** The origin of a command: the UI, or a script. */
export interface Call {
  /** From a menu, a key or the palette: the command asks for what is missing and reports what goes wrong. */
  readonly fromUi: boolean;
  /** All rows that were selected when the command ran in a tree. */
  readonly selection: readonly unknown[];
  /** The row of a tree that it ran on. */
  readonly row?: unknown;
  /** It was chosen from the menu of a row which the editor does not know at this moment, because it asks for the rows again. */
  readonly isRowGone?: boolean;
}

/** Marks what our own views pass to a command, as opposed to a script's argument object. The entry and the rest are builds apart. */
export const fromView: unique symbol = Symbol.for('callTriage.fromView');

/** The same in the link of a document, which can hold nothing but JSON. */
export const fromDocument = 'fromDocument';

/**
 * Reads what the editor gives a command: the argument, and the whole selection when it was called in a tree.
 *
 * @param given what the command was called with. The menu of a row gives two values, which the editor turns into rows by then. A
 *   row that it is just asking for again becomes nothing.
 */
export function readCall(
  ...given: readonly unknown[]
): Call & { readonly argument: unknown; readonly lacksRow: boolean } {
  const [first, selection] = given;
  const rows: readonly unknown[] = Array.isArray(selection) ? selection : [];
  const isFromRow = given.length > 1 && (isNothing(selection) || Array.isArray(selection));
  // A key in a view names the focused row, which the editor puts in its place; a view without one has none.
  const argument = typeof first === 'object' && first !== null && '$treeViewId' in first ? undefined : first;
  return {
    argument: argument instanceof vscode.Uri ? fileArgument(argument) : argument,
    fromUi: isFromUi(argument),
    selection: rows,
    lacksRow: isFromRow && [first, ...rows].some(isNothing),
  };
}

function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** A file of the explorer as an argument; the tab of a page, whose menu gives its address, is no file. */
function fileArgument(uri: vscode.Uri): object {
  return uri.scheme === 'webview-panel' ? {} : { uri };
}

/** Nothing, a file of the explorer or a tab, one of our tree nodes, what a webview says was right-clicked, or a link of ours. */
function isFromUi(first: unknown): boolean {
  if (isNothing(first)) return true;
  if (first instanceof vscode.Uri) return true;
  return typeof first === 'object' && (fromView in first || 'webviewSection' in first || fromDocument in first);
}

/** A call by a person that did not come from a command: from a drop, or from a document. */
export const uiCall: Call = { fromUi: true, selection: [] };

/** A call that must not report anything: an undo, which the view shows, or one of several that are reported together. */
export const silentCall: Call = { fromUi: false, selection: [] };

/** Runs another command of ours as this one was run: for a person, who is asked and told by it, or for a script. */
export function runAs({ fromUi }: Call, name: string, args: object): Thenable<unknown> {
  return vscode.commands.executeCommand(`callTriage.${name}`, fromUi ? { [fromView]: true, ...args } : args);
}
