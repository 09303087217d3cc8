import { existsSync, renameSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Row, Statement, StorageReport, Value } from './database.ts';
import { StorageError } from './errors.ts';
import { migrations } from './schema.ts';
import { createPrivately, isWritable, lockFile, openSqlite, resultCode, storageError } from './sqlite.ts';

export interface SqliteConnectionOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  /** SQLite's wait for another process, during which the thread is blocked; milliseconds. */
  readonly busy: number;
  readonly report: (report: StorageReport) => void;
}

/** Linux's numbers of NFS, SMB (three), 9P, Ceph and AFS, whose locks are unreliable. */
const networkFileSystems = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x00c36400, 0x5346414f]);
const moved = 1032;
const readOnly = 8;

/** A connection to the database: opened with the first use, and again by its path when the file was replaced. */
export class SqliteConnection {
  readonly #options: SqliteConnectionOptions;
  #database: DatabaseSync | null = null;
  /** What was set aside last, locked: see `#setAside`. */
  #damaged: DatabaseSync | null = null;
  #inode = 0;
  #openings = 0;

  constructor(options: SqliteConnectionOptions) {
    this.#options = options;
  }

  /** @throws StorageError */
  read(sql: string, params: readonly Value[] = []): readonly Row[] {
    return this.#withRecovery((database) => database.prepare(sql).all(...params) as Row[]);
  }

  /** Runs the statements in one transaction; false when one changed another number of rows than its `changes`. @throws StorageError */
  transact(statements: readonly Statement[]): boolean {
    return this.#withRecovery((database) => this.#transact(database, statements));
  }

  /** Returns a text that changes with each commit of another connection. @throws StorageError */
  version(): string {
    const [row] = this.read('PRAGMA data_version');
    return `${this.#openings}.${row?.['data_version']}`;
  }

  close(): void {
    this.#closeFile();
    this.#damaged?.close();
    this.#damaged = null;
  }

  #closeFile(): void {
    this.#database?.close();
    this.#database = null;
  }

  #withRecovery<T>(use: (database: DatabaseSync) => T): T {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const database = this.#open();
        // SQLite keeps its page cache while the file's change counter is the same, which an older copy written over the
        // file may have too. The next commit would mix pages of both.
        database.exec('PRAGMA shrink_memory');
        const result = use(database);
        if (!this.#isMoved()) return result;
        // What was committed is in a file that nobody reads. SQLite notices this itself only when it creates a journal, and
        // not when it finds one: that of a transaction on the file that took the place of this one.
        throw new StorageError('other', moved);
      } catch (error) {
        this.#recover(error, attempt === 3);
      }
    }
  }

  /** Prepares another attempt; throws a `StorageError` when it would fail as well. */
  #recover(error: unknown, wasLast: boolean): void {
    try {
      if (wasLast) throw error;
      if (resultCode(error) === moved || this.#isMoved()) return this.#closeFile();
      if (isDamage(error)) return this.#setAside();
      // A connection that was opened read-only stays so, even after the file has become writable.
      if (resultCode(error) === readOnly && isWritable(this.#options.file)) return this.#closeFile();
      throw error;
    } catch (failure) {
      throw storageError(failure, this.#options.file);
    }
  }

  #open(): DatabaseSync {
    const { file, busy, report } = this.#options;
    const inMemory = file === ':memory:';
    if (this.#database !== null && !this.#isMoved()) return this.#database;
    this.#closeFile();
    if (!inMemory) createPrivately(file);
    this.#inode = inode(file);
    const database = openSqlite(file);
    try {
      // Else what is opened may be another file than the one whose number was read.
      if (this.#isMoved()) throw new StorageError('other', moved);
      database.exec(`PRAGMA busy_timeout=${busy}; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;
        PRAGMA fullfsync=1; PRAGMA secure_delete=ON`);
      const version = userVersion(database);
      if (version > migrations.length) report({ kind: 'newer' });
      else if (version < migrations.length) this.#transact(database, []);
    } catch (error) {
      database.close();
      throw error;
    }
    const isFirst = this.#openings === 0 && !inMemory;
    if (isFirst && networkFileSystems.has(statfsSync(path.dirname(file)).type)) report({ kind: 'network' });
    this.#openings += 1;
    this.#database = database;
    return database;
  }

  /** True when another file, or none, is where the opened one was. */
  #isMoved(): boolean {
    return this.#inode !== inode(this.#options.file);
  }

  #transact(database: DatabaseSync, statements: readonly Statement[]): boolean {
    database.exec('BEGIN IMMEDIATE');
    try {
      const version = userVersion(database);
      if (version > migrations.length) throw new StorageError('newer');
      for (const migration of migrations.slice(version)) database.exec(migration);
      if (version < migrations.length) database.exec(`PRAGMA user_version=${migrations.length}`);
      const done = statements.every(({ sql, params = [], changes }) => {
        const result = database.prepare(sql).run(...params);
        return changes === undefined || result.changes === changes;
      });
      database.exec(done ? 'COMMIT' : 'ROLLBACK');
      return done;
    } catch (error) {
      try {
        database.exec('ROLLBACK');
      } catch (failure) {
        // Error 1: SQLite has rolled back by itself. Otherwise closing does.
        if (resultCode(failure) !== 1) this.#closeFile();
      }
      throw error;
    }
  }

  /**
   * Moves a damaged database aside, unless another process has done so meanwhile. It stays locked: whoever has it open yet would
   * take the journal of the database in its place for its own, make what is set aside whole with it, and write there.
   */
  #setAside(): void {
    const { file, report } = this.#options;
    this.close();
    const lock = `${file}.lock`;
    for (const one of [lock, file]) createPrivately(one);
    const held = lockFile(lock);
    if (held === null) throw new StorageError('busy');
    try {
      this.#damaged = lockDamaged(file);
      if (this.#damaged === null) return;
      // Windows moves no file that somebody has open.
      if (process.platform === 'win32') this.close();
      const aside = `${file}.damaged-${Date.now()}`;
      // The journal first: a new database must not replay it.
      for (const suffix of ['-journal', '']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
      report({ kind: 'damaged', file: aside });
    } finally {
      held.close();
    }
  }
}

function inode(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? 0;
}

function userVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

function isDamage(error: unknown): boolean {
  return [11, 26].includes(resultCode(error) & 255);
}

/** Returns null for a sound database, else a connection that keeps others from making it whole. @throws SQLite's error when it is in use */
function lockDamaged(file: string): DatabaseSync | null {
  const database = openSqlite(file);
  let isSound = true;
  try {
    // In this mode the lock stays after reading has failed.
    database.exec('PRAGMA locking_mode=EXCLUSIVE');
    // `quick_check` does not compare tables with their indexes.
    isSound = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] === 'ok';
  } catch (error) {
    if (!isDamage(error)) throw error;
    isSound = false;
  } finally {
    if (isSound) database.close();
  }
  return isSound ? null : database;
}
