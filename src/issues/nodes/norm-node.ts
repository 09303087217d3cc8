import * as vscode from 'vscode';
import { IssueChildNode, type IssueChildParent } from './issue-child-node.ts';

/** The state of Norm on an issue: working, or waiting for an answer, which a click gives. */
export class NormNode extends IssueChildNode {
  readonly id: string;
  readonly #asking: boolean;

  constructor(parent: IssueChildParent, doing: 'working' | 'asking') {
    super(parent);
    this.id = `${parent.id}/norm`;
    this.#asking = doing === 'asking';
  }

  override item(): vscode.TreeItem {
    const { l10n } = vscode;
    const item = new vscode.TreeItem(
      this.#asking ? l10n.t('Norm is waiting for your answer') : l10n.t('Norm is working…'),
    );
    item.id = this.id;
    item.contextValue = this.#asking ? 'norm.asking' : 'norm.working';
    item.iconPath = new vscode.ThemeIcon(this.#asking ? 'question' : 'loading~spin');
    item.command = this.#asking
      ? { command: 'callTriage.answerNorm', title: l10n.t('Answer Norm…'), arguments: [this] }
      : { command: 'callTriage.showActivity', title: l10n.t('Show Activity'), arguments: [this] };
    return item;
  }
}
