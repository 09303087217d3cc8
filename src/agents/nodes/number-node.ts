import * as vscode from 'vscode';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { numberForDisplay } from '../../editor/words/number.ts';
import type { RoutedNumber } from '../../triage/numbers/routing.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { settingsInWords } from '../words.ts';

/** A number, below its persona or among the unrouted ones. */
export class NumberNode extends TreeNode {
  readonly id: string;
  readonly connectionId: string;
  /** Undefined for an unrouted number. */
  readonly personaId: string | undefined;
  readonly number: string;
  /** The argument of commands on numbers. */
  readonly numbers: readonly string[];
  readonly #routed: RoutedNumber;

  constructor(parent: TreeNode, connectionId: string, routed: RoutedNumber) {
    super(parent);
    this.id = `${parent.id}/${routed.number}`;
    this.connectionId = connectionId;
    this.personaId = routed.persona?.id;
    this.number = routed.number;
    this.numbers = [routed.number];
    this.#routed = routed;
  }

  override item(): vscode.TreeItem {
    const { number, label, settings } = this.#routed;
    const { l10n } = vscode;
    const item = new vscode.TreeItem(numberForDisplay(number));
    const facts = [printable(label ?? '').trim(), settingsInWords(settings)];
    item.id = this.id;
    item.contextValue =
      this.personaId === undefined ? 'number.free' : settings === null ? 'number.routed' : 'number.routed.settings';
    item.description = facts.filter((fact) => fact !== '').join(' · ');
    item.iconPath = new vscode.ThemeIcon('device-mobile');
    item.tooltip = plainTooltip([
      [l10n.t('Number'), numberForDisplay(number)],
      [l10n.t('Label'), printable(label ?? '')],
      [l10n.t('Answered by'), printable(this.#routed.persona?.name ?? l10n.t('no persona'))],
      [l10n.t('Own pathway'), printable(settings?.pathway_id ?? '')],
      [l10n.t('Version'), printable(String(settings?.pathway_version ?? ''))],
      [l10n.t('First node'), printable(settings?.start_node_id ?? '')],
    ]);
    return item;
  }
}
