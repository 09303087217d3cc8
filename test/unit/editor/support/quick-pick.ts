import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/shared/event.ts';

/** What the stand-in for the editor has as the kind of headings. */
const isHeading = ({ kind }: vscode.QuickPickItem): boolean => Number(kind) === -1;

/** The quick pick that is open, with a person at it. As in the editor, the first row is the active one when rows are set. */
export class QuickPickStandIn {
  title = '';
  placeholder = '';
  busy = false;
  value = '';
  isShown = false;
  activeItems: readonly vscode.QuickPickItem[] = [];
  #items: readonly vscode.QuickPickItem[] = [];
  readonly #typed = new Emitter<string>();
  readonly #accepted = new Emitter<void>();
  readonly #hidden = new Emitter<void>();
  readonly onDidChangeValue = this.#typed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;

  get items(): readonly vscode.QuickPickItem[] {
    return this.#items;
  }

  set items(rows: readonly vscode.QuickPickItem[]) {
    this.#items = rows;
    this.activeItems = rows.filter((row) => !isHeading(row)).slice(0, 1);
  }

  get selectedItems(): readonly vscode.QuickPickItem[] {
    return this.activeItems;
  }

  /** The labels of the rows, headings in brackets. */
  get rows(): readonly string[] {
    return this.#items.map((row) => (isHeading(row) ? `[${row.label}]` : row.label));
  }

  show(): void {
    this.isShown = true;
  }

  dispose(): void {
    this.isShown = false;
  }

  type(text: string): void {
    this.value = text;
    this.#typed.fire(text);
  }

  /** Goes to the row that begins so. */
  go(start: string): void {
    this.activeItems = this.#items.filter(({ label }) => label.startsWith(start)).slice(0, 1);
  }

  enter(): void {
    this.#accepted.fire();
  }

  escape(): void {
    this.#hidden.fire();
  }
}
