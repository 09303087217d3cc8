import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { personWords } from '../editor/person-words.ts';
import { groupIssues } from '../triage/queries.ts';
import { readSavedQueries } from '../triage/saved-queries.ts';
import type { Session } from '../triage/session.ts';
import { groupId, GroupNode, type Groups } from './nodes/group-node.ts';
import { IssueNode } from './nodes/issue-node.ts';
import type { TreeNode } from '../editor/tree/node.ts';
import { QueryNode } from './nodes/query-node.ts';
import { QueryProblemNode } from './nodes/query-problem-node.ts';

/** The rows of one session, each kept over refreshes: the view knows a row again by its node. */
export class Rows {
  readonly #session: Session;
  /** By row: an issue has one under each group and query that it is shown in. */
  readonly #issues = new Map<string, IssueNode>();
  readonly #groups = new Map<string, GroupNode>();
  readonly #queries = new Map<string, QueryNode>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** The rows of an issue, with the newer state in them; none when it is not shown. */
  update(issue: Issue): readonly IssueNode[] {
    const rows = [...this.#issues.values()].filter(({ issueId }) => issueId === issue.id);
    for (const row of rows) row.update(issue);
    return rows;
  }

  /** The loaded issues, in their groups when there are any. */
  issues(): TreeNode[] {
    const { list, finding } = this.#session.issues;
    const { groupBy: by } = finding;
    if (by === 'none') return list.items.map((issue) => this.#issue(issue, undefined));
    const { length: loaded } = list.items;
    const personOf = personWords(this.#session);
    const groups: Groups = { connectionId: this.#session.connection.id, by, loaded, hasMore: list.hasMore, personOf };
    return groupIssues(list.items, by, by === 'assignee' ? personOf : undefined).map((group) => {
      const id = groupId(groups, group);
      const node = this.#groups.get(id) ?? new GroupNode(groups, group, this.#issue);
      node.update(groups, group);
      this.#groups.set(id, node);
      return node;
    });
  }

  /** The saved queries of the user's own settings, and what cannot be used of them. */
  queries(): TreeNode[] {
    const { queries, problems } = readSavedQueries(
      vscode.workspace.getConfiguration('callTriage').inspect('queries')?.globalValue,
    );
    const rows = queries.map((query) => {
      // By what it asks for, so that a changed query is another row; by its place, as two may ask for the same.
      const same = queries.filter((one) => one.label === query.label).indexOf(query);
      const id = `${this.#session.connection.id}/query/${same}/${JSON.stringify(query)}`;
      const node = this.#queries.get(id) ?? new QueryNode(this.#session, { query, id }, this.#issue);
      this.#queries.set(id, node);
      return node;
    });
    return [...problems.map((problem) => new QueryProblemNode(problem)), ...rows];
  }

  readonly #issue = (issue: Issue, parent: TreeNode | undefined): IssueNode => {
    const key = `${parent?.id ?? ''}/${issue.id}`;
    const node = this.#issues.get(key) ?? new IssueNode(this.#session, issue, parent);
    node.update(issue);
    this.#issues.set(key, node);
    return node;
  };
}
