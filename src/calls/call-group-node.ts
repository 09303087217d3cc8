import * as vscode from 'vscode';
import { TreeNode } from '../editor/trees/node.ts';
import { plainTooltip } from '../editor/trees/tooltip.ts';
import { countOf } from '../triage/issues/queries.ts';

/** A group as it is drawn next. */
export interface CallGroup {
  readonly label: string;
  readonly rows: readonly TreeNode[];
  /** Not all calls are loaded. */
  readonly hasMore: boolean;
}

/** Loaded calls of one agent, or of none that is known. */
export class CallGroupNode extends TreeNode {
  readonly id: string;
  #group: CallGroup = { label: '', rows: [], hasMore: false };

  constructor(connectionId: string, agentId: string) {
    super(undefined);
    this.id = `${connectionId}/calls-of/${agentId}`;
  }

  /** The node stays the same, since the tree identifies a row by it. */
  update(group: CallGroup): this {
    this.#group = group;
    return this;
  }

  override item(): vscode.TreeItem {
    const { label, rows, hasMore } = this.#group;
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
    item.id = this.id;
    item.contextValue = 'callGroup';
    item.description = countOf(rows.length, hasMore);
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const { label, rows } = this.#group;
    const counted = rows.length === 1 ? vscode.l10n.t('1 loaded call') : vscode.l10n.t('{0} loaded calls', rows.length);
    return plainTooltip([[label, counted]]);
  }

  override children(): TreeNode[] {
    return [...this.#group.rows];
  }
}
