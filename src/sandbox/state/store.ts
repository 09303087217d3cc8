import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { seedState } from '../seed/index.ts';
import { Database } from './database.ts';
import { withHistory } from './history.ts';
import { drop, dropAll, Import, sweep } from './imports.ts';
import { collections, keptCall, type Call, type Collections, type KeptCall, type State } from './schema.ts';
import { tables } from './tables.ts';

/** What a change gives back: the state after it, and what its request answers. */
export interface Change<Result> {
  readonly state: State;
  readonly result: Result;
  /** An import whose bytes nothing points to any more. */
  readonly dropped?: number | undefined;
}

type Name = keyof Collections;
const names = Object.keys(collections) as Name[];

/** A state, and the versions of the collections it was read from. */
interface Cached {
  readonly state: State;
  readonly versions: ReadonlyMap<string, number>;
}

/**
 * The sandbox's state in its database, which other windows read and change too. Each request sees and changes what is stored
 * then; only what another window has changed is read again.
 */
export class Store {
  readonly #database: Database;
  readonly #organisation: string | undefined;
  readonly #user: string | undefined;
  #cached: Cached | undefined;

  /**
   * @param organisation the id of the sample data's organisation, when it is to be another
   * @param user the member that requests are made by, when it is not the owner
   */
  constructor(directory: string | undefined, organisation: string | undefined, user: string | undefined) {
    this.#organisation = organisation;
    this.#user = user;
    this.#database = new Database(directory, (db) => {
      db.exec(tables);
      this.#plant(db);
    });
  }

  /** Where the state came from when this process opened it, and the files that it had to set aside. */
  get found(): { readonly from: 'seed' | 'file'; readonly set_aside: readonly string[] } {
    return { from: this.#database.isNew ? 'seed' : 'file', set_aside: this.#database.setAside };
  }

  /** The state as it is stored now. @throws Refusal 503 when it cannot be read */
  async read(): Promise<State> {
    return await this.#database.read((db) => this.#asUser(this.#load(db).state));
  }

  /**
   * Changes the state in one transaction.
   *
   * @param make gets the newest state; what it throws changes nothing. It may be called several times
   * @throws what `make` throws, and why the state could not be stored
   */
  async change<Result>(make: (state: State) => Change<Result>): Promise<Result> {
    return await this.#database.write((db) => this.#change(db, make));
  }

  /**
   * Makes what an import has brought visible, together with a change.
   *
   * @param make gets the state with it, and the number by which `bytesOf` finds it
   */
  async finish<Result>(importing: Import, make: (state: State, importId: number) => Change<Result>): Promise<Result> {
    const result = await this.#database.write((db) => {
      const id = importing.reveal(db);
      renew(db, 'calls');
      return this.#change(db, (state) => make(state, id));
    });
    this.tidy();
    return result;
  }

  /** A call with its large parts. */
  async call(id: string): Promise<Call | undefined> {
    return await this.#database.read((db) => {
      const row = db
        .prepare('SELECT number, json FROM visible_calls WHERE id = ? ORDER BY number DESC LIMIT 1')
        .get(JSON.stringify(id));
      if (row === undefined) return undefined;
      const pieces = db.prepare('SELECT bytes FROM bodies WHERE call = ? ORDER BY number').all(Number(row['number']));
      const body = Buffer.concat(pieces.map(({ bytes }) => bytes as Uint8Array)).toString();
      return { ...readCall(row), ...(JSON.parse(body) as Pick<Call, 'details' | 'corrected'>) };
    });
  }

  /** Begins to store calls or bytes that are too many for one transaction. */
  beginImport(): Import {
    return new Import(this.#database);
  }

  /** The bytes that an import has brought, a piece at a time. They end early when another has replaced them. */
  async *bytesOf(importId: number): AsyncGenerator<Uint8Array> {
    for (let last = 0; ;) {
      const row = await this.#database.read((db) =>
        db.prepare('SELECT number, bytes FROM bodies WHERE import = ? AND number > ? LIMIT 1').get(importId, last),
      );
      if (row === undefined) return;
      last = Number(row['number']);
      yield row['bytes'] as Uint8Array;
    }
  }

  /** Brings the sample data back. @returns the state then */
  async reset(): Promise<State> {
    const state = await this.#database.write((db) => {
      dropAll(db);
      db.exec('DELETE FROM objects');
      this.#plant(db);
      return this.#asUser(this.#load(db).state);
    });
    this.tidy();
    return state;
  }

  /** Deletes in the background what nobody sees any more. What is left then goes at the next start. */
  tidy(): void {
    sweep(this.#database).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  /** Fills empty collections with the sample data. */
  #plant(db: DatabaseSync): void {
    const { calls, org_id, user_id, next_number, ...lists } = seedState();
    const accounts = [{ id: 'account', org_id: this.#organisation ?? org_id, user_id, next_number }] as const;
    for (const name of names) {
      storeList(db, name, [], { accounts, ...lists }[name]);
      renew(db, name);
    }
    const importing = new Import(this.#database);
    for (const call of calls) importing.addCall(call);
    importing.reveal(db);
    renew(db, 'calls');
  }

  #change<Result>(db: DatabaseSync, make: (state: State) => Change<Result>): Result {
    const before = this.#load(db);
    const seen = this.#asUser(before.state);
    const { state, result, dropped } = make(seen);
    if (dropped !== undefined) drop(db, dropped);
    this.#save(db, before, { ...withHistory(seen, state), user_id: before.state.user_id });
    return result;
  }

  /** A state as the user of this server sees it. */
  #asUser(state: State): State {
    return this.#user === undefined ? state : { ...state, user_id: this.#user };
  }

  #load(db: DatabaseSync): Cached {
    const rows = db.prepare('SELECT collection, version FROM versions').all();
    const versions = new Map(rows.map(({ collection, version }) => [String(collection), Number(version)]));
    const cached = this.#cached;
    const changed = [...versions.keys()].filter((name) => cached?.versions.get(name) !== versions.get(name));
    if (cached !== undefined && changed.length === 0) return cached;
    const parts = changed.map((name) => [name, name === 'calls' ? readCalls(db) : readObjects(db, name as Name)]);
    const { accounts, ...lists } = Object.fromEntries(parts) as Partial<Collections>;
    // Whatever the first look does not find in the cache has changed: then everything is there.
    this.#cached = { versions, state: { ...cached?.state, ...accounts?.[0], ...lists } as State };
    return this.#cached;
  }

  /** Stores the rows in which two states differ. A transaction that fails leaves a cache whose versions nobody has. */
  #save(db: DatabaseSync, { state: before, versions }: Cached, after: State): void {
    const renewed = new Map(versions);
    for (const name of names) {
      const [old, now] = [listOf(before, name), listOf(after, name)];
      if (old !== now && storeList(db, name, old, now)) renewed.set(name, renew(db, name));
    }
    this.#cached = { state: after, versions: renewed };
  }
}

