import * as vscode from 'vscode';
import { personWords } from '../editor/words/people.ts';
import { onDidChangeMasked } from '../editor/masking.ts';
import type { Services } from '../editor/services.ts';
import { Emitter } from '../shared/event.ts';
import { flagsOf } from '../triage/flags/marks.ts';
import { listedBy } from '../triage/issues/queries.ts';
import type { Session } from '../triage/sessions/session.ts';
import { currentUserId } from './ask-member.ts';
import { findingOf } from './finding.ts';
import { issueTooltip } from './issue-presentation.ts';
import { IssueNode } from './nodes/issue-node.ts';
import { failure } from '../editor/trees/list-nodes.ts';
import { listTrouble } from '../editor/trees/list-trouble.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { ConnectionProblemNode } from './nodes/setting-problem-node.ts';
import { Rows } from './rows.ts';
import { ViewState } from './view-state.ts';

/** The issues of the active connection, as a tree that loads what is looked at. */
export class IssuesTree {
  readonly #services: Services;
  readonly #changed = new Emitter<TreeNode | undefined>();
  /** Fires with the node whose row or children changed, with undefined for all. */
  readonly onDidChange = this.#changed.event;
  readonly #shown = new Emitter<void>();
  /** Fires when the rows of the view, the connection or the way to look at it are others. */
  readonly onDidShow = this.#shown.event;
  readonly #state = new ViewState();
  #rows: Rows | undefined;
  #empty = true;
  #session: Session | undefined;
  #subscription: { dispose(): void } | undefined;

  constructor(services: Services) {
    this.#services = services;
    services.context.subscriptions.push(onDidChangeMasked(() => this.redraw()));
    services.connections.onDidChange(({ connectionId }) => {
      if (connectionId === null) this.#changed.fire(undefined);
    });
  }

  /** The session whose issues are shown. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** Whether the view has no rows, and shows a welcome instead. */
  get isEmpty(): boolean {
    return this.#empty;
  }

  /** Draws all rows again, without asking the service. */
  redraw(): void {
    this.#changed.fire(undefined);
  }

  /** The rows below a node, or those of the view. */
  async children(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) return node.children();
    const rows = await this.#top();
    this.#empty = rows.length === 0;
    this.#shown.fire();
    return rows;
  }

  async #top(): Promise<TreeNode[]> {
    const problems = this.#services.connections.read().problems.map((problem) => new ConnectionProblemNode(problem));
    const session = this.#attend();
    const rows = this.#rows;
    if (session === undefined || rows === undefined) return problems;
    const { list } = session.issues;
    if (!list.loaded && list.error === undefined) {
      this.#state.set('loading');
      await list.load();
      // While it loaded the user may have gone to another connection, whose list is on its way.
      if (session !== this.#session) return problems;
    }
    this.#state.set(stateOf(session));
    // These have a page of their own instead of a row: the view is empty, and a welcome says what to do.
    if (!list.loaded && listTrouble(list.error) !== undefined) return problems;
    const what = vscode.l10n.t('issues');
    const failed = failure(undefined, list, what);
    // A list that is empty has a welcome, unless the user's own queries stand above it.
    const isEmpty = list.loaded && list.items.length === 0 && list.broken.length === 0 && !rows.hasOwnQueries;
    return isEmpty ? [...problems, ...failed] : [...problems, ...failed, ...rows.queries(), rows.list];
  }

  /** The row of an issue, if it is among those that are shown. */
  rowOf(issueId: string): TreeNode | undefined {
    const issue = this.#session?.issues.get(issueId);
    return issue === undefined ? undefined : this.#rows?.update(issue)[0];
  }

  /** The row with its tooltip, which is made when the pointer rests on it. */
  async withTooltip(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const session = this.#session;
    if (node instanceof IssueNode && session !== undefined) {
      const { issue, issueId } = node;
      const names = issue.owner_id !== null || issue.assignee_id !== null;
      if (names && issue.org_id !== null) await session.members.of(issue.org_id).catch(() => undefined);
      if (issue.flag_count > 0) await session.issues.loadFlags(issueId).catch(() => undefined);
      const { flags } = session.issues.contents(issueId);
      const shown = flagsOf(issueId, flags.items, session);
      item.tooltip = issueTooltip(issue, shown, personWords(session, issue.org_id));
    }
    return item;
  }

  /** Follows the active connection: its session's changes redraw the rows concerned. */
  #attend(): Session | undefined {
    const { connections } = this.#services;
    const { active } = connections;
    if (active === undefined) {
      this.#leave();
      this.#state.set(connections.read().connections.length > 0 ? 'choose' : 'none');
      return undefined;
    }
    const session = this.#services.session();
    if (session === this.#session) return session;
    this.#leave();
    this.#session = session;
    this.#rows = new Rows(session, () => currentUserId(this.#services, session));
    findingOf(this.#services, session);
    this.#shown.fire();
    const subscriptions = [
      session.onDidChange(({ issueId }) => this.#redraw(session, issueId)),
      // Rows of calls say how long those were.
      session.calls.onDidChange(() => {
        if (!session.calls.list.loading) this.redraw();
      }),
    ];
    this.#subscription = { dispose: () => subscriptions.forEach((one) => one.dispose()) };
    return session;
  }

  #leave(): void {
    this.#subscription?.dispose();
    this.#subscription = undefined;
    this.#session = undefined;
    this.#rows = undefined;
  }

  #redraw(session: Session, issueId: string | null): void {
    const issue = issueId === null ? undefined : session.issues.get(issueId);
    const rows = issue === undefined ? [] : (this.#rows?.update(issue) ?? []);
    if (rows.length === 0) this.#changed.fire(undefined);
    for (const row of rows) this.#changed.fire(row);
  }
}

function stateOf(session: Session): Parameters<ViewState['set']>[0] {
  const { list, finding } = session.issues;
  if (list.loaded && list.items.length === 0 && list.broken.length === 0) {
    return ({ open: 'noneOpen', all: 'empty', filtered: 'filtered' } as const)[listedBy(finding.query)];
  }
  return list.loaded ? 'ready' : (listTrouble(list.error) ?? 'ready');
}
