import * as z from 'zod/mini';
import { Emitter, type Event } from '../../shared/event.ts';
import type { Database } from '../../storage/database.ts';
import { KeyValueStore, keyOf } from '../key-value-store.ts';

/** The reviewed calls of one connection. */
export interface ReviewedCalls {
  readonly onDidChange: Event<void>;
  has(callId: string): boolean;
  load(): Promise<void>;
}

/** @param connection its `connectionKey` */
export function reviewedCalls(marks: ReviewMarks, connection: string): ReviewedCalls {
  return {
    onDidChange: marks.onDidChange,
    has: (callId) => marks.has(connection, callId),
    load: () => marks.load(),
  };
}

/** The calls that were reviewed on this machine, by any window. The service has no such mark. */
export class ReviewMarks {
  readonly #database: Database;
  readonly #stored: KeyValueStore<true>;
  readonly #changed = new Emitter<void>();
  /** Fires when a call is marked or unmarked, also in another window. */
  readonly onDidChange = this.#changed.event;
  #marked: ReadonlySet<string> = new Set();
  #loading: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#stored = new KeyValueStore(database, 'reviewed', z.literal(true));
  }

  /** Reads the marks, once; from then on they follow those of other windows. Never rejects: unread marks are none. */
  load(): Promise<void> {
    this.#loading ??= this.#read().then(() => {
      this.#database.onDidChangeElsewhere(() => void this.#read());
    });
    return this.#loading;
  }

  /** Returns whether a call is marked, as far as marks are loaded. @param connection its `connectionKey` */
  has(connection: string, callId: string): boolean {
    return this.#marked.has(keyOf(connection, callId));
  }

  /** Marks or unmarks calls. @param connection its `connectionKey` @throws StorageError; then none counts as changed */
  async set(connection: string, callIds: readonly string[], isReviewed: boolean): Promise<void> {
    const keys = callIds.map((callId) => keyOf(connection, callId));
    await Promise.all(keys.map((key) => (isReviewed ? this.#stored.set(key, true) : this.#stored.delete(key))));
    const marked = new Set(this.#marked);
    for (const key of keys) {
      if (isReviewed) marked.add(key);
      else marked.delete(key);
    }
    this.#use(marked);
  }

  async #read(): Promise<void> {
    const all = await this.#stored.all().catch(() => undefined);
    if (all !== undefined) this.#use(new Set(all.map(([key]) => key)));
  }

  #use(marked: ReadonlySet<string>): void {
    const before = this.#marked;
    this.#marked = marked;
    if (before.size !== marked.size || [...marked].some((key) => !before.has(key))) this.#changed.fire();
  }
}
