import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { personWords } from '../../editor/person-words.ts';
import { countOf } from '../../triage/queries.ts';
import type { SavedQuery } from '../../triage/saved-queries.ts';
import type { Session } from '../../triage/session.ts';
import { printable } from '../../triage/transcript.ts';
import { filterWords } from '../filter-words.ts';
import { failure, remainder } from '../../editor/tree/list-nodes.ts';
import { TreeNode } from '../../editor/tree/node.ts';

/** A query of the user's own; the service is asked when it is first opened. */
export class QueryNode extends TreeNode {
  readonly id: string;
  readonly #session: Session;
  readonly #query: SavedQuery;
  readonly #nodeOf: (issue: Issue, parent: TreeNode) => TreeNode;

  constructor(
    session: Session,
    place: { readonly query: SavedQuery; readonly id: string },
    nodeOf: (issue: Issue, parent: TreeNode) => TreeNode,
  ) {
    super(undefined);
    this.id = place.id;
    this.#session = session;
    this.#query = place.query;
    this.#nodeOf = nodeOf;
  }

  override item(): vscode.TreeItem {
    const list = this.#session.issues.ofQuery(this.#query);
    const label = printable(this.#query.label);
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = this.id;
    item.contextValue = 'query';
    item.iconPath = new vscode.ThemeIcon('search');
    // Before it was opened nobody knows how many there are.
    item.description = list.loaded ? countOf(list.items.length, list.hasMore) : '';
    const words = filterWords(this.#query.query, personWords(this.#session));
    item.tooltip = words === '' ? vscode.l10n.t('All issues') : words;
    return item;
  }

  override async children(): Promise<TreeNode[]> {
    const list = this.#session.issues.ofQuery(this.#query);
    // An error is tried again by its own row, not by every drawing of it.
    if (!list.loaded && list.error === undefined) await list.load();
    const what = vscode.l10n.t('issues');
    const issues = list.items.map((issue) => this.#nodeOf(issue, this));
    return [...failure(this, list, what), ...issues, ...remainder(this, list, what)];
  }
}
