import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import { failure } from '../editor/trees/list-nodes.ts';
import { type ListTrouble, listTrouble } from '../editor/trees/list-trouble.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { SessionTree } from '../editor/trees/session-tree.ts';
import { Emitter } from '../shared/event.ts';
import { listedBy } from '../triage/issues/queries.ts';
import type { Session } from '../triage/sessions/session.ts';
import { currentUserId } from './ask-member.ts';
import { findingOf } from './finding.ts';
import { ConnectionProblemNode } from './nodes/setting-problem-node.ts';
import { Rows } from './rows.ts';

/**
 * What the issues view is about to show; the `when` clauses of its welcome texts in package.json read this.
 *
 * - `empty`: there is nothing; `noneOpen`: nothing that is open
 * - `filtered`: nothing passes the filters
 */
type IssuesState = ListTrouble | 'empty' | 'noneOpen' | 'filtered' | 'ready';

/** The issues of the active connection, as a tree that loads what is looked at. */
export class IssuesTree extends SessionTree<IssuesState> {
  readonly #shown = new Emitter<void>();
  /** Fires when the rows of the view, the connection or the way to look at it are others. */
  readonly onDidShow = this.#shown.event;
  /** Kept while another connection is shown. */
  readonly #kept = new WeakMap<Session, Rows>();
  #rows: Rows | undefined;
  #isEmpty = true;

  constructor(services: Services, view: vscode.TreeView<TreeNode>) {
    super(services, 'callTriage.issuesState', view);
  }

  /** The view has no rows, and shows a welcome instead. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  override async children(node?: TreeNode): Promise<TreeNode[]> {
    const rows = await super.children(node);
    if (node === undefined) {
      this.#isEmpty = rows.length === 0;
      this.#shown.fire();
    }
    return rows;
  }

  /** The row of an issue, or that of its evidence with this link. */
  override async find(issueId: string, linkId?: string): Promise<TreeNode | undefined> {
    if (this.#rows?.find(issueId) === undefined) await this.children();
    const row = this.#rows?.find(issueId);
    if (row === undefined || linkId === undefined) return row;
    const evidence = await row.children();
    return evidence.find((one) => 'linkId' in one && one.linkId === linkId) ?? row;
  }

  protected override follow(session: Session) {
    const rows = this.#kept.get(session) ?? new Rows(session, () => currentUserId(this.services, session));
    this.#kept.set(session, rows);
    this.#rows = rows;
    findingOf(this.services, session);
    this.#shown.fire();
    return [
      session.onDidChange(({ issueId }) => this.#redraw(session, rows, issueId)),
      // Rows of calls show their duration.
      session.calls.onDidChange(() => {
        if (!session.calls.list.loading) this.redraw();
      }),
      {
        dispose: () => {
          this.#rows = undefined;
        },
      },
    ];
  }

  protected override isLoaded({ issues: { list } }: Session): boolean {
    return list.isSettled;
  }

  protected override load({ issues: { list } }: Session): Promise<void> {
    return list.load();
  }

  protected override stateOf(session: Session): IssuesState {
    const { list, finding } = session.issues;
    if (list.loaded && list.items.length === 0 && list.broken.length === 0) {
      return ({ open: 'noneOpen', all: 'empty', filtered: 'filtered' } as const)[listedBy(finding.query)];
    }
    return list.loaded ? 'ready' : (listTrouble(list.error) ?? 'ready');
  }

  protected override rows(session: Session | undefined): TreeNode[] {
    const problems = this.services.connections.read().problems.map((problem) => new ConnectionProblemNode(problem));
    const rows = this.#rows;
    if (session === undefined || rows === undefined) return problems;
    const { list } = session.issues;
    // These have a page of their own instead of a row: the view is empty, and a welcome says what to do.
    if (!list.loaded && listTrouble(list.error) !== undefined) return problems;
    const failed = failure(undefined, list, vscode.l10n.t('issues'));
    // A list that is empty has a welcome, unless the user's own queries stand above it.
    const isEmpty = list.loaded && list.items.length === 0 && list.broken.length === 0 && !rows.hasOwnQueries;
    return isEmpty ? [...problems, ...failed] : [...problems, ...failed, ...rows.queries(), rows.list];
  }

  #redraw(session: Session, rows: Rows, issueId: string | null): void {
    const issue = issueId === null ? undefined : session.issues.get(issueId);
    const changed = issue === undefined ? [] : rows.update(issue);
    if (changed.length === 0) this.redraw();
    for (const row of changed) this.redraw(row);
  }
}
