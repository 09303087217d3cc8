import * as vscode from 'vscode';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { numberForDisplay, ownerInWords } from '../../editor/words/number.ts';
import type { RoutedNumber } from '../../triage/numbers/routing.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { environmentInWords, settingsInWords } from '../words.ts';

/** A number, below its agent or persona, or among those that neither answers. */
export class NumberNode extends TreeNode {
  readonly id: string;
  readonly connectionId: string;
  /** Both undefined for a number that neither an agent nor a persona answers. */
  readonly agentId: string | undefined;
  readonly personaId: string | undefined;
  readonly number: string;
  /** The argument of commands on numbers. */
  readonly numbers: readonly string[];
  readonly #routed: RoutedNumber;

  constructor(parent: TreeNode, connectionId: string, routed: RoutedNumber) {
    super(parent);
    this.id = `${parent.id}/${routed.number}`;
    this.connectionId = connectionId;
    this.agentId = routed.owner?.type === 'agent' ? routed.owner.id : undefined;
    this.personaId = routed.owner?.type === 'persona' ? routed.owner.id : undefined;
    this.number = routed.number;
    this.numbers = [routed.number];
    this.#routed = routed;
  }

  override item(): vscode.TreeItem {
    const { number, label, owner, settings } = this.#routed;
    const item = new vscode.TreeItem(numberForDisplay(number));
    const pathway = owner?.type === 'pathway' ? ownerInWords(owner) : '';
    const facts = [environmentInWords(owner), printable(label ?? '').trim(), settingsInWords(settings), pathway];
    item.id = this.id;
    item.contextValue = this.#contextValue();
    item.description = facts.filter((fact) => fact !== '').join(' · ');
    item.iconPath = new vscode.ThemeIcon('device-mobile');
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const { number, label, owner, settings } = this.#routed;
    const { l10n } = vscode;
    return plainTooltip([
      [l10n.t('Number'), numberForDisplay(number)],
      [l10n.t('Label'), printable(label ?? '')],
      [l10n.t('Answered by'), owner === null ? l10n.t('nobody') : ownerInWords(owner)],
      [l10n.t('Own pathway'), printable(settings?.pathway_id ?? '')],
      [l10n.t('Version'), printable(String(settings?.pathway_version ?? ''))],
      [l10n.t('First node'), printable(settings?.start_node_id ?? '')],
    ]);
  }

  /** What the menus of the row go by. */
  #contextValue(): string {
    if (this.agentId !== undefined) return 'number.agent';
    if (this.personaId === undefined) return 'number.free';
    return this.#routed.settings === null ? 'number.routed' : 'number.routed.settings';
  }
}
