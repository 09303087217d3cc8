import type { CallSummary } from '../../api/bland/calls.ts';
import type { BlandApi } from '../../api/index.ts';
import { type CallFilter, hasText, serviceFilters } from './filter.ts';
import { mergedPage } from './pages.ts';
import { Emitter } from '../../shared/event.ts';
import type { ReviewedCalls } from '../review/marks.ts';
import { PagedList } from '../issues/paged-list.ts';

/** A call of the list, with its id under the name that lists know items by. */
export type RecentCall = CallSummary & { readonly id: string };

/** How the loaded calls are grouped. */
export type CallGrouping = 'none' | 'agent';

const pageSize = 50;

/** The recent calls of one connection, as far as they are loaded. */
export class CallStore {
  readonly #api: BlandApi;
  readonly #reviewed: ReviewedCalls | undefined;
  readonly #changed = new Emitter<void>();
  /** Fires when the list or the filter changed. */
  readonly onDidChange = this.#changed.event;
  readonly #agentOf: (call: CallSummary) => string | null;
  #filter: CallFilter = {};
  #groupBy: CallGrouping = 'none';
  #list: PagedList<RecentCall>;

  /**
   * @param agentOf the agent of a call as far as it is known
   * @param reviewed the calls of this connection that were reviewed on this machine
   */
  constructor(api: BlandApi, agentOf: (call: CallSummary) => string | null = () => null, reviewed?: ReviewedCalls) {
    this.#api = api;
    this.#agentOf = agentOf;
    this.#reviewed = reviewed;
    reviewed?.onDidChange(() => this.#changed.fire());
    this.#list = this.#listOf({});
  }

  /** The calls that the filter's part for the service gives (List Calls), newest first. */
  get list(): PagedList<RecentCall> {
    return this.#list;
  }

  /** The loaded calls that match what only loaded calls can be filtered by. */
  get shown(): readonly RecentCall[] {
    const { agentId, reviewed } = this.#filter;
    return this.#list.items.filter(
      (call) =>
        hasText(call, this.#filter) &&
        (agentId === undefined || this.#agentOf(call) === agentId) &&
        (reviewed === undefined || this.isReviewed(call.id) === reviewed),
    );
  }

  /** The loaded calls that match, by agent; those of none that is known under an empty id. */
  get byAgent(): ReadonlyMap<string, readonly RecentCall[]> {
    return Map.groupBy(this.shown, (call) => this.#agentOf(call) ?? '');
  }

  /** Returns whether a call was reviewed on this machine. */
  isReviewed(callId: string): boolean {
    return this.#reviewed?.has(callId) === true;
  }

  get groupBy(): CallGrouping {
    return this.#groupBy;
  }

  set groupBy(by: CallGrouping) {
    this.#groupBy = by;
    this.#changed.fire();
  }

  get filter(): CallFilter {
    return this.#filter;
  }

  /** Narrows the list. Fetches nothing; when only text or agent differ, what is loaded stays. */
  set filter(filter: CallFilter) {
    const sameList = JSON.stringify(serviceFilters(filter)) === JSON.stringify(serviceFilters(this.#filter));
    this.#filter = filter;
    if (!sameList) {
      this.#list.cancel();
      this.#list = this.#listOf(filter);
    }
    this.#changed.fire();
  }

  /** Fetches again what was loaded, or failed to load. */
  async refresh(): Promise<void> {
    if (this.#list.loaded || this.#list.error !== undefined) await this.#list.load();
  }

  dispose(): void {
    this.#list.cancel();
    this.#changed.dispose();
  }

  #listOf(filter: CallFilter): PagedList<RecentCall> {
    const filters = serviceFilters(filter);
    const list = new PagedList<RecentCall>(async (cursor, signal) => {
      const fetched = mergedPage(filters, cursor, pageSize, (asked, place) =>
        this.#api.calls.list(asked, { cursor: place, limit: pageSize, signal }),
      );
      const [page] = await Promise.all([fetched, this.#reviewed?.load()]);
      return { ...page, items: page.items.map((call) => ({ ...call, id: call.call_id })) };
    });
    list.onDidChange(() => {
      if (list === this.#list) this.#changed.fire();
    });
    return list;
  }
}
