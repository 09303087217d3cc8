import { Emitter } from '../../shared/event.ts';
import type { Database, Value } from '../../storage/database.ts';
import type { Owners } from '../../storage/owners.ts';
import type { Clock } from '../clock.ts';
import { Accounts } from './accounts.ts';
import { Adoption } from './adoption.ts';
import { MadeObjects } from './made-objects.ts';
import { StatementBacklog } from './statement-backlog.ts';
import { type Timing, usualTiming } from './timing.ts';
import {
  assignments,
  columns,
  insertStatement,
  type RowChange,
  readRow,
  updateStatement,
  type WriteRow,
} from './write-row.ts';

/** Rows that are read, and taken up, in one turn of the event loop. */
export const rowsAtOnce = 500;

export interface WriteRowsOptions {
  readonly database: Database;
  readonly owners: Owners;
  readonly clock: Clock;
  readonly timing?: Timing;
  /** False for a process that cannot send the writes of every connection; true by default. */
  readonly takesOver?: boolean;
}

/** The writes of all windows of this machine. There is one for each process, which shares it among its outboxes. */
export class WriteRows {
  readonly timing: Timing;
  readonly accounts: Accounts;
  readonly made: MadeObjects;
  readonly #database: Database;
  readonly #owners: Owners;
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  readonly #changed = new Emitter<void>();
  /** Fires when rows may have changed otherwise than by this process's outboxes. */
  readonly onDidChange = this.#changed.event;
  readonly #backlog: StatementBacklog;
  readonly #adoption: Adoption;

  constructor({ database, owners, clock, timing = usualTiming, takesOver = true }: WriteRowsOptions) {
    const stop = this.#stop.signal;
    this.#database = database;
    this.#owners = owners;
    this.#clock = clock;
    this.timing = timing;
    this.made = new MadeObjects(database, clock);
    this.#backlog = new StatementBacklog(database, clock, timing.looks[0], stop);
    this.accounts = new Accounts(database, this.#backlog);
    const onDidAdopt = (): void => this.#changed.fire();
    const interval = timing.adoptionInterval;
    this.#adoption = new Adoption({ database, owners, clock, interval, isWilling: takesOver, stop, onDidAdopt });
    database.onDidChangeElsewhere(() => this.#changed.fire());
  }

  /** Takes over the rows of processes that are gone, now and from time to time. @throws StorageError when it cannot now */
  async watch(): Promise<void> {
    this.#adoption.start();
    await this.#adoption.run();
    await this.made.deleteOld();
  }

  /** Makes the outboxes of this process read their rows again. */
  reread(): void {
    this.#changed.fire();
  }

  /** Adds a row of this process. @throws StorageError */
  async add(row: Omit<WriteRow, 'owner' | 'number'>): Promise<void> {
    await this.#database.write(insertStatement({ ...row, owner: await this.#owners.own() }));
  }

  /**
   * Adds a row again when the database has neither it nor a trace of its end: the file was deleted, or replaced by another.
   *
   * @returns true when the row was added
   * @throws StorageError
   */
  async restore(row: Omit<WriteRow, 'owner' | 'number'>): Promise<boolean> {
    const known = await this.#database.read(
      'SELECT 1 FROM writes WHERE id = ? UNION ALL SELECT 1 FROM made WHERE object = ?',
      row.id,
      row.id,
    );
    if (known.length > 0) return false;
    // The file does not list this process as an owner either.
    await this.#adoption.run();
    const owner = row.state === 'asks' || row.state === 'refused' ? null : await this.#owners.own();
    // It may have ended since it was looked for: then it must not come back.
    const inserted = insertStatement(
      { ...row, owner },
      'WHERE NOT EXISTS (SELECT 1 FROM made WHERE object = ?)',
      row.id,
    );
    return await this.#database.write({ ...inserted, changes: 1 });
  }

  /**
   * Returns rows of a connection that this process owns or a person decides about, in the order in which they were made:
   * the first `rowsAtOnce` after a number.
   *
   * @throws StorageError
   */
  async ofConnection(connection: string, after: number): Promise<readonly WriteRow[]> {
    // `watch` fails where there is no database yet when the window opens.
    this.#adoption.start();
    // The `+` keeps SQLite from the index of connections, by which it would sort all that are left for each part of them.
    const where = '+connection = ? AND (owner IS NULL OR owner = ?) AND number > ?';
    return await this.#rows(`${where} ORDER BY number LIMIT ${rowsAtOnce}`, connection, await this.#self(), after);
  }

  /** Returns the connections with rows that this process owns or a person decides about. @throws StorageError */
  async connections(): Promise<readonly string[]> {
    const rows = await this.#database.read(
      'SELECT DISTINCT connection FROM writes WHERE owner IS NULL OR owner = ?',
      await this.#self(),
    );
    return rows.map(({ connection }) => String(connection));
  }

  /** Returns the rows of all windows. `here`: this process can act on the row. @throws StorageError */
  async all(): Promise<readonly { readonly row: WriteRow; readonly here: boolean }[]> {
    const own = await this.#self();
    const rows = await this.#rows('1 ORDER BY number');
    return rows.map((row) => ({ row, here: row.owner === null || row.owner === own }));
  }

