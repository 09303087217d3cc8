import * as vscode from 'vscode';
import type { TreeNode } from './node.ts';

/** Where a person is in the rows of a view: what they opened and closed, and what is selected. */
export class Place {
  /** Rows that were opened (true) or closed, by id. */
  readonly #open = new Map<string, boolean>();
  selected: TreeNode | undefined;

  keep(row: TreeNode, isOpen: boolean): void {
    this.#open.set(row.id, isOpen);
  }

  /** Opens or closes a row that comes back as it was. The editor ignores this for a row that it shows already. */
  apply(item: vscode.TreeItem, { id }: TreeNode): void {
    const isOpen = this.#open.get(id);
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    if (isOpen !== undefined && (item.collapsibleState ?? None) !== None)
      item.collapsibleState = isOpen ? Expanded : Collapsed;
  }

  /** The selected row, unless it is hidden in one that is closed. */
  get visible(): TreeNode | undefined {
    for (let row = this.selected?.parent; row !== undefined; row = row.parent)
      if (this.#open.get(row.id) === false) return undefined;
    return this.selected;
  }
}
