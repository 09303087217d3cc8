import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Database, Statement } from './database.ts';
import { StorageError } from './errors.ts';
import { isAlive, machine } from './machine.ts';
import { createPrivately, lockFile, resultCode, storageError } from './sqlite.ts';

/** Statements that move the rows of the owner `gone` to the owner `own`. */
export type Move = (gone: string, own: string) => readonly Statement[];

/** This process among those that own rows of the database. */
export interface Owners {
  /**
   * Returns this process's id as an owner, which `adopt` may change. The first call takes its lock and lists it.
   *
   * @throws StorageError
   */
  own(): Promise<string>;
  /**
   * Looks which listed owners are gone, and moves what is theirs to this process. When this process's own lock was lost, its
   * rows move to the id that it has from now on.
   *
   * @param move run in one transaction with the statement that strikes `gone` from the list
   * @returns how many owners' rows were moved
   * @throws StorageError
   */
  adopt(move: Move): Promise<number>;
  /** Ids of owners that may or may not be gone: a person decides. @throws StorageError */
  unclear(): Promise<readonly string[]>;
  /** Moves the rows of an owner of which a person says that it is gone; false when it is seen to live. @throws StorageError */
  adoptUnclear(id: string, move: Move): Promise<boolean>;
  /** Strikes this process from the list and lets go of its lock: what is still its own is free to take. */
  close(): Promise<void>;
}

interface Owner {
  readonly id: string;
  readonly pid: number;
  readonly machine: string;
}

/** What a look at an owner's lock shows. Whoever looks holds a free lock until it is closed. */
interface Look {
  readonly state: 'alive' | 'unclear' | 'gone';
  readonly lock: DatabaseSync | null;
}

/**
 * Owners by the operating system's word: each holds an exclusive transaction on a file of its own as long as it runs, also while
 * it is stopped. The lock is held on the calling thread, since it would end with a worker.
 */
export class OwnerLocks implements Owners {
  readonly #directory: string;
  readonly #database: Database;
  readonly #sweepAfter: number;
  #own: Promise<string> | undefined;
  #adopting: Promise<number> | undefined;
  /** Referenced as long as it is held: garbage collection would let go of it. */
  #lock: DatabaseSync | null = null;
  #closed = false;

  /** @param sweepAfter milliseconds after which a free lock file that nobody is listed for is removed */
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
    // What cannot be struck now is found gone once the process has ended.
    if (own !== undefined) await this.#database.write(strike(own)).catch(() => undefined);
    this.#lock?.close();
    this.#lock = null;
    if (own !== undefined) rmSync(this.#file(own), { force: true });
  }

  /** @param also what is done in the same transaction */
  async #enlist(also: (id: string) => readonly Statement[] = () => []): Promise<string> {
    const id = randomUUID();
    const file = this.#file(id);
    createPrivately(file);
    const lock = lockFile(file);
    // Swept by another process between its making and its locking.
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

  /** Returns this process's id, a new one when its lock file or its place in the list was taken from it. */
  async #keep(move: Move): Promise<string> {
    const old = await this.own();
    const [listed] = await this.#database.read('SELECT id FROM owners WHERE id = ?', old);
    if (listed !== undefined && existsSync(this.#file(old))) return old;
    this.#lock?.close();
    this.#lock = null;
    // Whoever asks meanwhile waits for the new id: under it, nothing is this process's before the rows have moved.
    const own = this.#enlist((id) => [...move(old, id), strike(old)]);
    this.#own = own.catch(() => old);
    return own;
  }

  async #others(own: string): Promise<readonly Owner[]> {
    const rows = await this.#database.read('SELECT id, pid, machine FROM owners WHERE id <> ?', own);
    return rows.map(({ id, pid, machine: on }) => ({ id: String(id), pid: Number(pid), machine: String(on) }));
  }

  #look(owner: Owner): Look {
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
    const { state, lock } = this.#look(owner);
    lock?.close();
    return state === 'unclear';
  }

  async #takeOver(owner: Owner, states: readonly Look['state'][], move: Move): Promise<boolean> {
    const { state, lock } = this.#look(owner);
    try {
      if (!states.includes(state)) return false;
      const moves = move(owner.id, await this.own());
      if (!(await this.#database.write(...moves, { ...strike(owner.id), changes: 1 }))) return false;
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
        // Held, or not to be opened: the next sweep looks again.
      }
    }
  }

  #file(id: string): string {
    return path.join(this.#directory, `${id}.lock`);
  }
}

function strike(id: string): Statement {
  return { sql: 'DELETE FROM owners WHERE id = ?', params: [id] };
}
