/**
 * What the service has stored, with its past: a list that lags is one that is read as it was. Written from the service's
 * contract; knows nothing of the product.
 */

/** Who has made an object: `ours` through a request of a window, somebody else, or whoever came `before` the run. */
export type Maker = 'ours' | 'colleague' | 'sharer' | 'before';

export type Fields = Readonly<Record<string, unknown>>;
export type Collection =
  | 'issues'
  | 'flags'
  | 'links'
  | 'relations'
  | 'activity'
  | 'categories'
  | 'sessions'
  | 'numbers';

interface Version {
  readonly at: number;
  readonly fields: Fields;
  readonly by: Maker;
  /** The request that has made it, as `keyOf` names it; null for what no request of a window has made. */
  readonly key: string | null;
}

export interface Stored {
  readonly id: string;
  readonly collection: Collection;
  readonly issue: string | null;
  readonly by: Maker;
  readonly key: string | null;
  readonly author: string;
  readonly at: number;
  gone: number | null;
  /** The request that has taken it away. */
  goneBy: string | null;
  /** Oldest first; at least one. */
  readonly versions: Version[];
}

export interface Origin {
  readonly by: Maker;
  readonly key: string | null;
  readonly author: string;
}

export class Model {
  readonly objects: Stored[] = [];
  #lastId = 1000;

  add(collection: Collection, issue: string | null, fields: Fields, at: number, origin: Origin): Stored {
    this.#lastId += 1;
    const { by, key, author } = origin;
    const id = String(this.#lastId);
    const stored: Stored = { id, collection, issue, by, key, author, at, gone: null, goneBy: null, versions: [] };
    stored.versions.push({ at, fields, by, key });
    this.objects.push(stored);
    return stored;
  }

  change(stored: Stored, fields: Fields, at: number, origin: Origin): void {
    stored.versions.push({ at, fields: { ...fieldsAt(stored, at), ...fields }, by: origin.by, key: origin.key });
  }

  remove(stored: Stored, at: number, origin: Origin): void {
    stored.gone ??= at;
    stored.goneBy ??= origin.key ?? origin.by;
    if (stored.collection !== 'issues') return;
    for (const part of this.objects) if (part.issue === stored.id) part.gone ??= at;
  }

  /** What stood there at that time, oldest first. */
  list(collection: Collection, issue: string | null, at: number): Stored[] {
    return this.objects.filter(
      (one) => one.collection === collection && (issue === null || one.issue === issue) && standsAt(one, at),
    );
  }

  find(collection: Collection, id: string, at: number): Stored | undefined {
    return this.objects.find((one) => one.collection === collection && one.id === id && standsAt(one, at));
  }
}

function standsAt(stored: Stored, at: number): boolean {
  return stored.at <= at && (stored.gone === null || stored.gone > at);
}

export function fieldsAt(stored: Stored, at: number): Fields {
  return stored.versions.findLast((version) => version.at <= at)?.fields ?? {};
}