/** The account's part of a state stands in it directly. */
function listOf(state: State, name: Name): Collections[Name] {
  if (name !== 'accounts') return state[name];
  const { org_id, user_id, next_number } = state;
  return [{ id: 'account', org_id, user_id, next_number }];
}

type Kept = Collections[Name][number];
const idOf = (one: Kept): string => JSON.stringify('id' in one ? one.id : one.request_id);

function readObjects(db: DatabaseSync, name: Name): Kept[] {
  const rows = db.prepare('SELECT json FROM objects WHERE collection = ? ORDER BY number').all(name);
  return rows.map(({ json }) => collections[name].parse(JSON.parse(String(json))));
}

function readCalls(db: DatabaseSync): readonly KeptCall[] {
  const calls = db.prepare('SELECT json FROM visible_calls ORDER BY number').all().map(readCall);
  return [...new Map(calls.map((call) => [call.call_id, call])).values()];
}

const readCall = (row: Readonly<Record<string, unknown>>): KeptCall => keptCall.parse(JSON.parse(String(row['json'])));

/** @returns whether there was a difference */
function storeList(db: DatabaseSync, name: Name, before: readonly Kept[], after: readonly Kept[]): boolean {
  const old = new Map(before.map((one) => [idOf(one), one]));
  const put = db.prepare(`INSERT INTO objects (collection, id, json) VALUES (?, ?, ?)
    ON CONFLICT (collection, id) DO UPDATE SET json = excluded.json`);
  let changed = false;
  for (const one of after) {
    const id = idOf(one);
    const was = old.get(id);
    old.delete(id);
    if (was === one) continue;
    const json = JSON.stringify(one);
    if (was !== undefined && JSON.stringify(was) === json) continue;
    put.run(name, id, json);
    changed = true;
  }
  for (const id of old.keys()) db.prepare('DELETE FROM objects WHERE collection = ? AND id = ?').run(name, id);
  return changed || old.size > 0;
}

/** Gives a collection another version, which no window has seen yet. */
function renew(db: DatabaseSync, name: string): number {
  const version = randomInt(2 ** 47);
  db.prepare('INSERT OR REPLACE INTO versions (collection, version) VALUES (?, ?)').run(name, version);
  return version;
}
