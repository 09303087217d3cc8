import * as vscode from 'vscode';
import { TreeNode } from '../../editor/tree/node.ts';

/** Says in the list, where own queries stand above it, that no issue passes the filters; else the view's welcome says so. */
export class NothingNode extends TreeNode {
  readonly id: string;

  constructor(parent: TreeNode) {
    super(parent);
    this.id = `${parent.id}/nothing-found`;
  }

  override item(): vscode.TreeItem {
    const item = new vscode.TreeItem(vscode.l10n.t('No issues match the filters. Show Open'));
    item.id = this.id;
    item.contextValue = 'nothing';
    item.iconPath = new vscode.ThemeIcon('clear-all');
    item.command = {
      command: 'callTriage.showOpenIssues',
      title: vscode.l10n.t('Show Open Issues'),
      arguments: [this],
    };
    return item;
  }
}
