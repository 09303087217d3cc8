import type { CallFilter, CallSummary } from '../../api/bland/calls.ts';
import type { BrokenItem, Page } from '../../api/pages.ts';
import { parseTime } from '../../shared/time.ts';

/** One page of List Calls; the cursor is the index where it begins. */
export type FetchCalls = (filter: CallFilter, cursor: string | undefined) => Promise<Page<CallSummary>>;

/** Index at which each list goes on; null for one that has ended. */
type Places = readonly (number | null)[];

/**
 * A page of several lists of calls as of one, newest first. The cursor is made here: each list's own place, as `12+0+-`, where a
 * dash says that it has ended. A call that is in two lists comes twice.
 *
 * @param size calls per page, at most; also what each list is asked for
 */
export async function mergedPage(
  filters: readonly CallFilter[],
  cursor: string | undefined,
  size: number,
  fetch: FetchCalls,
): Promise<Page<CallSummary>> {
  const places = readCursor(cursor, filters.length);
  const lists = await Promise.all(
    filters.map(async (filter, list) => {
      const place = places[list] ?? null;
      return place === null ? emptyList : toEntries(await fetch(filter, place === 0 ? undefined : String(place)));
    }),
  );
  const taken = lists.map(() => 0);
  const items: CallSummary[] = [];
  const broken: BrokenItem[] = [];
  for (let position = 0; position < size; position += 1) {
    const list = newest(lists, taken);
    const entry = list === undefined ? undefined : lists[list]?.entries[taken[list] ?? 0];
    if (list === undefined || entry === undefined) break;
    taken[list] = (taken[list] ?? 0) + 1;
    if ('call' in entry) items.push(entry.call);
    else broken.push({ ...entry.broken, position });
  }
  const next = lists.map(({ entries, more }, list): number | null => {
    const count = taken[list] ?? 0;
    return count < entries.length || more ? (places[list] ?? 0) + count : null;
  });
  return { items, broken, nextCursor: next.every((place) => place === null) ? null : writeCursor(next) };
}

interface Entries {
  readonly entries: readonly Entry[];
  /** The service has more of this list than it was asked for. */
  readonly more: boolean;
}

/** An entry of a list with the time it is sorted by. One that cannot be read has the time of the call before it. */
type Entry = { readonly at: number } & ({ readonly call: CallSummary } | { readonly broken: BrokenItem });

const emptyList: Entries = { entries: [], more: false };

function toEntries({ items, broken, nextCursor }: Page<CallSummary>): Entries {
  const bad = new Map(broken.map((one) => [one.position, one]));
  const calls = items[Symbol.iterator]();
  let at = Infinity;
  const entries = Array.from({ length: items.length + broken.length }, (_, position): Entry | undefined => {
    const wrong = bad.get(position);
    if (wrong !== undefined) return { at, broken: wrong };
    const { value: call } = calls.next();
    if (call === undefined) return undefined;
    // Without a time of its own a call stays behind the one before it.
    at = parseTime(call.created_at) ?? at;
    return { at, call };
  });
  return { entries: entries.filter((entry) => entry !== undefined), more: nextCursor !== null };
}

/** The list whose next entry is the newest; undefined when none has one. */
function newest(lists: readonly Entries[], taken: readonly number[]): number | undefined {
  let best: { readonly list: number; readonly at: number } | undefined;
  for (const [list, { entries }] of lists.entries()) {
    const at = entries[taken[list] ?? 0]?.at;
    if (at !== undefined && (best === undefined || at > best.at)) best = { list, at };
  }
  return best?.list;
}

function readCursor(cursor: string | undefined, count: number): Places {
  if (cursor === undefined) return Array.from({ length: count }, () => 0);
  return cursor.split('+').map((place) => (place === '-' ? null : Number(place)));
}

function writeCursor(places: Places): string {
  return places.map((place) => place ?? '-').join('+');
}
