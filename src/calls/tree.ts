import * as vscode from 'vscode';
import { ContextKey } from '../editor/context-key.ts';
import { onDidChangeMasked } from '../editor/masking.ts';
import { forDisplay } from '../editor/privacy.ts';
import type { Services } from '../editor/services.ts';
import { failure, remainder } from '../editor/trees/list-nodes.ts';
import { FollowedSession } from '../editor/trees/followed-session.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import type { RecentCall } from '../triage/calls/store.ts';
import { Emitter } from '../shared/event.ts';
import type { Session } from '../triage/sessions/session.ts';
import { CallNode } from './call-node.ts';
import { filterMessage } from './filter-words.ts';
import { type CallsState, stateOf } from './view-state.ts';

/** The view's id. */
const viewId = 'callTriage.calls';

/** The recent calls of the active connection, newest first, loaded when the view is looked at. */
export class CallsTree {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #described = new Emitter<string | undefined>();
  /** Fires with what stands above the rows: the filter in words; undefined when there is none. */
  readonly onDidDescribe = this.#described.event;
  readonly #state = new ContextKey<CallsState>('callTriage.callsState');
  readonly #filtered = new ContextKey<boolean>('callTriage.callsFiltered');
  /** One node per call, kept over refreshes: the view knows a row again by its node. */
  readonly #calls = new Map<string, CallNode>();
  readonly #followed: FollowedSession;

  constructor(services: Services) {
    const changed = (): void => this.#changed.fire();
    services.context.subscriptions.push(onDidChangeMasked(changed));
    this.#followed = new FollowedSession(services, changed, (session) => {
      this.#calls.clear();
      // A row names the issues that hold its call.
      return [session.calls.onDidChange(changed), session.issues.onDidChange(changed)];
    });
  }

  async children(): Promise<TreeNode[]> {
    const session = this.#followed.get();
    if (session === undefined) {
      this.#show('none', undefined);
      return [];
    }
    const { calls } = session;
    const { list } = calls;
    if (!list.loaded && list.error === undefined) {
      this.#show('loading', filterMessage(calls));
      await list.load();
      // While it loaded the user may have gone to another connection, or filtered otherwise.
      if (session !== this.#followed.get() || list !== calls.list) return this.children();
    }
    const state = stateOf(calls);
    this.#show(state, filterMessage(calls));
    this.#filtered.set(Object.keys(calls.filter).length > 0);
    if (state === 'noKey' || state === 'offline') return [];
    const what = vscode.l10n.t('calls');
    return [
      ...failure(undefined, list, what, viewId),
      ...calls.shown.map((call) => this.#nodeOf(session, call)),
      ...remainder(undefined, list, what, viewId),
    ];
  }

  #show(state: CallsState, message: string | undefined): void {
    this.#state.set(state);
    this.#described.fire(message === undefined ? undefined : forDisplay(message));
  }

  #nodeOf(session: Session, call: RecentCall): CallNode {
    const node = this.#calls.get(call.id) ?? new CallNode(session, call);
    node.update(call);
    this.#calls.set(call.id, node);
    return node;
  }
}
