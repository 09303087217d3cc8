import * as vscode from 'vscode';
import { explainSetting } from '../../editor/errors/setting.ts';
import type { ConnectionProblem } from '../../triage/sessions/connection.ts';
import { TreeNode } from '../../editor/trees/node.ts';

/** An entry of the settings that cannot be used; a click opens them. The other connections work. */
export class SettingNode extends TreeNode {
  readonly id: string;
  readonly #sentence: string;

  constructor(problem: ConnectionProblem) {
    super(undefined);
    this.id = `setting/${problem.reason}/${problem.position ?? 'all'}`;
    this.#sentence = explainSetting(problem);
  }

  override item(): vscode.TreeItem {
    const item = new vscode.TreeItem(vscode.l10n.t('Invalid connection in settings'));
    item.id = this.id;
    item.contextValue = 'setting';
    item.description = this.#sentence;
    item.tooltip = this.#sentence;
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.command = {
      command: 'workbench.action.openSettings',
      title: vscode.l10n.t('Open Settings'),
      arguments: ['callTriage.connections'],
    };
    return item;
  }
}
