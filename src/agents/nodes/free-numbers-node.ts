import * as vscode from 'vscode';
import { TreeNode } from '../../editor/trees/node.ts';
import type { PersonaStore } from '../../triage/numbers/personas.ts';
import { NumberNode } from './number-node.ts';

export class FreeNumbersNode extends TreeNode {
  readonly id: string;
  readonly connectionId: string;
  readonly #personas: PersonaStore;

  constructor(connectionId: string, personas: PersonaStore) {
    super(undefined);
    this.id = `${connectionId}/free-numbers`;
    this.connectionId = connectionId;
    this.#personas = personas;
  }

  override item(): vscode.TreeItem {
    const { l10n } = vscode;
    const { Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(l10n.t('Numbers without a Persona'), Collapsed);
    const count = String(this.#personas.free.length);
    item.id = this.id;
    item.contextValue = 'freeNumbers';
    item.description = this.#personas.list.hasMore ? l10n.t('{0} · among loaded personas', count) : count;
    item.iconPath = new vscode.ThemeIcon('inbox');
    item.tooltip = l10n.t('Numbers that no persona answers. Drag one onto a persona to attach it.');
    return item;
  }

  override children(): TreeNode[] {
    return this.#personas.free.map((routed) => new NumberNode(this, this.connectionId, routed));
  }
}
