import { renameSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../http/answers.ts';

const schemaVersion = 2;
/** Time for retries while other windows hold the database. */
const retryTimeoutMs = 15_000;

/** No WAL: behind a stopped writer, other windows' reads would block, and deleted text would stay in the file. */
const pragmas = `
  PRAGMA busy_timeout = 20;
  PRAGMA journal_mode = TRUNCATE;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ${process.platform === 'darwin' ? 1 : 0};
  PRAGMA secure_delete = ON;
`;

interface Connection {
  readonly db: DatabaseSync;
  /** The number of the file that is open; 0 in memory. */
  readonly ino: number;
}

/**
 * `sandbox.db` of a folder, which several windows have open, or a database in memory. A transaction runs synchronously; while
 * another window holds the database, it waits without blocking the thread.
 */
export class Database {
  readonly #directory: string | undefined;
  readonly #prepare: (db: DatabaseSync, isNew: boolean) => void;
  #open: Promise<Connection> | undefined;
  #mayBeDamaged = false;
  /** What was set aside last, locked: see `#moveAside`. */
  #damaged: DatabaseSync | undefined;
  #closed = false;
  /** True when this process has created the database. */
  isNew = false;
  /** Names of the damaged files that were set aside. */
  readonly setAside: string[] = [];

  /**
   * @param directory default: in memory
   * @param prepare fills an empty database, or what one of an older version lacks
   */
  constructor(directory: string | undefined, prepare: (db: DatabaseSync, isNew: boolean) => void) {
    this.#directory = directory;
    this.#prepare = prepare;
  }

  /** Runs a transaction that only reads. */
  async read<Result>(run: (db: DatabaseSync) => Result): Promise<Result> {
    return await this.#transact('BEGIN', run);
  }

  /** Runs a transaction that writes. `run` may be called several times. */
  async write<Result>(run: (db: DatabaseSync) => Result): Promise<Result> {
    return await this.#transact('BEGIN IMMEDIATE', run);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opening = this.#open;
    this.#open = undefined;
    (await opening?.catch(() => undefined))?.db.close();
    this.#damaged?.close();
    this.#damaged = undefined;
  }

  get #file(): string {
    return this.#directory === undefined ? ':memory:' : path.join(this.#directory, 'sandbox.db');
  }

  /** @throws Refusal 503 when others hold the database for too long, or it is of a newer version */
  async #transact<Result>(begin: string, run: (db: DatabaseSync) => Result): Promise<Result> {
    for (const started = Date.now(); ;) {
      if (this.#closed) throw new Error('The sandbox has been closed.');
      const opening = (this.#open ??= this.#connect());
      let open: Connection | undefined;
      try {
        open = await opening;
        const result = inTransaction(open.db, begin, run);
        // Else it was done in a file that nobody reads. SQLite notices this itself only when it creates a journal.
        if (inodeOf(this.#file) === open.ino) return result;
        throw new MovedError();
      } catch (error) {
        const fault = recoverableFault(error);
        this.#mayBeDamaged ||= fault === 'damaged';
        // Opened again by the next attempt.
        if (open === undefined || fault === 'moved' || fault === 'damaged') this.#forget(opening);
        if (fault === undefined) throw error;
        if (Date.now() - started > retryTimeoutMs) throw fault === 'busy' ? busy() : error;
        await delay(5 + Math.random() * 25);
      }
    }
  }

  #forget(opening: Promise<Connection>): void {
    if (this.#open !== opening) return;
    this.#open = undefined;
    opening.then(({ db }) => db.close()).catch(() => undefined);
  }

  async #connect(): Promise<Connection> {
    const file = this.#file;
    if (this.#directory === undefined) return { db: this.#connectTo(file), ino: 0 };
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    // SQLite would create it with permissions for others.
    createFile(file);
    const ino = inodeOf(file);
    let db: DatabaseSync;
    try {
      db = this.#connectTo(file);
    } catch (error) {
      if (recoverableFault(error) === 'damaged' && inodeOf(file) === ino) this.#moveAside(file);
      throw error;
    }
    if (inodeOf(file) === ino) return { db, ino };
    db.close();
    throw new MovedError();
  }

  #connectTo(file: string): DatabaseSync {
    const db = new DatabaseSync(file);
    try {
      db.exec(pragmas);
      if (this.#mayBeDamaged && db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] !== 'ok')
        throw new DamagedError();
      this.#mayBeDamaged = false;
      inTransaction(db, 'BEGIN IMMEDIATE', () => {
        this.isNew = versionOf(db) === 0;
        if (versionOf(db) >= schemaVersion) return;
        this.#prepare(db, this.isNew);
        db.exec(`PRAGMA user_version = ${schemaVersion}`);
      });
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /**
   * What is set aside stays locked: a window that has it open yet would take the journal of the database in its place for its own,
   * make what is set aside whole with it, and write there.
   */
  #moveAside(file: string): void {
    this.#damaged?.close();
    this.#damaged = lockDamaged(file);
    const name = `${file}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
    if (exists(`${file}-journal`)) renameSync(`${file}-journal`, `${name}-journal`);
    renameSync(file, name);
    this.setAside.push(path.basename(name));
  }
}

/** Creates a file unless it exists. An existing one is not opened: closing it would drop SQLite's locks on it. */
function createFile(file: string): void {
  try {
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!exists(file)) throw error;
  }
}

/** Keeps others from making a damaged file whole. Windows moves no file that somebody has open, so that there nobody is kept. */
function lockDamaged(file: string): DatabaseSync | undefined {
  if (process.platform === 'win32') return undefined;
  const db = new DatabaseSync(file);
  try {
    // In this mode the lock stays after reading has failed.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    db.prepare('PRAGMA integrity_check(1)').get();
  } catch {
    // It is damaged.
  }
  return db;
}

class DamagedError extends Error {
  override readonly name = 'DamagedError';
}

/** The file at the path is not the open one any more. */
class MovedError extends Error {
  override readonly name = 'MovedError';
}

function inTransaction<Result>(db: DatabaseSync, begin: string, run: (db: DatabaseSync) => Result): Result {
  db.exec(begin);
  try {
    if (versionOf(db) > schemaVersion) throw newer();
    const result = run(db);
    db.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      db.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back already.
    }
    throw error;
  }
}

/** Classifies the errors after which another attempt may succeed; undefined for others. */
function recoverableFault(error: unknown): 'busy' | 'moved' | 'damaged' | undefined {
  if (error instanceof DamagedError) return 'damaged';
  if (error instanceof MovedError) return 'moved';
  const code: unknown = error instanceof Error ? Reflect.get(error, 'errcode') : undefined;
  if (typeof code !== 'number') return undefined;
  // SQLITE_READONLY_DBMOVED: the file at the path is not the open one any more.
  if (code === 1032) return 'moved';
  const primary = code & 255;
  // SQLITE_BUSY, SQLITE_LOCKED; SQLITE_CORRUPT, SQLITE_NOTADB.
  if (primary === 5 || primary === 6) return 'busy';
  return primary === 11 || primary === 26 ? 'damaged' : undefined;
}

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
const inodeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.ino ?? 0;
const exists = (file: string): boolean => inodeOf(file) !== 0;

const unavailable = (sentence: string): Refusal => new Refusal(503, 'SERVICE_UNAVAILABLE', sentence);
const busy = (): Refusal => unavailable('Another window is writing to the sandbox. Try again.');
const newer = (): Refusal =>
  unavailable('A newer version of Call Triage has changed the sandbox. Update the extension to use it again.');
