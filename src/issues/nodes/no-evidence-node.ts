import * as vscode from 'vscode';
import { TreeNode } from '../../editor/tree/node.ts';
import type { IssueNode } from './issue-node.ts';

/** Says that nothing is attached to an issue; a click attaches a call. */
export class NoEvidenceNode extends TreeNode {
  readonly id: string;
  readonly issueId: string;
  readonly connectionId: string;

  constructor(parent: IssueNode) {
    super(parent);
    this.id = `${parent.id}/no-evidence`;
    this.issueId = parent.issueId;
    this.connectionId = parent.connectionId;
  }

  override item(): vscode.TreeItem {
    const { l10n } = vscode;
    const item = new vscode.TreeItem(l10n.t('No evidence. Attach Call…'));
    item.id = this.id;
    item.contextValue = 'noEvidence';
    item.iconPath = new vscode.ThemeIcon('add');
    item.command = { command: 'callTriage.attachCall', title: l10n.t('Attach Call…'), arguments: [this] };
    return item;
  }
}
