import type { BrokenItem, Page } from '../../api/pages.ts';
import { Emitter } from '../../shared/event.ts';

/** Fetches the page after `cursor`; undefined asks for the first. */
export type FetchPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>;

/** Age up to which a list counts as fresh, milliseconds. */
const freshMs = 60_000;

/**
 * A list that arrives page by page and stays shown while it is fetched again.
 *
 * One request is under way at a time: callers that ask for the same thing share it. A refresh fetches as many pages as
 * were loaded and replaces the items only once all have arrived, so that a failed refresh loses nothing.
 */
export class PagedList<T extends { readonly id: string }> {
  readonly #fetch: FetchPage<T>;
  readonly #changed = new Emitter<string | null>();
  /** Fires with the id of an item that changed in its place, with null when anything else did. */
  readonly onDidChange = this.#changed.event;
  #items: readonly T[] = [];
  #broken: readonly BrokenItem[] = [];
  #nextCursor: string | null = null;
  #pages = 0;
  /** The ids of some items, kept from one page to the next: to collect them again would cost more with every page. */
  #known: { readonly items: readonly T[]; readonly ids: Set<string> } = { items: [], ids: new Set() };
  #error: unknown = undefined;
  readonly #now: () => number;
  /** Time of the request for the first page, milliseconds. */
  #askedAt = -Infinity;
  #running:
    | { readonly what: 'load' | 'more'; readonly promise: Promise<void>; readonly abort: AbortController }
    | undefined;

