import { badRequest } from '../http/answers.ts';

/** An item's place in the order of a list, compared part by part. */
export type Key = readonly (string | number)[];

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Returns one page of a list by keyset: a cursor holds the key of the last item before it, so that items added or removed
 * between two pages neither repeat nor hide others.
 * @param name of the list and its order; cursors of another are refused
 * @param keyOf must be different for any two items
 * @param direction 1 ascending, -1 descending
 * @throws Refusal 400 `bad_request` for an invalid cursor
 */
export function pageOf<Item>(
  all: readonly Item[],
  request: PageRequest,
  name: string,
  keyOf: (item: Item) => Key,
  direction: 1 | -1 = 1,
): Page<Item> {
  const after = request.cursor === undefined ? undefined : decode(request.cursor, name);
  const keyed = all
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || direction * compare(key, after) > 0)
    .sort((a, b) => direction * compare(a.key, b.key));
  const page = keyed.slice(0, request.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    next_cursor: last !== undefined && keyed.length > page.length ? encode(name, last.key) : null,
  };
}

function compare(a: Key, b: Key): number {
  for (const [position, left] of a.entries()) {
    const right = b[position];
    if (right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}

const encode = (name: string, key: Key): string => Buffer.from(JSON.stringify([name, ...key])).toString('base64url');

function decode(cursor: string, name: string): Key {
  const refusal = badRequest('cursor: is not one that this list gave');
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refusal;
  }
  if (!Array.isArray(value) || value[0] !== name) throw refusal;
  const key: Key = value.slice(1).filter((part) => typeof part === 'string' || typeof part === 'number');
  if (key.length === 0 || key.length !== value.length - 1) throw refusal;
  return key;
}
