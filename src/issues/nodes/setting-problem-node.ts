import * as vscode from 'vscode';
import { explainSetting } from '../../editor/errors/setting.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import type { QueryProblem } from '../../triage/issues/saved-queries.ts';
import type { ConnectionProblem } from '../../triage/sessions/connection.ts';
import { printable } from '../../triage/transcript/transcript.ts';

/** An invalid entry of a setting; a click opens the setting. */
abstract class SettingProblemNode extends TreeNode {
  readonly id: string;
  readonly #setting: string;
  readonly #label: string;
  readonly #reason: string;

  constructor(id: string, setting: string, label: string, reason: string) {
    super(undefined);
    this.id = id;
    this.#setting = setting;
    this.#label = label;
    this.#reason = reason;
  }

  override item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.#label);
    item.id = this.id;
    item.contextValue = 'setting';
    item.description = this.#reason;
    item.tooltip = this.#reason;
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.command = {
      command: 'workbench.action.openSettings',
      title: vscode.l10n.t('Open Settings'),
      arguments: [this.#setting],
    };
    return item;
  }
}

export class ConnectionProblemNode extends SettingProblemNode {
  constructor(problem: ConnectionProblem) {
    super(
      `setting/${problem.reason}/${problem.position ?? 'all'}`,
      'callTriage.connections',
      vscode.l10n.t('Invalid connection in settings'),
      explainSetting(problem),
    );
  }
}

export class QueryProblemNode extends SettingProblemNode {
  constructor({ position, reason }: QueryProblem) {
    super(
      `query-problem/${position ?? 'all'}`,
      'callTriage.queries',
      position === null
        ? vscode.l10n.t('Invalid setting callTriage.queries')
        : vscode.l10n.t('Invalid saved query number {0} in settings', position + 1),
      printable(reason),
    );
  }
}
