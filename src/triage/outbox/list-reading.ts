import * as z from 'zod/mini';
import { type Page, type PageOptions, pages } from '../../api/pages.ts';
import { DoubtError } from './errors.ts';
import type { ChangeState } from './kind.ts';

/** The largest page of the service, items. */
const pageSize = 100;

/** Pages that are read at most to find one write. */
const maxPages = 20;

type FetchPage<T> = (page: PageOptions) => Promise<Page<T>>;

/** A baseline with fewer ids was the whole list: a new item may stand anywhere among them. */
const shortListLength = 20;

/** A list as far as it was read. */
export interface ListReading<T> {
  readonly items: readonly T[];
  /** Ids of the items, and of those that cannot be read. */
  readonly ids: readonly string[];
  /** Ids of items that cannot be read; null for one without an id. */
  readonly unreadable: readonly (string | null)[];
  /** False when the list was cut short. */
  readonly isComplete: boolean;
}

/** Reads a list to its end. @throws ServiceError */
export function readAll<T extends { readonly id: string }>(
  fetchPage: FetchPage<T>,
  signal: AbortSignal,
): Promise<ListReading<T>> {
  return read(fetchPage, signal, () => false);
}

/**
 * Reads a list that comes newest first.
 *
 * @param baseline ids of old items: the list is read until one of them; undefined reads the first page
 * @throws ServiceError
 */
export async function readNewest<T extends { readonly id: string }>(
  fetchPage: FetchPage<T>,
  baseline: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): Promise<ListReading<T>> {
  const list = await read(fetchPage, signal, (ids) => baseline === undefined || ids.some((id) => baseline.has(id)));
  if (baseline === undefined || baseline.size < shortListLength) return list;
  // When an item is removed, an old one that was beyond the first page moves up to it, and is not in the baseline.
  const oldest = list.items.findLastIndex(({ id }) => baseline.has(id));
  return oldest < 0 ? list : { ...list, items: list.items.slice(0, oldest + 1) };
}

async function read<T extends { readonly id: string }>(
  fetchPage: FetchPage<T>,
  signal: AbortSignal,
  isEnough: (ids: readonly string[]) => boolean,
): Promise<ListReading<T>> {
  const items: T[] = [];
  const unreadable: (string | null)[] = [];
  const walk = pages((cursor) => fetchPage({ cursor, limit: pageSize, signal }), { signal, maxPages });
  for (let step = await walk.next(); ; step = await walk.next()) {
    if (step.done === true) return readingOf(items, unreadable, step.value.complete);
    items.push(...step.value.items);
    unreadable.push(...step.value.broken.map(({ id }) => id));
    if (isEnough(step.value.items.map(({ id }) => id))) return readingOf(items, unreadable, true);
  }
}

function readingOf<T extends { readonly id: string }>(
  items: readonly T[],
  unreadable: readonly (string | null)[],
  isComplete: boolean,
): ListReading<T> {
  const ids = [...items.map(({ id }) => id), ...unreadable.filter((id) => id !== null)];
  return { items, ids, unreadable, isComplete };
}

type Readability = Pick<ListReading<unknown>, 'unreadable' | 'isComplete'>;

/** State of a change that cannot be told from what was read: a person decides. */
export function unclearState(): ChangeState<never, never> {
  return { at: 'elsewhere', error: new DoubtError('unclear') };
}

/** Tells whether an id that was not read is certainly not on the list. */
export function isAbsenceCertain({ unreadable, isComplete }: Readability): boolean {
  return isComplete && !unreadable.includes(null);
}

const unreadableSchema = z.array(z.nullable(z.string()));

/**
 * State of a change that makes an object, when that is not among the readable items of a list.
 *
 * @param baseline the unreadable items before anything was sent: the object is none of them
 */
export function absentState({ unreadable, isComplete }: Readability, baseline: unknown): ChangeState<never, never> {
  const old = unreadableSchema.safeParse(baseline).data ?? [];
  const areAllOld = unreadable.length <= old.length && unreadable.every((id) => old.includes(id));
  return isComplete && areAllOld ? { at: 'baseline', baseline: old } : unclearState();
}
