import type { Database, Row } from '../../storage/database.ts';
import { maskSearchedCall, type SearchedCall, searchedCallSchema } from './searched-call.ts';

/** Whose calls they are: calls that one key has read are not shown to another. */
export interface CallOwner {
  /** A connection's `connectionKey`. */
  readonly connection: string;
  readonly account: string;
}

/** Most that is kept of all connections together. */
export const cacheLimits = { calls: 1_000, bytes: 50_000_000 };

/** Calls that are read at a time, so that neither memory nor the database's thread is taken up. */
const batch = 20;

export interface CallCacheOptions {
  /** Whether the user wants calls to be kept. */
  readonly isOn: () => boolean;
  readonly isMasked: () => boolean;
  readonly limits?: typeof cacheLimits;
}

/** The text of calls that were read, kept in the database for searches of all windows. Keeps nothing unless it is on. */
export class CallCache {
  readonly #database: Database;
  readonly #options: CallCacheOptions;
  readonly #limits: typeof cacheLimits;

  constructor(database: Database, options: CallCacheOptions) {
    this.#database = database;
    this.#options = options;
    this.#limits = options.limits ?? cacheLimits;
  }

  get isOn(): boolean {
    return this.#options.isOn();
  }

  /**
   * Keeps a call in place of what was kept of it, masked if masking is on; what was read longest ago makes room.
   *
   * @throws StorageError
   */
  async keep({ connection, account }: CallOwner, call: SearchedCall): Promise<void> {
    if (!this.isOn) return;
    const callId = call.call.call_id;
    const value = JSON.stringify(this.#options.isMasked() ? maskSearchedCall(call) : call);
    const bytes = Buffer.byteLength(value);
    const remove = {
      sql: 'DELETE FROM calls WHERE connection = ? AND account = ? AND call = ?',
      params: [connection, account, JSON.stringify(callId)],
    };
    // One that would push out all others is not kept.
    if (bytes > this.#limits.bytes / 10) await this.#database.write(remove);
    else {
      const add = {
        sql: 'INSERT INTO calls (connection, account, call, bytes, value) VALUES (?, ?, ?, ?, ?)',
        params: [connection, account, JSON.stringify(callId), bytes, value],
      };
      await this.#database.write(remove, add, this.#makeRoom());
    }
  }

  #makeRoom() {
    const newest = 'OVER (ORDER BY number DESC)';
    return {
      sql: `DELETE FROM calls WHERE number IN (SELECT number FROM
              (SELECT number, count(*) ${newest} AS position, sum(bytes) ${newest} AS total FROM calls)
            WHERE position > ? OR total > ?)`,
      params: [this.#limits.calls, this.#limits.bytes],
    };
  }

  /** Drops a call that is another one now. @throws StorageError */
  async forget(connection: string, callId: string): Promise<void> {
    const params = [connection, JSON.stringify(callId)];
    const [known] = await this.#database.read('SELECT 1 FROM calls WHERE connection = ? AND call = ?', ...params);
    if (known !== undefined) {
      await this.#database.write({ sql: 'DELETE FROM calls WHERE connection = ? AND call = ?', params });
    }
  }

  /** Deletes all calls but those of these owners, of every owner while the cache is off. @throws StorageError */
  async retain(isOwner: (owner: CallOwner) => Promise<boolean>): Promise<void> {
    const rows = await this.#database.read('SELECT DISTINCT connection, account FROM calls');
    for (const row of rows) {
      const owner = { connection: String(row['connection']), account: String(row['account']) };
      if (this.isOn && (await isOwner(owner))) continue;
      const sql = 'DELETE FROM calls WHERE connection = ? AND account = ?';
      await this.#database.write({ sql, params: [owner.connection, owner.account] });
    }
  }

  /** Returns the number of an owner's calls. @throws StorageError */
  async count({ connection, account }: CallOwner): Promise<number> {
    const sql = 'SELECT count(*) AS count FROM calls WHERE connection = ? AND account = ?';
    const [row] = await this.#database.read(sql, connection, account);
    return Number(row?.['count']);
  }

  /** Yields an owner's calls, the one read last first; none while the cache is off. @throws StorageError */
  async *of({ connection, account }: CallOwner): AsyncGenerator<SearchedCall, void> {
    const sql = `SELECT number, value FROM calls WHERE connection = ? AND account = ? AND number < ?
      ORDER BY number DESC LIMIT ${batch}`;
    let before = Number.MAX_SAFE_INTEGER;
    while (this.isOn) {
      const rows = await this.#database.read(sql, connection, account, before);
      if (rows.length === 0) return;
      before = Number(rows.at(-1)?.['number']);
      for (const row of rows) {
        const call = readCall(row);
        if (call !== undefined) yield call;
      }
    }
  }
}

function readCall(row: Row): SearchedCall | undefined {
  try {
    return searchedCallSchema.safeParse(JSON.parse(String(row['value']))).data;
  } catch {
    return undefined;
  }
}
