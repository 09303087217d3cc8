/** A page of a list. `items` and `broken` together are all that the service sent; items beyond a limit are one broken item. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly broken: readonly BrokenItem[];
  /** Fetches the next page; null on the last one. Opaque. */
  readonly nextCursor: string | null;
}

/** An item that could not be read. */
export interface BrokenItem {
  /** Zero-based position on the page. */
  readonly position: number;
  /** Null if it could not be read. */
  readonly id: string | null;
  /** `T-1042`; null if it has none. */
  readonly code: string | null;
  /** In English, for the log and a tooltip: `title: expected string`. */
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
  /** Pages after which the walk ends even if there are more; default 1,000. */
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
 * Fetches all pages. Also ends at a cursor that was used before: the documented example of List Categories has a cursor on
 * its last page.
 *
 * @throws errors of `fetchPage`, and the signal's reason if it is aborted between two pages
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

/** Yields the items of all pages without the broken ones. */
export async function* allItems<T>(fetchPage: FetchPage<T>, options: WalkOptions = {}): AsyncGenerator<T, WalkEnd> {
  const walk = pages(fetchPage, options);
  for (let step = await walk.next(); ; step = await walk.next()) {
    if (step.done === true) return step.value;
    yield* step.value.items;
  }
}
