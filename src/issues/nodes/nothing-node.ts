import * as vscode from 'vscode';
import { TreeNode } from '../../editor/tree/node.ts';

/** Says below the saved queries that no issue passes the filters; without them the view's welcome says so. */
export class NothingNode extends TreeNode {
  readonly id = 'nothing-found';

  constructor() {
    super(undefined);
  }

  override item(): vscode.TreeItem {
    const item = new vscode.TreeItem(vscode.l10n.t('No issues match the filters. Clear'));
    item.id = this.id;
    item.contextValue = 'nothing';
    item.iconPath = new vscode.ThemeIcon('clear-all');
    item.command = { command: 'callTriage.clearFilters', title: vscode.l10n.t('Clear Filters'), arguments: [this] };
    return item;
  }
}
