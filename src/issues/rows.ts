import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { agentWords } from '../editor/words/agents.ts';
import { personWords } from '../editor/words/people.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { type BuiltInQuery, builtInQueries, openIssuesOf } from '../triage/issues/built-in-queries.ts';
import { groupIssues, listedBy } from '../triage/issues/queries.ts';
import { readSavedQueries } from '../triage/issues/saved-queries.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { listedWord } from './filter-words.ts';
import { groupId, GroupNode, type Groups } from './nodes/group-node.ts';
import { IssueListNode } from './nodes/issue-list-node.ts';
import { IssueNode } from './nodes/issue-node.ts';
import { QueryNode, type QueryRow } from './nodes/query-node.ts';
import { QueryProblemNode } from './nodes/setting-problem-node.ts';
import { querySetting } from './query-setting.ts';

/** The rows of one session, kept over refreshes: the view identifies a row by its node. */
export class Rows {
  readonly #session: Session;
  readonly #me: () => Promise<string | undefined>;
  /** By row: an issue has one under each group and query. */
  readonly #issues = new Map<string, IssueNode>();
  readonly #groups = new Map<string, GroupNode>();
  readonly #queries = new Map<string, QueryNode>();
  readonly list: IssueListNode;

  /** @param me the current user's ID, if known */
  constructor(session: Session, me: () => Promise<string | undefined>) {
    this.#session = session;
    this.#me = me;
    this.list = new IssueListNode(session, () => this.#listed());
  }

  /** Updates the rows of an issue, and returns them. */
  update(issue: Issue): readonly IssueNode[] {
    const rows = [...this.#issues.values()].filter(({ issueId }) => issueId === issue.id);
    for (const row of rows) row.update(issue);
    return rows;
  }

  /** Returns the row of an issue: of the list, where the editor may not have asked for it yet, or else of a query. */
  find(issueId: string): TreeNode | undefined {
    const listed = this.list.children().flatMap((row) => (row instanceof GroupNode ? row.children() : [row]));
    const queried = [...this.#issues.values()].filter(({ parent }) => parent instanceof QueryNode);
    return [...listed, ...queried].find((row) => row instanceof IssueNode && row.issueId === issueId);
  }

  /** True when the user's settings have queries, valid or not. */
  get hasOwnQueries(): boolean {
    const { queries, problems } = readSavedQueries(querySetting());
    return queries.length + problems.length > 0;
  }

  /** Built-in queries, saved ones, and problems with the setting. */
  queries(): TreeNode[] {
    const { l10n } = vscode;
    const { queries, problems } = readSavedQueries(querySetting());
    const { unassigned, unread, open } = builtInQueries;
    const builtIn = [
      this.#query({ ...this.#named('mine', l10n.t('My Open')), find: () => this.#mine() }),
      this.#query({ ...this.#named('unassigned', l10n.t('Unassigned')), ...known(unassigned) }),
      this.#query({ ...this.#named('unread', l10n.t('Unread')), ...known(unread) }),
      ...(listedBy(this.#session.issues.finding.query) === 'open'
        ? []
        : [this.#query({ ...this.#named('open', listedWord('open')), ...known(open) })]),
    ];
    const own = queries.map((query) => {
      // The ID has the content, so that a changed query is another row, and the place among equal labels.
      const same = queries.filter((one) => one.label === query.label).indexOf(query);
      const id = `${this.#session.connection.id}/query/${same}/${JSON.stringify(query)}`;
      return this.#query({ id, label: printable(query.label), isOwn: true, ...known(query) });
    });
    return [...problems.map((problem) => new QueryProblemNode(problem)), ...builtIn, ...own];
  }

  /** The loaded issues, grouped if grouping is on. */
  #listed(): TreeNode[] {
    const { list, finding } = this.#session.issues;
    const { groupBy: by } = finding;
    if (by === 'none') return list.items.map((issue) => this.#issue(issue, this.list));
    const { length: loaded } = list.items;
    const nameOf = by === 'agent' ? agentWords(this.#session) : personWords(this.#session);
    const { connection } = this.#session;
    const groups: Groups = {
      parent: this.list,
      connectionId: connection.id,
      by,
      loaded,
      hasMore: list.hasMore,
      nameOf,
    };
    return groupIssues(list.items, by, by === 'assignee' || by === 'agent' ? nameOf : undefined).map((group) => {
      const id = groupId(groups, group);
      const node = this.#groups.get(id) ?? new GroupNode(groups, group, this.#issue);
      node.update(groups, group);
      this.#groups.set(id, node);
      return node;
    });
  }

  #named(name: BuiltInQuery, label: string): Pick<QueryRow, 'id' | 'label'> {
    return { id: `${this.#session.connection.id}/built-in/${name}`, label };
  }

  async #mine() {
    const me = await this.#me();
    return me === undefined ? undefined : openIssuesOf(me);
  }

  #query(row: QueryRow): QueryNode {
    const node = this.#queries.get(row.id) ?? new QueryNode(this.#session, row, this.#issue);
    this.#queries.set(row.id, node);
    return node;
  }

  readonly #issue = (issue: Issue, parent: TreeNode): IssueNode => {
    const key = `${parent.id}/${issue.id}`;
    const node = this.#issues.get(key) ?? new IssueNode(this.#session, issue, parent);
    node.update(issue);
    this.#issues.set(key, node);
    return node;
  };
}

function known(query: NonNullable<QueryRow['query']>): Pick<QueryRow, 'find' | 'query'> {
  return { query, find: async () => query };
}
