import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { ActionNode } from '../../editor/trees/action-node.ts';
import { failure, remainder } from '../../editor/trees/list-nodes.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import type { ListedQuery } from '../../triage/issues/built-in-queries.ts';
import { countOf, supportedQuery } from '../../triage/issues/queries.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { queryNames } from '../query-names.ts';
import { filterWords } from '../filter-words.ts';

export interface QueryRow {
  readonly id: string;
  readonly label: string;
  /** Resolves the query when the row is expanded; undefined until the user has chosen an account. */
  readonly find: () => Promise<ListedQuery | undefined>;
  /** The query, if it needs no resolving. */
  readonly query?: ListedQuery;
  /** The user's own: it can be edited and removed. */
  readonly isOwn?: true;
}

/** A built-in or saved query; the service is asked when it is first expanded. */
export class QueryNode extends TreeNode {
  readonly id: string;
  readonly label: string;
  readonly #session: Session;
  readonly #row: QueryRow;
  readonly #nodeOf: (issue: Issue, parent: TreeNode) => TreeNode;
  #query: ListedQuery | undefined;
  /** Issues that stay although they no longer match. */
  readonly #staying = new Set<string>();

  constructor(session: Session, row: QueryRow, nodeOf: (issue: Issue, parent: TreeNode) => TreeNode) {
    super(undefined);
    this.id = row.id;
    this.label = row.label;
    this.#session = session;
    this.#row = row;
    this.#query = row.query;
    this.#nodeOf = nodeOf;
  }

  override item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.#row.label, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = this.id;
    item.contextValue = this.#row.isOwn === true ? 'query.own' : 'query';
    const loaded = this.#loaded();
    if (loaded !== undefined) item.description = countOf(this.#issues(loaded.query).length, loaded.list.hasMore);
    return item;
  }

  override tooltip(): vscode.MarkdownString | undefined {
    const { l10n } = vscode;
    const loaded = this.#loaded();
    if (loaded === undefined) return undefined;
    const { query, list } = loaded;
    const words = filterWords(supportedQuery(query.query, this.#session.support), queryNames(this.#session));
    return plainTooltip([
      [this.#row.label, words === '' ? l10n.t('all issues') : words],
      query.passes === undefined ? undefined : [l10n.t('Among'), amongWords(list.items.length)],
    ]);
  }

  override async children(): Promise<TreeNode[]> {
    const query = (this.#query = await this.#row.find());
    if (query === undefined) {
      // A key does not reveal which member the user is.
      const title = vscode.l10n.t('Choose Your Account…');
      const row = { kind: 'choose-account', label: title, icon: 'account', title } as const;
      return [new ActionNode(this, { ...row, command: 'callTriage.chooseAccount' })];
    }
    const list = this.#session.issues.ofQuery(query);
    // The error's row retries, not every redraw.
    if (!list.loaded && list.error === undefined) await list.load();
    const what = vscode.l10n.t('issues');
    if (query.stays === true) for (const { id } of this.#issues(query)) this.#staying.add(id);
    const shown = query.stays === true ? list.items.filter(({ id }) => this.#staying.has(id)) : this.#issues(query);
    const issues = shown.map((issue) => this.#nodeOf(issue, this));
    return [...failure(this, list, what), ...issues, ...remainder(this, list, what)];
  }

  /** Forgets issues that no longer match, once the row is collapsed. */
  close(): void {
    this.#staying.clear();
  }

  /** The query with its list, whose count is unknown before it is loaded. */
  #loaded() {
    const query = this.#query;
    const list = query === undefined ? undefined : this.#session.issues.ofQuery(query);
    return query === undefined || list?.loaded !== true ? undefined : { query, list };
  }

  #issues(query: ListedQuery): readonly Issue[] {
    const { items } = this.#session.issues.ofQuery(query);
    return query.passes === undefined ? items : items.filter(query.passes);
  }
}

function amongWords(loaded: number): string {
  return loaded === 1 ? vscode.l10n.t('the 1 issue loaded') : vscode.l10n.t('the {0} issues loaded', loaded);
}
