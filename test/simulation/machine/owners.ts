import type { Database, Statement } from '../../../src/storage/database.ts';
import type { Owners } from '../../../src/storage/owners.ts';
import type { Window } from './window.ts';

/** The windows that are owners, by the id under which each is listed. */
export type Locks = Map<string, Window>;

/** A window among the owners: its lock is held as long as it is there, frozen or not. */
export class WindowOwners implements Owners {
  readonly #database: Database;
  readonly #window: Window;
  readonly #locks: Locks;
  #own: Promise<string> | undefined;

  constructor(database: Database, window: Window, locks: Locks) {
    this.#database = database;
    this.#window = window;
    this.#locks = locks;
  }

  own(): Promise<string> {
    this.#own ??= this.#enlist().catch((error: unknown) => {
      this.#own = undefined;
      throw error;
    });
    return this.#own;
  }

  async adopt(move: (gone: string, own: string) => readonly Statement[]): Promise<number> {
    const own = await this.#keep(move);
    const listed = await this.#database.read('SELECT id FROM owners');
    let adopted = 0;
    for (const { id } of listed) {
      const gone = String(id);
      if (gone === own || !(this.#locks.get(gone)?.countsAsGone ?? false)) continue;
      if (await this.#database.write(...move(gone, own), { ...strike(gone), changes: 1 })) adopted += 1;
    }
    return adopted;
  }

  /** Whoever was taken for gone and goes on is another owner from then on; what nobody has taken over moves with it. */
  async #keep(move: (gone: string, own: string) => readonly Statement[]): Promise<string> {
    const before = await this.own();
    if (!this.#window.isDeclaredGone) return before;
    const own = await this.#enlist();
    await this.#database.write(...move(before, own), strike(before));
    this.#own = Promise.resolve(own);
    this.#window.isDeclaredGone = false;
    return own;
  }

  /** Every lock is either held or free here. */
  async unclear(): Promise<readonly string[]> {
    return await Promise.resolve([]);
  }

  async adoptUnclear(): Promise<boolean> {
    return await Promise.resolve(false);
  }

  async close(): Promise<void> {
    this.#window.end();
    await Promise.resolve();
  }

  async #enlist(): Promise<string> {
    const id = `owner-${this.#locks.size + 1}`;
    this.#locks.set(id, this.#window);
    const sql = 'INSERT INTO owners (id, pid, machine, listed) VALUES (?, ?, ?, ?)';
    await this.#database.write({ sql, params: [id, this.#locks.size, 'machine', 0] });
    return id;
  }
}

function strike(id: string): Statement {
  return { sql: 'DELETE FROM owners WHERE id = ?', params: [id] };
}
