import type { Database, Statement, Value } from '../../storage/database.ts';
import type { Owners } from '../../storage/owners.ts';
import { Emitter } from '../../shared/event.ts';
import type { Clock } from '../clock.ts';
import { columns, insertion, moved, type RowChange, readRow, setOf, textOf, update, type WriteRow } from './row.ts';
import { madeForMs, type Timing, usualTiming } from './timing.ts';

/** Rows that are read, and taken up, in one turn of the event loop. */
export const rowsAtOnce = 500;

/** What is known of a key's user. */
export interface Account {
  readonly me: string | null;
  readonly shared: boolean;
  readonly organisation: string | null;
}

export interface WriteRowsOptions {
  readonly database: Database;
  readonly owners: Owners;
  readonly clock: Clock;
  readonly timing?: Timing;
}

/** The writes of all windows of this machine. One for each process: it shares what the process owns among its outboxes. */
export class WriteRows {
  readonly #database: Database;
  readonly #owners: Owners;
  readonly #clock: Clock;
  /** How long this process waits for what. */
  readonly timing: Timing;
  readonly #stop = new AbortController();
  readonly #changed = new Emitter<void>();
  /** Fires when rows may have changed otherwise than by this process's outboxes. */
  readonly onDidChange = this.#changed.event;
  readonly #debts = new Set<readonly Statement[]>();
  #watching = false;
  #failed = false;

  constructor({ database, owners, clock, timing = usualTiming }: WriteRowsOptions) {
    this.#database = database;
    this.#owners = owners;
    this.#clock = clock;
    this.timing = timing;
    database.onDidChangeElsewhere(() => this.#changed.fire());
  }

  /** Takes over what processes left that are gone, now and from time to time. @throws StorageError when it cannot now */
  async watch(): Promise<void> {
    this.#begin();
    await this.#adopt();
    await this.#forget();
  }

  /** Has the outboxes read their rows again: something else of this process has changed them. */
  reread(): void {
    this.#changed.fire();
  }

  /** Adds a row of this process. @throws StorageError */
  async add(row: Omit<WriteRow, 'owner' | 'number'>): Promise<void> {
    await this.#database.write(insertion({ ...row, owner: await this.#owners.own() }));
  }

  /**
   * Adds a row again when the database has neither it nor a trace of its end: the file was deleted, or replaced by another.
   *
   * @returns whether it was so
   * @throws StorageError
   */
  async restore(row: Omit<WriteRow, 'owner' | 'number'>): Promise<boolean> {
    const known = await this.#database.read(
      'SELECT 1 FROM writes WHERE id = ? UNION ALL SELECT 1 FROM made WHERE object = ?',
      row.id,
      row.id,
    );
    if (known.length > 0) return false;
    // The file does not list this process either.
    await this.#adopt();
    const owner = row.state === 'asks' || row.state === 'refused' ? null : await this.#owners.own();
    // It may have ended since it was looked for: then it must not come back.
    const inserted = insertion({ ...row, owner }, 'WHERE NOT EXISTS (SELECT 1 FROM made WHERE object = ?)', row.id);
    return await this.#database.write({ ...inserted, changes: 1 });
  }

  /**
   * Rows of a connection that are this process's, or wait for a person, in the order in which they were made: the first
   * `rowsAtOnce` after a number.
   */
  async ofConnection(connection: string, after: number): Promise<readonly WriteRow[]> {
    // Also where there was no database yet when the window was opened.
    this.#begin();
    const where = 'connection = ? AND (owner IS NULL OR owner = ?) AND number > ?';
    return await this.#rows(`${where} ORDER BY number LIMIT ${rowsAtOnce}`, connection, await this.#self(), after);
  }

