import type { Database, Statement } from '../../storage/database.ts';
import type { Clock } from '../clock.ts';
import { madeForMs } from './timing.ts';

/** Ids of the objects that this machine has made, and of its writes that are over (table `made`). */
export class MadeObjects {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Returns those of the ids that this machine is known to have made. @throws StorageError */
  async among(connection: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#database.read(
      'SELECT object FROM made WHERE connection = ? AND object IN (SELECT value FROM json_each(?))',
      connection,
      JSON.stringify(ids),
    );
    return new Set(rows.map(({ object }) => String(object)));
  }

  /** The statement that adds the id of an object, or of a write that is over. */
  insertion(connection: string, id: string): Statement {
    return {
      sql: 'INSERT OR REPLACE INTO made (connection, object, at) VALUES (?, ?, ?)',
      params: [connection, id, this.#clock.now().getTime()],
    };
  }

  /** Deletes ids that are older than a week and than every write of their connection that is not settled. */
  async deleteOld(): Promise<void> {
    await this.#database.write({
      sql: `DELETE FROM made WHERE at < ? AND NOT EXISTS
            (SELECT 1 FROM writes WHERE writes.connection = made.connection AND writes.created <= made.at)`,
      params: [this.#clock.now().getTime() - madeForMs],
    });
  }
}
