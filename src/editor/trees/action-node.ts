import * as vscode from 'vscode';
import { TreeNode } from './node.ts';

/** A row whose click runs a command. */
export interface ActionRow {
  /** Tells it from the other rows of its parent. */
  readonly kind: string;
  readonly label: string;
  /** A codicon's name. */
  readonly icon: string;
  readonly command: `callTriage.${string}`;
  /** The command's title. */
  readonly title: string;
}

/** A row that stands where there is nothing else to show, and runs a command when it is clicked: about its parent, if it has one. */
export class ActionNode extends TreeNode {
  readonly id: string;
  readonly #row: ActionRow;

  constructor(parent: TreeNode | undefined, row: ActionRow) {
    super(parent);
    this.id = `${parent?.id ?? 'root'}/${row.kind}`;
    this.#row = row;
  }

  override item(): vscode.TreeItem {
    const { label, icon, command, title } = this.#row;
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.command = { command, title, arguments: [this.parent] };
    return item;
  }
}
