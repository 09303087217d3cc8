import type { CallSummary } from '../../api/bland/calls.ts';
import type { BlandApi } from '../../api/index.ts';
import { type CallFilter, hasText, serviceFilters } from './filter.ts';
import { mergedPage } from './pages.ts';
import { Emitter } from '../../shared/event.ts';
import { PagedList } from '../issues/paged-list.ts';

/** A call of the list, with its id under the name that lists know items by. */
export type RecentCall = CallSummary & { readonly id: string };

/** How the loaded calls are grouped. */
export type CallGrouping = 'none' | 'agent';

const pageSize = 50;

/** The recent calls of one connection, as far as they are loaded. */
export class CallStore {
  readonly #api: BlandApi;
  readonly #changed = new Emitter<void>();
  /** Fires when the list or the filter changed. */
  readonly onDidChange = this.#changed.event;
  readonly #agentOf: (call: CallSummary) => string | null;
  #filter: CallFilter = {};
  #groupBy: CallGrouping = 'none';
  #list: PagedList<RecentCall>;

  /** @param agentOf the agent of a call as far as it is known */
  constructor(api: BlandApi, agentOf: (call: CallSummary) => string | null = () => null) {
    this.#api = api;
    this.#agentOf = agentOf;
    this.#list = this.#listOf({});
  }

  /** The calls that the filter's part for the service gives (List Calls), newest first. */
  get list(): PagedList<RecentCall> {
    return this.#list;
  }

  /** The loaded calls that match the filter's text and agent. */
  get shown(): readonly RecentCall[] {
    const { agentId } = this.#filter;
    const isOfAgent = (call: RecentCall): boolean => agentId === undefined || this.#agentOf(call) === agentId;
    return this.#list.items.filter((call) => hasText(call, this.#filter) && isOfAgent(call));
  }

  /** The loaded calls that match, by agent; those of none that is known under an empty id. */
  get byAgent(): ReadonlyMap<string, readonly RecentCall[]> {
    return Map.groupBy(this.shown, (call) => this.#agentOf(call) ?? '');
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
      const page = await mergedPage(filters, cursor, pageSize, (asked, place) =>
        this.#api.calls.list(asked, { cursor: place, limit: pageSize, signal }),
      );
      return { ...page, items: page.items.map((call) => ({ ...call, id: call.call_id })) };
    });
    list.onDidChange(() => {
      if (list === this.#list) this.#changed.fire();
    });
    return list;
  }
}
