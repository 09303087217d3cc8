import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { personWords } from '../../editor/words/people.ts';
import { ActionNode } from '../../editor/trees/action-node.ts';
import { failure, remainder } from '../../editor/trees/list-nodes.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import type { ListedQuery } from '../../triage/issues/built-in-queries.ts';
import { countOf } from '../../triage/issues/queries.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { filterWords } from '../filter-words.ts';

/** What a row of a query is made from. */
export interface QueryRow {
  readonly id: string;
  readonly label: string;
  /** Finds out what is asked for when the row is opened; undefined when the user has to say first who they are. */
  readonly find: () => Promise<ListedQuery | undefined>;
  /** What is asked for, where that is known without asking. */
  readonly query?: ListedQuery;
}

/** A query, built in or of the user's own; the service is asked when it is first opened. */
export class QueryNode extends TreeNode {
  readonly id: string;
  readonly #session: Session;
  readonly #row: QueryRow;
  readonly #nodeOf: (issue: Issue, parent: TreeNode) => TreeNode;
  #query: ListedQuery | undefined;
  /** Issues that are shown although they do not pass any more. */
  readonly #staying = new Set<string>();

  constructor(session: Session, row: QueryRow, nodeOf: (issue: Issue, parent: TreeNode) => TreeNode) {
    super(undefined);
    this.id = row.id;
    this.#session = session;
    this.#row = row;
    this.#query = row.query;
    this.#nodeOf = nodeOf;
  }

  override item(): vscode.TreeItem {
    const { l10n } = vscode;
    const item = new vscode.TreeItem(this.#row.label, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = this.id;
    item.contextValue = 'query';
    const query = this.#query;
    const list = query === undefined ? undefined : this.#session.issues.ofQuery(query);
    // Before the service was asked nobody knows how many there are.
    if (query === undefined || list === undefined || !list.loaded) return item;
    item.description = countOf(this.#issues(query).length, list.hasMore);
    const words = filterWords(query.query, personWords(this.#session));
    item.tooltip = plainTooltip([
      [this.#row.label, words === '' ? l10n.t('all issues') : words],
      query.passes === undefined ? undefined : [l10n.t('Among'), l10n.t('the {0} issues loaded', list.items.length)],
    ]);
    return item;
  }

  override async children(): Promise<TreeNode[]> {
    const query = (this.#query = await this.#row.find());
    if (query === undefined) {
      // A key does not tell which member the user is.
      const title = vscode.l10n.t('Choose Your Account…');
      const row = { kind: 'choose-account', label: title, icon: 'account', title } as const;
      return [new ActionNode(this, { ...row, command: 'callTriage.chooseAccount' })];
    }
    const list = this.#session.issues.ofQuery(query);
    // An error is tried again by its own row, not by every drawing of it.
    if (!list.loaded && list.error === undefined) await list.load();
    const what = vscode.l10n.t('issues');
    if (query.stays === true) for (const { id } of this.#issues(query)) this.#staying.add(id);
    const shown = query.stays === true ? list.items.filter(({ id }) => this.#staying.has(id)) : this.#issues(query);
    const issues = shown.map((issue) => this.#nodeOf(issue, this));
    return [...failure(this, list, what), ...issues, ...remainder(this, list, what)];
  }

  /** The row was closed: what is shown is found anew when it is opened again. */
  close(): void {
    this.#staying.clear();
  }

  #issues(query: ListedQuery): readonly Issue[] {
    const { items } = this.#session.issues.ofQuery(query);
    return query.passes === undefined ? items : items.filter(query.passes);
  }
}
