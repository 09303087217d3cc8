import * as vscode from 'vscode';
import { TreeNode } from '../../editor/trees/node.ts';

/** Offers to search the listed calls whose transcripts were not loaded. Its fields are what the command takes. */
export class MoreCallsNode extends TreeNode {
  readonly id: string;
  readonly connectionId: string;
  readonly text: string;
  readonly loadListed = true;
  readonly #count: number | undefined;

  /** @param count how many they are; undefined while no calls are listed */
  constructor(connectionId: string, text: string, count: number | undefined) {
    super(undefined);
    this.id = `${connectionId}/more-calls`;
    this.connectionId = connectionId;
    this.text = text;
    this.#count = count;
  }

  override item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.#label());
    item.id = this.id;
    item.iconPath = new vscode.ThemeIcon('search');
    const title = vscode.l10n.t('Search Calls for Text');
    item.command = { command: 'callTriage.searchCalls', title, arguments: [this] };
    return item;
  }

  #label(): string {
    if (this.#count === undefined) return vscode.l10n.t('Search Recent Calls');
    return this.#count === 1
      ? vscode.l10n.t('Search 1 More Call')
      : vscode.l10n.t('Search {0} More Calls', this.#count);
  }
}
