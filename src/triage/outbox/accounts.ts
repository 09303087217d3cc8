import type { Database } from '../../storage/database.ts';
import type { StatementBacklog } from './statement-backlog.ts';
import { textOf } from './write-row.ts';

/** Facts that answers have shown about a key's user. */
export interface Account {
  /** The user's id; null until an answer has shown it. */
  readonly me: string | null;
  /** Somebody else was seen writing with the key. */
  readonly isShared: boolean;
  readonly organisation: string | null;
}

/** The users of the keys of all connections (table `accounts`). */
export class Accounts {
  readonly #database: Database;
  readonly #backlog: StatementBacklog;

  constructor(database: Database, backlog: StatementBacklog) {
    this.#database = database;
    this.#backlog = backlog;
  }

  /** @throws StorageError */
  async get(connection: string, account: string): Promise<Account> {
    const [row] = await this.#database.read(
      'SELECT me, shared, organisation FROM accounts WHERE connection = ? AND account = ?',
      connection,
      account,
    );
    return { me: textOf(row?.['me']), isShared: row?.['shared'] === 1, organisation: textOf(row?.['organisation']) };
  }

  /** Adds what an answer has shown. Facts that are known already change no row, which saves the sync to the disk. */
  async learn(connection: string, account: string, facts: Partial<Account>): Promise<void> {
    const { me = null, isShared = false, organisation = null } = facts;
    await this.#backlog.write([
      {
        sql: `INSERT INTO accounts (connection, account, me, shared, organisation) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT DO UPDATE SET me = coalesce(excluded.me, me), shared = max(excluded.shared, shared),
              organisation = coalesce(excluded.organisation, organisation)
              WHERE coalesce(excluded.me, me) IS NOT me OR excluded.shared > shared
              OR coalesce(excluded.organisation, organisation) IS NOT organisation`,
        params: [connection, account, me, isShared ? 1 : 0, organisation],
      },
    ]);
  }
}