  /** @param now the time in milliseconds */
  constructor(fetch: FetchPage<T>, now: () => number = Date.now) {
    this.#fetch = fetch;
    this.#now = now;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** Items of the loaded pages that could not be read. */
  get broken(): readonly BrokenItem[] {
    return this.#broken;
  }

  get loaded(): boolean {
    return this.#pages > 0;
  }

  get hasMore(): boolean {
    return this.#nextCursor !== null;
  }

  get loading(): boolean {
    return this.#running !== undefined;
  }

  /** Error of the last request; undefined once one succeeds. */
  get error(): unknown {
    return this.#error;
  }

  /** True when there is something to show: items, or an error that no request under way is about to replace. */
  get isSettled(): boolean {
    return this.loaded || (this.#error !== undefined && !this.loading);
  }

  /** True when the list is fresh and complete: read to its end, every item readable, and no request failed since. */
  get isWhole(): boolean {
    const isRead = this.loaded && !this.hasMore && this.#broken.length === 0 && this.#error === undefined;
    return isRead && this.#now() - this.#askedAt < freshMs;
  }

  /** Loads the first page, or as many pages as were loaded before. Resolves also when it fails: see `error`. */
  load(): Promise<void> {
    return this.#run('load', (signal) => this.#loadPages(signal));
  }

  /**
   * Fetches the first pages again without being asked to, at most `limit`, and tells only when something has changed.
   * While more was loaded, `merge` says what stays of that; a failure is kept in `error` as ever.
   */
  async refreshQuietly(
    limit: number,
    merge: (loaded: readonly T[], newest: readonly T[]) => readonly T[],
  ): Promise<void> {
    if (this.#running !== undefined) return this.#running.promise;
    if (this.#pages <= limit) return this.#run('load', (signal) => this.#loadPages(signal), true);
    return this.#run(
      'load',
      async (signal) => {
        const { items } = await this.#walk(limit, signal);
        this.#items = unique(merge(this.#items, items));
      },
      true,
    );
  }

  /** Forgets what is loaded, for a list that is asked for something else from now on. Does not fetch. */
  reset(): void {
    this.#running?.abort.abort();
    this.#running = undefined;
    this.#items = [];
    this.#broken = [];
    this.#nextCursor = null;
    this.#pages = 0;
    this.#error = undefined;
    this.#changed.fire(null);
  }

  /** Loads one page more; while the list is fetched again, after that. */
  more(): Promise<void> {
    if (this.#running?.what === 'load') return this.#running.promise.then(() => this.more());
    if (this.#nextCursor === null) return Promise.resolve();
    const cursor = this.#nextCursor;
    return this.#run('more', async (signal) => {
      const page = await this.#fetch(cursor, signal);
      signal.throwIfAborted();
      this.#append(page.items);
      this.#broken = [...this.#broken, ...page.broken];
      this.#nextCursor = nextOf(page, cursor) ?? null;
      this.#pages += 1;
    });
  }

  /**
   * Loads pages until there is none left or `limit` pages are loaded. An error stops it and stays until somebody asks
   * for `load`: what is drawn again because of an error must not ask again by itself.
   */
  async all(limit: number): Promise<void> {
    if (!this.loaded && this.#error === undefined) await this.load();
    while (this.#nextCursor !== null && this.#pages < limit && this.#error === undefined) await this.more();
  }

  /** Puts an item in place of the one with its id, or at the front when there is none. */
  put(item: T): void {
    const found = this.#items.some(({ id }) => id === item.id);
    this.#items = found ? this.#items.map((old) => (old.id === item.id ? item : old)) : [item, ...this.#items];
    this.#changed.fire(found ? item.id : null);
  }

  remove(id: string): void {
    this.#items = this.#items.filter((item) => item.id !== id);
    this.#changed.fire(null);
  }

  /** Stops the request under way; what is loaded stays. */
  cancel(): void {
    this.#running?.abort.abort();
  }

  async #loadPages(signal: AbortSignal): Promise<void> {
    const askedAt = this.#now();
    const { items, broken, cursor, pages } = await this.#walk(Math.max(1, this.#pages), signal);
    this.#items = unique(items);
    this.#broken = broken;
    this.#nextCursor = cursor ?? null;
    this.#pages = pages;
    this.#askedAt = askedAt;
  }

  #append(page: readonly T[]): void {
    const { items, ids } = this.#known;
    const known = items === this.#items ? ids : new Set(this.#items.map(({ id }) => id));
    const before = known.size;
    for (const { id } of page) known.add(id);
    const all = [...this.#items, ...page];
    this.#items = known.size === before + page.length ? all : unique(all);
    this.#known = { items: this.#items, ids: known };
  }

  /** The first pages, `wanted` or as many as there are. */
  async #walk(wanted: number, signal: AbortSignal) {
    const items: T[] = [];
    const broken: BrokenItem[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await this.#fetch(cursor, signal);
      signal.throwIfAborted();
      items.push(...page.items);
      broken.push(...page.broken);
      cursor = nextOf(page, cursor);
      pages += 1;
    } while (cursor !== undefined && pages < wanted);
    return { items, broken, cursor, pages };
  }

  #run(what: 'load' | 'more', work: (signal: AbortSignal) => Promise<void>, quiet = false): Promise<void> {
    const running = this.#running;
    if (running !== undefined) {
      // A refresh asked for while a page is loading follows it; anything else shares what is under way.
      return running.what === what ? running.promise : running.promise.then(() => this.load());
    }
    const abort = new AbortController();
    const before = quiet ? this.#shown() : undefined;
    // After a reset, what was under way has nothing to say any more.
    const current = (): boolean => this.#running?.abort === abort;
    const promise = work(abort.signal)
      .then(
        () => {
          if (current()) this.#error = undefined;
        },
        (error: unknown) => {
          if (current()) this.#error = error;
        },
      )
      .finally(() => {
        if (!current()) return;
        this.#running = undefined;
        if (before === undefined || before !== this.#shown()) this.#changed.fire(null);
      });
    this.#running = { what, promise, abort };
    if (!quiet) this.#changed.fire(null);
    return promise;
  }

  /** All that a reader of the list can see, to compare. */
  #shown(): string {
    return JSON.stringify([this.#items, this.#broken, this.#nextCursor === null, this.#error !== undefined]);
  }
}

/** A server that names the same cursor again would never end: that is the last page (List Categories shows one). */
function nextOf(page: Page<unknown>, cursor: string | undefined): string | undefined {
  return page.nextCursor === null || page.nextCursor === cursor ? undefined : page.nextCursor;
}

/** A list that changes between two pages repeats items; the later page is the newer state. */
function unique<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
