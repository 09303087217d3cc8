import * as vscode from 'vscode';
import type { AlertBinding } from '../../api/bland/alert-bindings.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import { shortMoment } from '../../editor/words/format.ts';
import { alertFacts, alertName } from '../alert-words.ts';
import { enumWord } from '../enum-word.ts';
import type { IssueNode } from './issue-node.ts';

const colours: Readonly<Record<string, string>> = {
  critical: 'charts.red',
  warning: 'charts.yellow',
  info: 'charts.blue',
};

/** An alert that is bound to an issue. */
export class AlertNode extends TreeNode {
  readonly id: string;
  readonly issueId: string;
  readonly connectionId: string;
  readonly bindingId: string;
  readonly #binding: AlertBinding;

  constructor(parent: IssueNode, binding: AlertBinding) {
    super(parent);
    this.id = `${parent.id}/alert/${binding.id}`;
    this.issueId = parent.issueId;
    this.connectionId = parent.connectionId;
    this.bindingId = binding.id;
    this.#binding = binding;
  }

  override item(): vscode.TreeItem {
    const binding = this.#binding;
    const item = new vscode.TreeItem(alertName(binding));
    const colour = binding.status === 'resolved' ? undefined : colours[binding.current_severity ?? ''];
    item.id = this.id;
    item.contextValue = 'alert';
    item.description = alertFacts(binding);
    item.iconPath = new vscode.ThemeIcon('bell', colour === undefined ? undefined : new vscode.ThemeColor(colour));
    item.tooltip = plainTooltip([
      [vscode.l10n.t('Alert'), alertName(binding)],
      [vscode.l10n.t('State'), alertFacts(binding)],
      [vscode.l10n.t('Bound'), [shortMoment(binding.created_at), enumWord(binding.binding_mode)].join(' ').trim()],
      [vscode.l10n.t('ID'), binding.active_alert_id ?? ''],
    ]);
    item.accessibilityInformation = {
      label: [vscode.l10n.t('Alert'), alertName(binding), item.description].join(', '),
    };
    return item;
  }
}
