import * as vscode from 'vscode';
import { TreeNode } from '../../editor/tree/node.ts';

/** Asks which member the user is: a key does not tell. */
export class ChooseAccountNode extends TreeNode {
  readonly id: string;

  constructor(parent: TreeNode) {
    super(parent);
    this.id = `${parent.id}/choose-account`;
  }

  override item(): vscode.TreeItem {
    const title = vscode.l10n.t('Choose Your Account…');
    const item = new vscode.TreeItem(title);
    item.id = this.id;
    item.contextValue = 'chooseAccount';
    item.iconPath = new vscode.ThemeIcon('account');
    item.command = { command: 'callTriage.chooseAccount', title, arguments: [this] };
    return item;
  }
}
