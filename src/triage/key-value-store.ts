import type * as z from 'zod/mini';
import type { Database, Row } from '../storage/database.ts';

/** Returns a key made of texts and ids: JSON, which keeps any of them apart. */
export function keyOf(...parts: readonly (string | null)[]): string {
  return JSON.stringify(parts);
}

/** Values of one kind, stored by key (table `kept`). All windows share them, and each key is written by itself. */
export class KeyValueStore<T> {
  readonly #database: Database;
  readonly #collection: string;
  readonly #schema: z.ZodMiniType<T>;

  /** @param collection names the values; what others have named goes through `keyOf`, as it does in keys */
  constructor(database: Database, collection: string, schema: z.ZodMiniType<T>) {
    this.#database = database;
    this.#collection = collection;
    this.#schema = schema;
  }

  /** Returns the value of a key; undefined when there is none that can be read. @throws StorageError */
  async get(key: string): Promise<T | undefined> {
    const sql = 'SELECT value FROM kept WHERE collection = ? AND key = ?';
    const [row] = await this.#database.read(sql, this.#collection, key);
    return row === undefined ? undefined : this.#valueOf(row);
  }

  /** Returns keys and values that no process is working on, in the order of their last change. @throws StorageError */
  async all(): Promise<readonly (readonly [key: string, value: T])[]> {
    const sql = 'SELECT key, value FROM kept WHERE collection = ? AND owner IS NULL ORDER BY changed, key';
    const rows = await this.#database.read(sql, this.#collection);
    return rows.flatMap((row) => {
      const value = this.#valueOf(row);
      return value === undefined ? [] : [[String(row['key']), value] as const];
    });
  }

  /**
   * Sets the value of a key.
   *
   * @param owner the process that is working on it; null for none
   * @throws StorageError
   */
  async set(key: string, value: T, owner: string | null = null): Promise<void> {
    await this.#database.write({
      sql: `INSERT INTO kept (collection, key, value, owner, changed) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET value = excluded.value, owner = excluded.owner, changed = excluded.changed`,
      params: [this.#collection, key, JSON.stringify(value), owner, Date.now()],
    });
  }

  /** Sets the value of a key that has none. @throws StorageError */
  async add(key: string, value: T): Promise<void> {
    await this.#database.write({
      sql: 'INSERT OR IGNORE INTO kept (collection, key, value, owner, changed) VALUES (?, ?, ?, NULL, ?)',
      params: [this.#collection, key, JSON.stringify(value), Date.now()],
    });
  }

  /** @throws StorageError */
  async delete(key: string): Promise<void> {
    const sql = 'DELETE FROM kept WHERE collection = ? AND key = ?';
    await this.#database.write({ sql, params: [this.#collection, key] });
  }

  /**
   * Deletes a value that no process is working on.
   *
   * @returns true when it was there: of several windows, only one gets true
   * @throws StorageError
   */
  take(key: string): Promise<boolean> {
    const sql = 'DELETE FROM kept WHERE collection = ? AND key = ? AND owner IS NULL';
    return this.#database.write({ sql, params: [this.#collection, key], changes: 1 });
  }

  #valueOf(row: Row): T | undefined {
    try {
      return this.#schema.safeParse(JSON.parse(String(row['value']))).data;
    } catch {
      return undefined;
    }
  }
}