  /** The connections that have rows of this process, or rows that wait for a person. @throws StorageError */
  async connections(): Promise<readonly string[]> {
    const rows = await this.#database.read(
      'SELECT DISTINCT connection FROM writes WHERE owner IS NULL OR owner = ?',
      await this.#self(),
    );
    return rows.map(({ connection }) => String(connection));
  }

  /** The rows of all windows, and whether this process can act on each. */
  async all(): Promise<readonly { readonly row: WriteRow; readonly here: boolean }[]> {
    const own = await this.#self();
    const rows = await this.#rows('1 ORDER BY number');
    return rows.map((row) => ({ row, here: row.owner === null || row.owner === own }));
  }

  /**
   * Changes a row that this process owns.
   *
   * @param during the payload and state that it must have: both may have changed while something else was waited for
   * @returns whether it was so
   * @throws StorageError
   */
  async change(id: string, change: RowChange, during?: Pick<WriteRow, 'payload' | 'state'>): Promise<boolean> {
    await this.#payAll();
    const own = await this.#owners.own();
    if (during === undefined) return await this.#database.write(update(change, 'id = ? AND owner = ?', id, own));
    const where = 'id = ? AND owner = ? AND payload = ? AND state = ?';
    return await this.#database.write(update(change, where, id, own, JSON.stringify(during.payload), during.state));
  }

  /** Leaves a row to a person: it belongs to nobody from here on. @returns whether it was this process's */
  async leave(id: string, change: RowChange & { readonly state: 'asks' | 'refused' }): Promise<boolean> {
    await this.#payAll();
    const own = await this.#owners.own();
    return await this.#database.write(update({ ...change, owner: null }, 'id = ? AND owner = ?', id, own));
  }

  /** Takes a row that waits for a person. @returns false when somebody else has decided about it. @throws StorageError */
  async claim(id: string, change: RowChange): Promise<boolean> {
    const owner = await this.#owners.own();
    return await this.#database.write(update({ ...change, owner }, 'id = ? AND owner IS NULL', id));
  }

  /** Gives a write up, unless it is being sent. @returns whether it is gone. @throws StorageError */
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

  /** Whether this process may send something for a row now. @throws StorageError */
  async mayWrite(id: string): Promise<boolean> {
    const rows = await this.#rows(
      `id = ? AND owner = ? AND state IN ('sending', 'checking')`,
      id,
      await this.#owners.own(),
    );
    return rows.length === 1;
  }

  /** A row that is this process's, or waits for a person. @throws StorageError */
  async get(id: string): Promise<WriteRow | undefined> {
    return (await this.#rows('id = ? AND (owner IS NULL OR owner = ?)', id, await this.#owners.own()))[0];
  }

  /**
   * Settles a row whoever owns it, because an answer is certain: it goes, and what it made stays known. What cannot be
   * stored now is stored as soon as it can be. The table itself is searched: a damaged index would leave the row there, and
   * SQLite notices so when it deletes.
   */
  async settle({ id, connection }: Pick<WriteRow, 'id' | 'connection'>, madeId: string | null): Promise<void> {
    await this.#owe([
      { sql: 'DELETE FROM writes NOT INDEXED WHERE id = ?', params: [id] },
      this.#made(connection, id),
      ...(madeId === null ? [] : [this.#made(connection, madeId)]),
    ]);
  }

  /** Changes a row whoever owns it, because an answer is certain, as `settle` does. */
  async advance(
    { id, connection }: Pick<WriteRow, 'id' | 'connection'>,
    change: RowChange,
    madeId: string | null,
  ): Promise<void> {
    const { sql, values } = setOf(change);
    await this.#owe([
      // A row that waited for a person has an owner again: what is left of it goes on by itself.
      {
        sql: `UPDATE writes SET ${sql}, owner = coalesce(owner, ?) WHERE id = ?`,
        params: [...values, await this.#owners.own(), id],
      },
      ...(madeId === null ? [] : [this.#made(connection, madeId)]),
    ]);
  }

  /**
   * Whether an equal write could be mistaken for this one: one that was sent and is not settled, or an earlier one. Those
   * of this process that wait or are looked for keep their order anyway.
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

  /** How many objects other writes of the same kind and issue, in any window, may have made that `made` does not know. */
  async doubtsBeside({ id, connection, issue, kind }: WriteRow): Promise<number> {
    const [row] = await this.#database.read(
      `SELECT total(doubts + (state = 'sending')) AS doubts FROM writes
       WHERE id <> ? AND connection = ? AND issue = ? AND kind = ?`,
      id,
      connection,
      issue,
      kind,
    );
    return Number(row?.['doubts']);
  }

  /** The owners of which only a person can say whether they are gone. @throws StorageError */
  unclearOwners(): Promise<readonly string[]> {
    return this.#owners.unclear();
  }

  /** Takes over the rows of an owner of which a person says that it is gone. @returns false when it is seen to live */
  async takeOver(owner: string): Promise<boolean> {
    const taken = await this.#owners.adoptUnclear(owner, (gone, own) => moved('owner = ?', own, gone));
    if (taken) this.#changed.fire();
    return taken;
  }

  /** Those of these ids that this machine is known to have made. */
  async madeAmong(connection: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#database.read(
      'SELECT object FROM made WHERE connection = ? AND object IN (SELECT value FROM json_each(?))',
      connection,
      JSON.stringify(ids),
    );
    return new Set(rows.map(({ object }) => String(object)));
  }

  async account(connection: string, account: string): Promise<Account> {
    const [row] = await this.#database.read(
      'SELECT me, shared, organisation FROM accounts WHERE connection = ? AND account = ?',
      connection,
      account,
    );
    return { me: textOf(row?.['me']), shared: row?.['shared'] === 1, organisation: textOf(row?.['organisation']) };
  }

  /** Keeps what an answer has shown of a key's user. What is known already changes nothing, and costs no sync. */
  async learn(connection: string, account: string, facts: Partial<Account>): Promise<void> {
    const { me = null, shared = false, organisation = null } = facts;
    await this.#owe([
      {
        sql: `INSERT INTO accounts (connection, account, me, shared, organisation) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT DO UPDATE SET me = coalesce(excluded.me, me), shared = max(excluded.shared, shared),
              organisation = coalesce(excluded.organisation, organisation)
              WHERE coalesce(excluded.me, me) IS NOT me OR excluded.shared > shared
              OR coalesce(excluded.organisation, organisation) IS NOT organisation`,
        params: [connection, account, me, shared ? 1 : 0, organisation],
      },
    ]);
  }

  /** Stores what is still owed, as far as it can be. */
  async close(): Promise<void> {
    this.#stop.abort();
    for (const debt of this.#debts) await this.#database.write(...debt).catch(() => false);
    this.#changed.dispose();
  }

  /** Remembers what was made, and which writes are over. */
  #made(connection: string, object: string): Statement {
    return {
      sql: 'INSERT OR REPLACE INTO made (connection, object, at) VALUES (?, ?, ?)',
      params: [connection, object, this.#clock.now().getTime()],
    };
  }

  /** Stores what is a fact. Resolves when it is stored, or cannot be now: then it is tried again until it is. */
  async #owe(statements: readonly Statement[]): Promise<void> {
    try {
      await this.#database.write(...statements);
    } catch {
      this.#debts.add(statements);
      void this.#pay(statements);
    }
  }

  async #pay(debt: readonly Statement[]): Promise<void> {
    while (this.#debts.has(debt) && !this.#stop.signal.aborted) {
      await this.#clock.wait(this.timing.looks[0], this.#stop.signal);
      await this.#payAll().catch(() => undefined);
    }
  }

  /** What is owed is stored before what follows from it. @throws StorageError */
  async #payAll(): Promise<void> {
    for (const debt of this.#debts) {
      await this.#database.write(...debt);
      this.#debts.delete(debt);
    }
  }

  #begin(): void {
    if (!this.#watching) void this.#watch();
    this.#watching = true;
  }

  async #watch(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#clock.wait(this.timing.adopt, this.#stop.signal);
      if (!this.#stop.signal.aborted) await this.#adopt().catch(() => undefined);
    }
  }

  /** Takes over the rows of processes that ended, and of those that have closed and are not listed any more. */
  async #adopt(): Promise<void> {
    // What could not be read when this failed is read again.
    let adopted = this.#failed;
    this.#failed = true;
    try {
      await this.#owners.adopt((gone, own) => {
        adopted = true;
        return moved('owner = ?', own, gone);
      });
      adopted = (await this.#adoptUnlisted()) || adopted;
      this.#failed = false;
    } finally {
      // Also when what comes after the move has failed.
      if (adopted) this.#changed.fire();
    }
  }

  async #adoptUnlisted(): Promise<boolean> {
    const unlisted = 'owner IS NOT NULL AND owner NOT IN (SELECT id FROM owners)';
    const left = await this.#database.read(
      `SELECT 1 FROM writes WHERE ${unlisted} UNION ALL SELECT 1 FROM kept WHERE ${unlisted} LIMIT 1`,
    );
    return left.length > 0 && (await this.#database.write(...moved(unlisted, await this.#owners.own())));
  }

  /** Ids of what was made are needed for a week, and as long as an older write is not settled. */
  async #forget(): Promise<void> {
    await this.#database.write({
      sql: `DELETE FROM made WHERE at < ? AND NOT EXISTS
            (SELECT 1 FROM writes WHERE writes.connection = made.connection AND writes.created <= made.at)`,
      params: [this.#clock.now().getTime() - madeForMs],
    });
  }

  /** This process as an owner; empty when it cannot be one now, since the disk is full or may not be written. */
  async #self(): Promise<string> {
    return await this.#owners.own().catch(() => '');
  }

  async #rows(where: string, ...params: Value[]): Promise<readonly WriteRow[]> {
    const rows = await this.#database.read(`SELECT ${columns} FROM writes WHERE ${where}`, ...params);
    return rows.map(readRow);
  }
}
