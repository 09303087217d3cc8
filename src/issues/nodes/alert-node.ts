import * as vscode from 'vscode';
import type { AlertBinding } from '../../api/bland/alert-bindings.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { IssueChildNode, type IssueChildParent } from './issue-child-node.ts';
import { shortMoment } from '../../editor/words/format.ts';
import { alertFacts, alertName } from '../words.ts';
import { valueWord } from '../../editor/words/service-values.ts';

const colours: Readonly<Record<string, string>> = {
  critical: 'charts.red',
  warning: 'charts.yellow',
  info: 'charts.blue',
};

/** An alert that is bound to an issue. */
export class AlertNode extends IssueChildNode {
  readonly id: string;
  readonly bindingId: string;
  readonly #binding: AlertBinding;

  constructor(parent: IssueChildParent, binding: AlertBinding) {
    super(parent);
    this.id = `${parent.id}/alert/${binding.id}`;
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
    item.accessibilityInformation = {
      label: [vscode.l10n.t('Alert'), alertName(binding), item.description].join(', '),
    };
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const { l10n } = vscode;
    const binding = this.#binding;
    return plainTooltip([
      [l10n.t('Alert'), alertName(binding)],
      [l10n.t('State'), alertFacts(binding)],
      [l10n.t('Bound'), [shortMoment(binding.created_at), valueWord(binding.binding_mode)].join(' ').trim()],
      [l10n.t('ID'), binding.active_alert_id ?? ''],
    ]);
  }
}
