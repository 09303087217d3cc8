import * as vscode from 'vscode';
import { ContextKey } from '../editor/context-key.ts';
import { forDisplay } from '../editor/privacy.ts';
import type { Services } from '../editor/services.ts';
import { failure, remainder } from '../editor/trees/list-nodes.ts';
import { listState, type ListState } from '../editor/trees/list-state.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { SessionTree } from '../editor/trees/session-tree.ts';
import { agentWords } from '../editor/words/agents.ts';
import { Emitter } from '../shared/event.ts';
import { countOf } from '../triage/issues/queries.ts';
import { agentFacts } from '../triage/agents/agent-facts.ts';
import type { RecentCall } from '../triage/calls/store.ts';
import type { Session } from '../triage/sessions/session.ts';
import { CallGroupNode } from './call-group-node.ts';
import { CallNode } from './call-node.ts';
import { filterMessage } from './filter-words.ts';

/** The view's id. */
const viewId = 'callTriage.calls';

/** States of the calls view; `filtered`: nothing passes the filter. */
type CallsState = ListState | 'filtered';

/** The recent calls of the active connection, newest first, loaded when the view is looked at. */
export class CallsTree extends SessionTree<CallsState> {
  readonly #described = new Emitter<{ readonly message: string; readonly description: string }>();
  /** Fires with what stands above the rows, the filter in words, and beside the title, how many were reviewed. */
  readonly onDidDescribe = this.#described.event;
  readonly #filtered = new ContextKey<boolean>('callTriage.callsFiltered');
  /** Nodes by id, kept over refreshes: the view knows a row again by its node. */
  readonly #nodes = new Map<string, CallNode>();
  readonly #groups = new Map<string, CallGroupNode>();

  constructor(services: Services, view: vscode.TreeView<TreeNode>) {
    super(services, 'callTriage.callsState', view);
  }

  protected override follow(session: Session) {
    this.#nodes.clear();
    this.#groups.clear();
    const redraw = (): void => this.redraw();
    // A row names the issues that hold its call.
    return [
      session.calls.onDidChange(redraw),
      session.issues.onDidChange(redraw),
      session.agentDirectory.onDidChange(redraw),
    ];
  }

  protected override isLoaded({ calls: { list } }: Session): boolean {
    return list.isSettled;
  }

  protected override async load(session: Session): Promise<void> {
    const { calls } = session;
    const { list } = calls;
    this.#describe(session);
    await list.load();
    // While it loaded the user may have filtered otherwise, which makes another list.
    if (list !== calls.list && !this.isLoaded(session)) await this.load(session);
  }

  protected override stateOf(session: Session): CallsState {
    const { list, filter, shown: calls } = session.calls;
    const state = listState(list, calls.length > 0 || list.broken.length > 0 || list.hasMore);
    return state === 'empty' && Object.keys(filter).length > 0 ? 'filtered' : state;
  }

  protected override rows(session: Session | undefined): TreeNode[] {
    this.#describe(session);
    if (session === undefined) return [];
    const { calls } = session;
    const state = this.stateOf(session);
    this.#filtered.set(Object.keys(calls.filter).length > 0);
    if (state === 'noKey' || state === 'offline') return [];
    const what = vscode.l10n.t('calls');
    return [
      ...failure(undefined, calls.list, what, viewId),
      ...this.#calls(session),
      ...remainder(undefined, calls.list, what, viewId),
    ];
  }

  #describe(session: Session | undefined): void {
    const message = session === undefined ? undefined : filterMessage(session);
    this.#described.fire({
      message: message === undefined ? '' : forDisplay(message),
      description: session === undefined ? '' : reviewedCount(session),
    });
  }

  /** The calls, in groups when the user wants them so. */
  #calls(session: Session): TreeNode[] {
    const { calls, connection, issues, agentDirectory } = session;
    const isByAgent = calls.groupBy === 'agent';
    // Who answered a call is asked for only where the rows depend on it.
    if (isByAgent || calls.filter.agentId !== undefined) {
      agentDirectory.want(calls.list.items.map((call) => agentFacts(call, issues)));
    }
    if (!isByAgent) return calls.shown.map((call) => this.#nodeOf(session, call));
    const agentOf = agentWords(session);
    const groups = [...calls.byAgent].map(([id, members]) => {
      const label = id === '' ? vscode.l10n.t('No agent') : agentOf(id);
      return { isNone: id === '', label, id, members };
    });
    return groups
      .toSorted((a, b) => Number(a.isNone) - Number(b.isNone) || a.label.localeCompare(b.label))
      .map(({ id, label, members }) => {
        const node = this.#groups.get(id) ?? new CallGroupNode(connection.id, id);
        this.#groups.set(id, node);
        const rows = members.map((call) => this.#nodeOf(session, call, node));
        return node.update({ label, rows, hasMore: calls.list.hasMore });
      });
  }

  #nodeOf(session: Session, call: RecentCall, parent?: TreeNode): CallNode {
    const id = `${parent?.id ?? ''}/${call.id}`;
    const node = this.#nodes.get(id) ?? new CallNode(session, call, parent);
    node.update(call);
    this.#nodes.set(id, node);
    return node;
  }
}

/** `3 of 50 reviewed`, among loaded calls; nothing until one is. */
function reviewedCount({ calls }: Session): string {
  const { items, hasMore } = calls.list;
  const reviewed = items.filter(({ id }) => calls.isReviewed(id)).length;
  return reviewed === 0 ? '' : vscode.l10n.t('{0} of {1} reviewed', reviewed, countOf(items.length, hasMore));
}
