import * as vscode from 'vscode';
import type { QueryProblem } from '../../triage/issues/saved-queries.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { TreeNode } from '../../editor/trees/node.ts';

/** An entry of `callTriage.queries` that cannot be used; a click opens the settings. */
export class QueryProblemNode extends TreeNode {
  readonly id: string;
  readonly #problem: QueryProblem;

  constructor(problem: QueryProblem) {
    super(undefined);
    this.id = `query-problem/${problem.position ?? 'all'}`;
    this.#problem = problem;
  }

  override item(): vscode.TreeItem {
    const { position, reason } = this.#problem;
    const label =
      position === null
        ? vscode.l10n.t('Invalid setting callTriage.queries')
        : vscode.l10n.t('Invalid saved query number {0} in settings', position + 1);
    const item = new vscode.TreeItem(label);
    item.id = this.id;
    item.contextValue = 'setting';
    item.description = printable(reason);
    item.tooltip = printable(reason);
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.command = {
      command: 'workbench.action.openSettings',
      title: vscode.l10n.t('Open Settings'),
      arguments: ['callTriage.queries'],
    };
    return item;
  }
}