  /**
   * Changes a row that this process owns.
   *
   * @param during payload and state that the row must have, as both may have changed meanwhile
   * @returns true when the row was changed
   * @throws StorageError
   */
  async change(id: string, change: RowChange, during?: Pick<WriteRow, 'payload' | 'state'>): Promise<boolean> {
    await this.#backlog.flush();
    const own = await this.#owners.own();
    if (during === undefined)
      return await this.#database.write(updateStatement(change, 'id = ? AND owner = ?', id, own));
    const where = 'id = ? AND owner = ? AND payload = ? AND state = ?';
    return await this.#database.write(
      updateStatement(change, where, id, own, JSON.stringify(during.payload), during.state),
    );
  }

  /** Leaves a row to a person: from here on nobody owns it. @returns true when this process owned it. @throws StorageError */
  async leave(id: string, change: RowChange & { readonly state: 'asks' | 'refused' }): Promise<boolean> {
    await this.#backlog.flush();
    const own = await this.#owners.own();
    return await this.#database.write(updateStatement({ ...change, owner: null }, 'id = ? AND owner = ?', id, own));
  }

  /** Takes a row that a person decides about. @returns false when it was decided elsewhere. @throws StorageError */
  async claim(id: string, change: RowChange): Promise<boolean> {
    const owner = await this.#owners.own();
    return await this.#database.write(updateStatement({ ...change, owner }, 'id = ? AND owner IS NULL', id));
  }

  /** Discards a row, unless it is being sent. @returns true when it is gone. @throws StorageError */
  async discard(id: string): Promise<boolean> {
    const where = `id = ? AND state <> 'sending' AND (owner IS NULL OR owner = ?)`;
    const which = [id, await this.#owners.own()];
    return await this.#database.write(
      {
        sql: `INSERT OR REPLACE INTO made (connection, object, at) SELECT connection, id, ? FROM writes WHERE ${where}`,
        params: [this.#clock.now().getTime(), ...which],
        changes: 1,
      },
      { sql: `DELETE FROM writes NOT INDEXED WHERE ${where}`, params: which, changes: 1 },
    );
  }

  /** Tells whether this process may send a request for a row now. @throws StorageError */
  async mayWrite(id: string): Promise<boolean> {
    const rows = await this.#rows(
      `id = ? AND owner = ? AND state IN ('sending', 'checking')`,
      id,
      await this.#owners.own(),
    );
    return rows.length === 1;
  }

  /** Returns a row that this process owns or a person decides about. @throws StorageError */
  async get(id: string): Promise<WriteRow | undefined> {
    return (await this.#rows('id = ? AND (owner IS NULL OR owner = ?)', id, await this.#owners.own()))[0];
  }

  /**
   * Deletes a row whoever owns it, because an answer is certain, and keeps the id of what it made. `NOT INDEXED` searches
   * the table itself: a damaged index would leave the row there, and SQLite notices the damage when it deletes.
   */
  async settle({ id, connection }: Pick<WriteRow, 'id' | 'connection'>, madeId: string | null): Promise<void> {
    await this.#backlog.write([
      { sql: 'DELETE FROM writes NOT INDEXED WHERE id = ?', params: [id] },
      this.made.insertion(connection, id),
      ...(madeId === null ? [] : [this.made.insertion(connection, madeId)]),
    ]);
  }

  /** Changes a row whoever owns it, because an answer is certain, as `settle` does. */
  async advance(
    { id, connection }: Pick<WriteRow, 'id' | 'connection'>,
    change: RowChange,
    madeId: string | null,
  ): Promise<void> {
    const { sql, values } = assignments(change);
    await this.#backlog.write([
      // A row that a person was to decide about has an owner again: the steps that are left go on by themselves.
      {
        sql: `UPDATE writes SET ${sql}, owner = coalesce(owner, ?) WHERE id = ?`,
        params: [...values, await this.#owners.own(), id],
      },
      ...(madeId === null ? [] : [this.made.insertion(connection, madeId)]),
    ]);
  }

  /**
   * Tells whether an equal write could be mistaken for this one: one that was sent and is not settled, or an earlier one.
   * Those of this process that wait or are looked for keep their order anyway.
   */
  async hasTwin({ id, connection, issue, kind, payload }: WriteRow): Promise<boolean> {
    const rows = await this.#rows(
      `id <> ? AND connection = ? AND issue = ? AND kind = ? AND payload = ? AND (state IN ('sending', 'checking')
       OR owner <> ? AND (state = 'looking' OR state = 'waiting' AND number < (SELECT number FROM writes WHERE id = ?)))`,
      id,
      connection,
      issue,
      kind,
      JSON.stringify(payload),
      await this.#owners.own(),
      id,
    );
    return rows.length > 0;
  }

  /** Counts the objects that other writes of the same kind and issue, in any window, may have made unknown to `made`. */
  async otherAmbiguousAttempts({ id, connection, issue, kind }: WriteRow): Promise<number> {
    const [row] = await this.#database.read(
      `SELECT total(doubts + (state = 'sending')) AS total FROM writes
       WHERE id <> ? AND connection = ? AND issue = ? AND kind = ?`,
      id,
      connection,
      issue,
      kind,
    );
    return Number(row?.['total']);
  }

  /** Returns the owners about which only a person can say whether they are gone. @throws StorageError */
  unclearOwners(): Promise<readonly string[]> {
    return this.#owners.unclear();
  }

  /** Takes over the rows of an owner that a person says is gone. @returns false when the owner is alive */
  takeOver(owner: string): Promise<boolean> {
    return this.#adoption.takeOver(owner);
  }

  /** Stops, and stores what could not be stored before as far as that is possible now. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#backlog.close();
    this.#changed.dispose();
  }

  /** Returns the id of this process as an owner; empty while it cannot be one, on a full or read-only disk. */
  async #self(): Promise<string> {
    return await this.#owners.own().catch(() => '');
  }

  async #rows(where: string, ...params: Value[]): Promise<readonly WriteRow[]> {
    const rows = await this.#database.read(`SELECT ${columns} FROM writes WHERE ${where}`, ...params);
    return rows.map(readRow);
  }
}
