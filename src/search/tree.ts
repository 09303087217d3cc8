import * as vscode from 'vscode';
import { onDidChangeCallCache } from '../editor/call-cache-setting.ts';
import { forDisplay } from '../editor/privacy.ts';
import type { Services } from '../editor/services.ts';
import { ActionNode } from '../editor/trees/action-node.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { SessionTree } from '../editor/trees/session-tree.ts';
import { Emitter } from '../shared/event.ts';
import type { Session } from '../triage/sessions/session.ts';
import { type CallSearch, LastSearch } from './last-search.ts';
import { FoundCallNode } from './nodes/found-call-node.ts';
import { MoreCallsNode } from './nodes/more-calls-node.ts';
import { searchWords, unsearchedCalls } from './search-words.ts';

/** States of the view: it shows a search, or there is none. */
type SearchState = 'none' | 'ready';

/** The messages that the last search has found, by call, and how to search more calls. */
export class SearchTree extends SessionTree<SearchState> {
  readonly #last: LastSearch;
  readonly #described = new Emitter<string>();
  /** Fires with what stands above the rows. */
  readonly onDidDescribe = this.#described.event;
  #drawn: CallSearch | undefined;
  /** The rows of the result that was drawn last, kept while it is shown. */
  #calls: readonly FoundCallNode[] = [];

  constructor(services: Services, view: vscode.TreeView<TreeNode>) {
    super(services, 'callTriage.searchState', view);
    this.#last = services.once(LastSearch);
    this.#last.onDidChange(() => this.redraw());
    services.context.subscriptions.push(onDidChangeCallCache(() => this.redraw()));
  }

  /** The first row, of a message if there is one. */
  override async find(): Promise<TreeNode | undefined> {
    const [row] = await this.children();
    return row instanceof FoundCallNode ? row.children()[0] : row;
  }

  protected override follow(session: Session) {
    // The message counts the listed calls that were not searched.
    return [session.calls.onDidChange(() => this.redraw())];
  }

  protected override isLoaded(): boolean {
    return true;
  }

  protected override async load(): Promise<void> {
    // Only the command searches.
  }

  protected override stateOf(session: Session | undefined): SearchState {
    return session !== undefined && this.#last.result?.session === session ? 'ready' : 'none';
  }

  protected override rows(session: Session | undefined): TreeNode[] {
    const { result } = this.#last;
    const shown = result?.session === session ? result : undefined;
    this.#described.fire(shown === undefined ? '' : forDisplay(searchWords(shown)));
    const id = session?.connection.id ?? '';
    if (this.#drawn !== shown) this.#calls = (shown?.search.found ?? []).map((call) => new FoundCallNode(id, call));
    this.#drawn = shown;
    if (shown === undefined) return [];
    const more = unsearchedCalls(shown);
    return [
      ...this.#calls,
      ...(more === 0 ? [] : [new MoreCallsNode(id, shown.search.text, more)]),
      ...(this.services.callCache.isOn ? [] : [cacheRow()]),
    ];
  }
}

function cacheRow(): TreeNode {
  return new ActionNode(undefined, {
    kind: 'call-cache',
    label: vscode.l10n.t('Turn On Call Cache…'),
    icon: 'database',
    command: 'callTriage.toggleCallCache',
    title: vscode.l10n.t('Toggle Call Cache'),
  });
}
