import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { NetworkError, TimeoutError, UnauthorizedError } from '../api/errors.ts';
import type { Services } from '../editor/services.ts';
import { NoKeyError } from '../triage/errors.ts';
import { Emitter } from '../triage/event.ts';
import { flagsOf } from '../triage/flag-marks.ts';
import type { Session } from '../triage/session.ts';
import { issueTooltip } from './issue-look.ts';
import { IssueNode } from './nodes/issue-node.ts';
import { failure, remainder } from '../editor/tree/list-nodes.ts';
import type { TreeNode } from '../editor/tree/node.ts';
import { SettingNode } from './nodes/setting-node.ts';
import { ViewState } from './view-state.ts';

/** The issues of the active connection, as a tree that loads what is looked at. */
export class IssuesTree {
  readonly #services: Services;
  readonly #changed = new Emitter<TreeNode | undefined>();
  /** Fires with the node whose row or children changed, with undefined for all. */
  readonly onDidChange = this.#changed.event;
  readonly #connected = new Emitter<string>();
  /** Fires with the label of the connection whose issues are shown; empty when there is none. */
  readonly onDidConnect = this.#connected.event;
  readonly #state = new ViewState();
  /** One node per issue, kept over refreshes: the view knows a row again by its node. */
  readonly #issues = new Map<string, IssueNode>();
  #session: Session | undefined;
  #subscription: { dispose(): void } | undefined;

  constructor(services: Services) {
    this.#services = services;
    services.connections.onDidChange(({ connectionId }) => {
      if (connectionId === null) this.#changed.fire(undefined);
    });
  }

  /** The rows below a node, or those of the view. */
  async children(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) return node.children();
    const problems = this.#services.connections.read().problems.map((problem) => new SettingNode(problem));
    const session = this.#attend();
    if (session === undefined) return problems;
    const { list } = session.issues;
    if (!list.loaded && list.error === undefined) {
      this.#state.set('loading');
      await list.load();
      // While it loaded the user may have gone to another connection, whose list is on its way.
      if (session !== this.#session) return problems;
    }
    this.#state.set(stateOf(session));
    if (!list.loaded && hasWelcome(list.error)) return problems;
    const what = vscode.l10n.t('issues');
    const issues = list.items.map((issue) => this.#nodeOf(session, issue));
    return [...problems, ...failure(undefined, list, what), ...issues, ...remainder(undefined, list, what)];
  }

  /** The row with its tooltip, which is made when the pointer rests on it. */
  withTooltip(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node instanceof IssueNode && this.#session !== undefined) {
      const { flags } = this.#session.issues.contents(node.issueId);
      item.tooltip = issueTooltip(node.issue, flagsOf(node.issueId, flags.items, this.#session.outbox));
    }
    return item;
  }

  /** Follows the active connection: its session's changes redraw the rows concerned. */
  #attend(): Session | undefined {
    const { connections } = this.#services;
    const { active } = connections;
    this.#connected.fire(active?.label ?? '');
    if (active === undefined) {
      this.#leave();
      this.#state.set(connections.read().connections.length > 0 ? 'choose' : 'none');
      return undefined;
    }
    const session = this.#services.session();
    if (session === this.#session) return session;
    this.#leave();
    this.#session = session;
    this.#subscription = session.onDidChange(({ issueId }) => this.#redraw(session, issueId));
    return session;
  }

  #leave(): void {
    this.#subscription?.dispose();
    this.#subscription = undefined;
    this.#session = undefined;
    this.#issues.clear();
  }

  #redraw(session: Session, issueId: string | null): void {
    const node = issueId === null ? undefined : this.#issues.get(issueId);
    const issue = issueId === null ? undefined : session.issues.get(issueId);
    if (node === undefined || issue === undefined) {
      this.#changed.fire(undefined);
      return;
    }
    node.update(issue);
    this.#changed.fire(node);
  }

  #nodeOf(session: Session, issue: Issue): IssueNode {
    const node = this.#issues.get(issue.id) ?? new IssueNode(session, issue);
    node.update(issue);
    this.#issues.set(issue.id, node);
    return node;
  }
}

/** Problems that have a page of their own instead of a row: the view is empty, and a welcome says what to do. */
function hasWelcome(error: unknown): boolean {
  return error instanceof NoKeyError || error instanceof UnauthorizedError || isOffline(error);
}

function isOffline(error: unknown): boolean {
  return error instanceof NetworkError || error instanceof TimeoutError;
}

function stateOf(session: Session): Parameters<ViewState['set']>[0] {
  const { list } = session.issues;
  if (list.loaded) return list.items.length === 0 && list.broken.length === 0 ? 'empty' : 'ready';
  if (list.error instanceof NoKeyError) return list.error.boundTo === null ? 'noKey' : 'movedKey';
  if (list.error instanceof UnauthorizedError) return 'badKey';
  return isOffline(list.error) ? 'offline' : 'ready';
}
