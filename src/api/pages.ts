/**
 * One page of a list, as far as it could be read. `items` and `broken` together are all the service sent; what is beyond the
 * limit of a list is one broken item together.
 */
export interface Page<T> {
  readonly items: readonly T[];
  readonly broken: readonly BrokenItem[];
  /** Fetches the next page; null on the last one. Opaque. */
  readonly nextCursor: string | null;
}

/** An item that could not be read. It is shown as such: one broken item never hides the rest. */
export interface BrokenItem {
  /** Position among everything the page held, from zero. */
  readonly position: number;
  /** Its id, if that much could be read. */
  readonly id: string | null;
  /** Its short code such as `T-1042`, if it has one. */
  readonly code: string | null;
  /** The fault, in English, for the log and a tooltip: `title: expected string`. */
  readonly reason: string;
}

/** Options of every list. */
export interface PageOptions {
  readonly cursor?: string | undefined;
  /** Items per page. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type FetchPage<T> = (cursor: string | undefined) => Promise<Page<T>>;

export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Items after which the walk ends although there are more; default 1,000. */
  readonly maxPages?: number | undefined;
}

/** The end of a walk over pages. */
export interface WalkEnd {
  /** False when it stopped at `maxPages`. */
  readonly complete: boolean;
  /** The cursor of the next page; null when complete. */
  readonly nextCursor: string | null;
}

/**
 * Fetches page after page until the last one. A cursor that was used before ends it too: the service's own example of
 * List Categories shows a cursor on its last page, and a server that repeats itself must not keep us for ever.
 *
 * @throws what `fetchPage` throws; the signal's reason when it is aborted between two pages
 */
export async function* pages<T>(fetchPage: FetchPage<T>, options: WalkOptions = {}): AsyncGenerator<Page<T>, WalkEnd> {
  const { signal, maxPages = 1000 } = options;
  const used = new Set<string>();
  let cursor: string | undefined;
  for (let count = 0; count < maxPages; count += 1) {
    signal?.throwIfAborted();
    const page = await fetchPage(cursor);
    yield page;
    if (page.nextCursor === null || used.has(page.nextCursor)) return { complete: true, nextCursor: null };
    cursor = page.nextCursor;
    used.add(cursor);
  }
  return { complete: false, nextCursor: cursor ?? null };
}

/** Every item that could be read, over all pages; who needs the broken ones walks over `pages`. */
export async function* allItems<T>(fetchPage: FetchPage<T>, options: WalkOptions = {}): AsyncGenerator<T, WalkEnd> {
  const walk = pages(fetchPage, options);
  for (let step = await walk.next(); ; step = await walk.next()) {
    if (step.done === true) return step.value;
    yield* step.value.items;
  }
}
