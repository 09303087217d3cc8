import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Database, Statement } from './database.ts';
import { StorageError } from './errors.ts';
import { createPrivately, lockFile, resultCode, storageError } from './sqlite.ts';

/** Statements that move the rows of the owner `gone` to the owner `own`. */
export type Move = (gone: string, own: string) => readonly Statement[];

/** Host and process namespace: machines and containers may share the folder, and a process id means nothing elsewhere. */
export const machine = `${hostname()} ${processNamespace()}`;

/** This process among those that own rows of the database. */
export interface Owners {
  /**
   * Returns this process's id as an owner, which `adopt` may change. The first call takes its lock and lists it.
   *
   * @throws StorageError
   */
  own(): Promise<string>;
  /**
   * Moves the rows of owners whose processes have ended to this process. When this process's own lock was lost, its rows move
   * to its new id.
   *
   * @param move run in one transaction with the removal of `gone` from the list
   * @returns number of owners whose rows were moved
   * @throws StorageError
   */
  adopt(move: Move): Promise<number>;
  /** Ids of owners of which only a person can tell whether they have ended. @throws StorageError */
  unclear(): Promise<readonly string[]>;
  /** Moves the rows of an owner that ended according to a person; false when it is alive. @throws StorageError */
  adoptUnclear(id: string, move: Move): Promise<boolean>;
  /** Removes this process from the list and releases its lock; others may then adopt its rows. */
  close(): Promise<void>;
}

interface Owner {
  readonly id: string;
  readonly pid: number;
  readonly machine: string;
}

/** State of an owner by its lock. `lock` is held until it is closed. */
interface Probe {
  readonly state: 'alive' | 'unclear' | 'gone';
  readonly lock: DatabaseSync | null;
}

/**
 * Tells by file locks which owners run: each holds an exclusive transaction on a file of its own, also while it is stopped by
 * a signal or a debugger. The lock is held on the calling thread, since it would end with a worker.
 */
export class OwnerLocks implements Owners {
  readonly #directory: string;
  readonly #database: Database;
  readonly #sweepAfter: number;
  #own: Promise<string> | undefined;
  #adopting: Promise<number> | undefined;
  /** Referenced as long as it is held: garbage collection would release it. */
  #lock: DatabaseSync | null = null;
  #closed = false;

  /** @param sweepAfter age at which a free lock file without a listed owner is removed, milliseconds */
  constructor(directory: string, database: Database, sweepAfter = 60_000) {
    this.#directory = directory;
    this.#database = database;
    this.#sweepAfter = sweepAfter;
  }

  async own(): Promise<string> {
    if (this.#closed) throw new StorageError('closed');
    this.#own ??= this.#enlist().catch((error: unknown) => {
      this.#own = undefined;
      throw storageError(error, this.#file(''));
    });
    return this.#own;
  }

  adopt(move: Move): Promise<number> {
    this.#adopting ??= this.#adopt(move).finally(() => {
      this.#adopting = undefined;
    });
    return this.#adopting;
  }

  async #adopt(move: Move): Promise<number> {
    const own = await this.#keep(move);
    let moved = 0;
    for (const owner of await this.#others(own)) if (await this.#takeOver(owner, ['gone'], move)) moved += 1;
    await this.#sweep();
    return moved;
  }

  async unclear(): Promise<readonly string[]> {
    const others = await this.#others(await this.own());
    return others.filter((owner) => this.#isUnclear(owner)).map(({ id }) => id);
  }

  async adoptUnclear(id: string, move: Move): Promise<boolean> {
    const owner = (await this.#others(await this.own())).find((other) => other.id === id);
    return owner !== undefined && (await this.#takeOver(owner, ['gone', 'unclear'], move));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const own = await this.#own?.catch(() => undefined);
    // On failure, others find this owner gone once the process has ended.
    if (own !== undefined) await this.#database.write(unlist(own)).catch(() => undefined);
    this.#lock?.close();
    this.#lock = null;
    if (own !== undefined) rmSync(this.#file(own), { force: true });
  }

  /** @param also statements of the same transaction */
  async #enlist(also: (id: string) => readonly Statement[] = () => []): Promise<string> {
    const id = randomUUID();
    const file = this.#file(id);
    createPrivately(file);
    const lock = lockFile(file);
    // Another process has swept the file before it was locked.
    if (lock === null) return this.#enlist(also);
    try {
      const params = [id, process.pid, machine, Date.now()];
      const sql = 'INSERT INTO owners (id, pid, machine, listed) VALUES (?, ?, ?, ?)';
      await this.#database.write({ sql, params }, ...also(id));
    } catch (error) {
      lock.close();
      rmSync(file, { force: true });
      throw error;
    }
    this.#lock = lock;
    return id;
  }

  /** Returns this process's id; a new one when its lock file or its row in `owners` is gone. */
  async #keep(move: Move): Promise<string> {
    const old = await this.own();
    const [listed] = await this.#database.read('SELECT id FROM owners WHERE id = ?', old);
    if (listed !== undefined && existsSync(this.#file(old))) return old;
    this.#lock?.close();
    this.#lock = null;
    // Callers of `own` wait for the new id until the rows have moved to it.
    const own = this.#enlist((id) => [...move(old, id), unlist(old)]);
    this.#own = own.catch(() => old);
    return own;
  }

  async #others(own: string): Promise<readonly Owner[]> {
    const rows = await this.#database.read('SELECT id, pid, machine FROM owners WHERE id <> ?', own);
    return rows.map(({ id, pid, machine: on }) => ({ id: String(id), pid: Number(pid), machine: String(on) }));
  }

  #probe(owner: Owner): Probe {
    const mayRun = owner.machine !== machine || isAlive(owner.pid);
    const file = this.#file(owner.id);
    try {
      const lock = lockFile(file);
      return { state: mayRun || lock === null ? 'unclear' : 'gone', lock };
    } catch (error) {
      if ((resultCode(error) & 255) === 5) return { state: 'alive', lock: null };
      return { state: mayRun || existsSync(file) ? 'unclear' : 'gone', lock: null };
    }
  }

  #isUnclear(owner: Owner): boolean {
    const { state, lock } = this.#probe(owner);
    lock?.close();
    return state === 'unclear';
  }

  async #takeOver(owner: Owner, states: readonly Probe['state'][], move: Move): Promise<boolean> {
    const { state, lock } = this.#probe(owner);
    try {
      if (!states.includes(state)) return false;
      const moves = move(owner.id, await this.own());
      if (!(await this.#database.write(...moves, { ...unlist(owner.id), changes: 1 }))) return false;
    } finally {
      lock?.close();
    }
    rmSync(this.#file(owner.id), { force: true });
    return true;
  }

  /** Removes lock files of processes that ended before they were listed, or after they were adopted. */
  async #sweep(): Promise<void> {
    const files = readdirSync(this.#directory).filter((file) => file.endsWith('.lock'));
    const rows = await this.#database.read('SELECT id FROM owners');
    const listed = new Set(rows.map(({ id }) => `${id}.lock`));
    for (const name of files.filter((one) => !listed.has(one))) {
      const file = path.join(this.#directory, name);
      const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
      if (Date.now() - made < this.#sweepAfter) continue;
      try {
        const lock = lockFile(file);
        rmSync(file, { force: true });
        lock?.close();
      } catch {
        // Held, or cannot be opened: left to the next sweep.
      }
    }
  }

  #file(id: string): string {
    return path.join(this.#directory, `${id}.lock`);
  }
}

function unlist(id: string): Statement {
  return { sql: 'DELETE FROM owners WHERE id = ?', params: [id] };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return process.platform;
  }
}
