import * as z from 'zod/mini';
import { type FetchPage, pages } from '../../api/pages.ts';
import { DoubtError } from '../errors.ts';
import type { Standing } from './kind.ts';

/** Pages of 100 that are read at most to find one write. */
const mostPages = 20;

/** Of fewer ids, the first page was the whole list: a new item may stand anywhere among them. */
const wholeList = 20;

/** A list as far as it was read: its items, every id, and what could not be read. */
export interface ListSight<T> {
  readonly items: readonly T[];
  readonly ids: readonly string[];
  readonly unreadable: readonly (string | null)[];
  readonly whole: boolean;
}

/** Reads a list to its end. @throws ServiceError */
export function readAll<T extends { readonly id: string }>(
  fetchPage: FetchPage<T>,
  signal: AbortSignal,
): Promise<ListSight<T>> {
  return read(fetchPage, signal, () => false);
}

/**
 * Reads a list that comes newest first.
 *
 * @param before ids that are old: it is read until one of them; undefined reads its first page
 * @throws ServiceError
 */
export async function readNewest<T extends { readonly id: string }>(
  fetchPage: FetchPage<T>,
  before: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): Promise<ListSight<T>> {
  const list = await read(fetchPage, signal, (ids) => before === undefined || ids.some((id) => before.has(id)));
  if (before === undefined || before.size < wholeList) return list;
  // After something was removed, the page shows what was beyond the first one before: older than all that was seen then.
  const oldest = list.items.findLastIndex(({ id }) => before.has(id));
  return oldest < 0 ? list : { ...list, items: list.items.slice(0, oldest + 1) };
}

async function read<T extends { readonly id: string }>(
  fetchPage: FetchPage<T>,
  signal: AbortSignal,
  isEnough: (ids: readonly string[]) => boolean,
): Promise<ListSight<T>> {
  const items: T[] = [];
  const unreadable: (string | null)[] = [];
  const walk = pages(fetchPage, { signal, maxPages: mostPages });
  for (let step = await walk.next(); ; step = await walk.next()) {
    if (step.done === true) return sightOf(items, unreadable, step.value.complete);
    items.push(...step.value.items);
    unreadable.push(...step.value.broken.map(({ id }) => id));
    if (isEnough(step.value.items.map(({ id }) => id))) return sightOf(items, unreadable, true);
  }
}

function sightOf<T extends { readonly id: string }>(
  items: readonly T[],
  unreadable: readonly (string | null)[],
  whole: boolean,
): ListSight<T> {
  const ids = [...items.map(({ id }) => id), ...unreadable.filter((id) => id !== null)];
  return { items, ids, unreadable, whole };
}

/** Where a change stands when what was read does not say it: a person decides. */
export function unclear(): Standing<never, never> {
  return { at: 'elsewhere', error: new DoubtError('unclear') };
}

/** Whether an id that is not among those of a list cannot be in what was not read of it. */
export function isGone({ unreadable, whole }: Pick<ListSight<unknown>, 'unreadable' | 'whole'>): boolean {
  return whole && !unreadable.includes(null);
}

const unreadableSchema = z.array(z.nullable(z.string()));

/**
 * Where a change stands that makes an object, when that is not among what could be read of a list.
 *
 * @param before the items that could not be read when nothing had been sent, which are the baseline: they are not it
 */
export function absent(
  { unreadable, whole }: Pick<ListSight<unknown>, 'unreadable' | 'whole'>,
  before: unknown,
): Standing<never, never> {
  const old = unreadableSchema.safeParse(before).data ?? [];
  const isOld = unreadable.length <= old.length && unreadable.every((id) => old.includes(id));
  return whole && isOld ? { at: 'baseline', baseline: old } : unclear();
}
