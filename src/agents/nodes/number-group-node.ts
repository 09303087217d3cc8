import * as vscode from 'vscode';
import { TreeNode } from '../../editor/trees/node.ts';
import type { RoutedNumber } from '../../triage/numbers/routing.ts';
import { NumberNode } from './number-node.ts';

/** Numbers that nobody answers, or that a pathway answers by itself. */
export class NumberGroupNode extends TreeNode {
  readonly id: string;
  readonly connectionId: string;
  readonly isUnassigned: boolean;
  readonly #numbers: readonly RoutedNumber[];
  readonly #isComplete: boolean;

  /** @param isComplete false when an agent or persona that was not read may answer one of them */
  constructor(
    group: 'unassigned' | 'pathway',
    connectionId: string,
    numbers: readonly RoutedNumber[],
    isComplete: boolean,
  ) {
    super(undefined);
    this.id = `${connectionId}/numbers/${group}`;
    this.connectionId = connectionId;
    this.isUnassigned = group === 'unassigned';
    this.#numbers = numbers;
    this.#isComplete = isComplete;
  }

  override item(): vscode.TreeItem {
    const { l10n } = vscode;
    const { Collapsed } = vscode.TreeItemCollapsibleState;
    const label = this.isUnassigned ? l10n.t('Unassigned Numbers') : l10n.t('Numbers on a Pathway');
    const item = new vscode.TreeItem(label, Collapsed);
    const count = String(this.#numbers.length);
    item.id = this.id;
    item.contextValue = 'numberGroup';
    item.description = this.#isComplete ? count : l10n.t('{0} · may be incomplete', count);
    item.iconPath = new vscode.ThemeIcon(this.isUnassigned ? 'inbox' : 'git-branch');
    item.tooltip = [
      this.isUnassigned
        ? l10n.t('Nobody answers these numbers. Drag one onto an agent or persona to attach it.')
        : l10n.t('A pathway answers these numbers, without an agent or persona.'),
      this.#isComplete ? '' : l10n.t('An agent or persona that is not loaded may answer some of them.'),
    ]
      .filter((line) => line !== '')
      .join('\n');
    return item;
  }

  override children(): TreeNode[] {
    return this.#numbers.map((routed) => new NumberNode(this, this.connectionId, routed));
  }
}
