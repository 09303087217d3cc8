import { renameSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../http/answers.ts';

const known = 1;
/** How long to try again while other windows hold the database, in milliseconds. */
const patience = 15_000;

/** Rollback journal and not WAL: other windows' reads would block behind a stopped writer, and deleted text would stay. */
const pragmas = `
  PRAGMA busy_timeout = 20;
  PRAGMA journal_mode = TRUNCATE;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ${process.platform === 'darwin' ? 1 : 0};
  PRAGMA secure_delete = ON;
`;

/**
 * The database of a folder, `sandbox.db`, that several windows have open, or one in memory. A transaction runs in one turn;
 * while another window is in the way it waits without blocking the thread.
 */
export class Database {
  readonly #directory: string | undefined;
  readonly #prepare: (db: DatabaseSync) => void;
  #open: Promise<DatabaseSync> | undefined;
  #suspect = false;
  #closed = false;
  /** Whether this process made the database. */
  isNew = false;
  /** The names under which damaged files were set aside. */
  readonly setAside: string[] = [];

  /**
   * @param directory without one, everything is in memory
   * @param prepare fills a database that is empty
   */
  constructor(directory: string | undefined, prepare: (db: DatabaseSync) => void) {
    this.#directory = directory;
    this.#prepare = prepare;
  }

  /** Runs something that only reads. */
  async read<Result>(run: (db: DatabaseSync) => Result): Promise<Result> {
    return await this.#transact('BEGIN', run);
  }

  /** Runs something that writes: all of it is stored, or nothing. It may run several times. */
  async write<Result>(run: (db: DatabaseSync) => Result): Promise<Result> {
    return await this.#transact('BEGIN IMMEDIATE', run);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opening = this.#open;
    this.#open = undefined;
    (await opening?.catch(() => undefined))?.close();
  }

  /** @throws Refusal 503 when others hold the database for too long, or a newer version has changed it */
  async #transact<Result>(begin: string, run: (db: DatabaseSync) => Result): Promise<Result> {
    for (const started = Date.now(); ;) {
      if (this.#closed) throw new Error('The sandbox has been closed.');
      const opening = (this.#open ??= this.#connect());
      let db: DatabaseSync | undefined;
      try {
        db = await opening;
        return inTransaction(db, begin, run);
      } catch (error) {
        const fault = faultOf(error);
        this.#suspect ||= fault === 'damaged';
        // What could not be opened, or is not what it was, is opened again.
        if (db === undefined || fault === 'moved' || fault === 'damaged') this.#forget(opening);
        if (fault === undefined) throw error;
        if (Date.now() - started > patience) throw fault === 'busy' ? busy() : error;
        await delay(5 + Math.random() * 25);
      }
    }
  }

  #forget(opening: Promise<DatabaseSync>): void {
    if (this.#open !== opening) return;
    this.#open = undefined;
    opening.then((db) => db.close()).catch(() => undefined);
  }

  async #connect(): Promise<DatabaseSync> {
    if (this.#directory === undefined) return this.#connectTo(':memory:');
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const file = path.join(this.#directory, 'sandbox.db');
    // SQLite would make it readable for others.
    makeEmpty(file);
    const { ino } = statSync(file);
    try {
      return this.#connectTo(file);
    } catch (error) {
      if (faultOf(error) === 'damaged' && statSync(file).ino === ino) this.#putAside(file);
      throw error;
    }
  }

  #connectTo(file: string): DatabaseSync {
    const db = new DatabaseSync(file);
    try {
      db.exec(pragmas);
      if (this.#suspect && db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] !== 'ok')
        throw new Damaged();
      this.#suspect = false;
      inTransaction(db, 'BEGIN IMMEDIATE', () => {
        this.isNew = versionOf(db) === 0;
        if (!this.isNew) return;
        this.#prepare(db);
        db.exec(`PRAGMA user_version = ${known}`);
      });
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #putAside(file: string): void {
    const name = `${file}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
    if (isThere(`${file}-journal`)) renameSync(`${file}-journal`, `${name}-journal`);
    renameSync(file, name);
    this.setAside.push(path.basename(name));
  }
}

/** Leaves a file that is there alone, without opening it: closing it would drop the locks that SQLite holds on it. */
function makeEmpty(file: string): void {
  try {
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!isThere(file)) throw error;
  }
}

class Damaged extends Error {
  override readonly name = 'Damaged';
}

function inTransaction<Result>(db: DatabaseSync, begin: string, run: (db: DatabaseSync) => Result): Result {
  db.exec(begin);
  try {
    if (versionOf(db) > known) throw newer();
    const result = run(db);
    db.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      db.exec('ROLLBACK');
    } catch {
      // SQLite has rolled it back by itself.
    }
    throw error;
  }
}

/** What can be got over: waiting for another window, the file having been replaced, or damaged. */
function faultOf(error: unknown): 'busy' | 'moved' | 'damaged' | undefined {
  if (error instanceof Damaged) return 'damaged';
  const code: unknown = error instanceof Error ? Reflect.get(error, 'errcode') : undefined;
  if (typeof code !== 'number') return undefined;
  // The file at the path is not the one that is open any more.
  if (code === 1032) return 'moved';
  const primary = code & 255;
  if (primary === 5 || primary === 6) return 'busy';
  return primary === 11 || primary === 26 ? 'damaged' : undefined;
}

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
const isThere = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) !== undefined;

const unavailable = (sentence: string): Refusal => new Refusal(503, 'SERVICE_UNAVAILABLE', sentence);
const busy = (): Refusal => unavailable('Another window is writing to the sandbox. Try again.');
const newer = (): Refusal =>
  unavailable('A newer version of Call Triage has changed the sandbox. Update the extension to use it again.');
