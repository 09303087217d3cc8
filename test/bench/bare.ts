import { DatabaseSync } from 'node:sqlite';
import { flagOf } from './flags.ts';

/** SQLite by itself, with the settings that ours has: what storing a write costs at least. */
export interface Bare {
  /** Inserts one flag in a transaction of its own. */
  insert(index: number): void;
  /** Inserts many in one transaction. */
  fill(count: number): void;
  /** Reads everything, and returns how many rows there are. */
  readAll(): number;
  close(): void;
}

export function openBare(file: string): Bare {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;
    CREATE TABLE IF NOT EXISTS writes (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, payload TEXT NOT NULL) STRICT;
  `);
  const statement = database.prepare('INSERT INTO writes (id, payload) VALUES (?, ?)');
  const insert = (index: number): void => {
    statement.run(crypto.randomUUID(), JSON.stringify(flagOf('bare', index)));
  };
  return {
    insert,
    fill(count) {
      database.exec('BEGIN IMMEDIATE');
      for (let index = 0; index < count; index += 1) insert(index);
      database.exec('COMMIT');
    },
    readAll() {
      const rows = database.prepare('SELECT id, payload FROM writes ORDER BY number').all();
      return rows.map((row) => JSON.parse(String(row['payload'])) as unknown).length;
    },
    close: () => database.close(),
  };
}
