import * as vscode from 'vscode';
import { ActionNode } from '../../editor/trees/action-node.ts';
import { remainder } from '../../editor/trees/list-nodes.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { countOf, isFiltered, listedBy } from '../../triage/issues/queries.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { queryNames } from '../query-names.ts';
import { filterWords, listedWord } from '../filter-words.ts';

/** The list of issues with its search, filters, sorting and groups. */
export class IssueListNode extends TreeNode {
  readonly id: string;
  readonly #session: Session;
  readonly #rows: () => TreeNode[];

  /** @param rows the loaded issues, in their groups when there are any */
  constructor(session: Session, rows: () => TreeNode[]) {
    super(undefined);
    this.id = `${session.connection.id}/issues`;
    this.#session = session;
    this.#rows = rows;
  }

  override item(): vscode.TreeItem {
    const { list, finding } = this.#session.issues;
    const listed = listedBy(finding.query);
    const label = listedWord(listed);
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
    item.id = this.id;
    item.contextValue = `list.${listed}`;
    item.description = list.loaded ? countOf(list.items.length, list.hasMore) : '';
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const { query } = this.#session.issues.finding;
    const words = filterWords(query, queryNames(this.#session));
    return plainTooltip([[listedWord(listedBy(query)), words === '' ? vscode.l10n.t('all issues') : words]]);
  }

  override children(): TreeNode[] {
    const { list, finding } = this.#session.issues;
    const isEmpty = list.loaded && list.items.length === 0 && isFiltered(finding.query);
    return [...this.#rows(), ...(isEmpty ? [this.#nothing()] : []), ...remainder(this, list, vscode.l10n.t('issues'))];
  }

  /** The view has rows for queries, so its welcome is not shown. */
  #nothing(): TreeNode {
    return new ActionNode(this, {
      kind: 'nothing-found',
      label: vscode.l10n.t('No issues match the filters. Show Open'),
      icon: 'clear-all',
      command: 'callTriage.showOpenIssues',
      title: vscode.l10n.t('Show Open Issues'),
    });
  }
}
