import type * as z from 'zod/mini';
import type { Database, Row } from '../storage/database.ts';

/** A key made of texts and ids: JSON, which any of them survives. */
export function keyOf(...parts: readonly (string | null)[]): string {
  return JSON.stringify(parts);
}

/** Values of one kind that this machine remembers. All windows share them, and each key is written by itself. */
export class Kept<T> {
  readonly #database: Database;
  readonly #collection: string;
  readonly #schema: z.ZodMiniType<T>;

  /** @param collection names the values; what others have named goes through `keyOf`, as it does in keys */
  constructor(database: Database, collection: string, schema: z.ZodMiniType<T>) {
    this.#database = database;
    this.#collection = collection;
    this.#schema = schema;
  }

  /** The value of a key; undefined when there is none that can be read. @throws StorageError */
  async get(key: string): Promise<T | undefined> {
    const sql = 'SELECT value FROM kept WHERE collection = ? AND key = ?';
    const [row] = await this.#database.read(sql, this.#collection, key);
    return row === undefined ? undefined : this.#valueOf(row);
  }

  /** Keys and values that no process is at work on, in the order in which they were last set. @throws StorageError */
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
   * @param owner the process that is at work on it; null when none is
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
   * Deletes what no process is at work on.
   *
   * @returns whether it was there: of several windows, one alone takes it
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
