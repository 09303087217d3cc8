import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type SeedKind, seedState } from '../seed/index.ts';
import { Database } from './database.ts';
import { withHistory } from './history.ts';
import { deleteCalls, Import, markAllDeleted, markDeleted, sweep } from './imports.ts';
import { withoutSamples } from './samples.ts';
import { collections, callSummary, type Call, type Collections, type CallSummary, type State } from './schema.ts';
import { tables } from './tables.ts';

/** The state after a change, and the answer to its request. */
export interface Change<Result> {
  readonly state: State;
  readonly result: Result;
  /** Ids of imports whose bytes are not used any more. */
  readonly unusedImports?: readonly number[];
}

/** The account that the sample data is made for. */
export interface Account {
  readonly seed?: SeedKind | undefined;
  readonly enterprise?: boolean | undefined;
  readonly bindings?: State['bindings'] | undefined;
}

type CollectionName = keyof Collections;
const collectionNames = Object.keys(collections) as CollectionName[];

/** For collections that are newer than a database. */
const noLists = Object.fromEntries(collectionNames.map((name) => [name, []]));

/** A state and the versions of its collections. */
interface Cached {
  readonly state: State;
  readonly versions: ReadonlyMap<string, number>;
}

/**
 * The sandbox's state, stored in a database that other windows read and change as well. Only collections that another window
 * has changed are read again.
 */
export class Store {
  readonly #database: Database;
  readonly #organisation: string | undefined;
  readonly #user: string | undefined;
  readonly #account: Account;
  #cached: Cached | undefined;

  /**
   * @param organisation default: the sample data's
   * @param user id of the member who makes the requests; default: the organisation's owner
   */
  constructor(
    directory: string | undefined,
    organisation: string | undefined,
    user: string | undefined,
    account: Account = {},
  ) {
    this.#account = account;
    this.#organisation = organisation;
    this.#user = user;
    this.#database = new Database(directory, (db, isNew) => {
      if (isNew) db.exec(tables);
      this.#seed(db, account);
    });
  }

  /** Origin of the state when this process opened it, and damaged files that were set aside. */
  get origin(): { readonly from: 'seed' | 'file'; readonly set_aside: readonly string[] } {
    return { from: this.#database.isNew ? 'seed' : 'file', set_aside: this.#database.setAside };
  }

  /** Returns the current state. @throws Refusal 503 when it cannot be read */
  async read(): Promise<State> {
    return await this.#database.read((db) => this.#asUser(this.#load(db).state));
  }

  /**
   * Changes the state in one transaction.
   *
   * @param make gets the current state, and may be called several times
   * @throws what `make` throws, and Refusal 503
   */
  async change<Result>(make: (state: State) => Change<Result>): Promise<Result> {
    return await this.#database.write((db) => this.#change(db, make));
  }

  /**
   * Makes imports visible, and changes the state, in one transaction.
   *
   * @param make gets the state with the imports, and the id of each for `bytesOf`
   */
  async finishImports<Result>(
    started: readonly Import[],
    make: (state: State, importIds: readonly number[]) => Change<Result>,
  ): Promise<Result> {
    const result = await this.#database.write((db) => {
      const ids = started.map((one) => one.publish(db));
      renewVersion(db, 'calls');
      return this.#change(db, (state) => make(state, ids));
    });
    this.startSweep();
    return result;
  }

  /** Reads a call with its large parts. @param importing an import that is in progress, whose calls count as well */
  async call(id: string, importing?: Import): Promise<Call | undefined> {
    const waiting = importing?.waitingCall(id);
    if (waiting !== undefined) return readWholeCall(waiting.json, waiting.body);
    await importing?.storeAll();
    return await this.#database.read((db) => {
      const row = db
        .prepare(
          `SELECT number, json FROM calls WHERE id = ? AND (import = ? OR import NOT IN (SELECT id FROM imports))
          ORDER BY number DESC LIMIT 1`,
        )
        .get(JSON.stringify(id), importing?.id ?? null);
      if (row === undefined) return undefined;
      const pieces = db.prepare('SELECT bytes FROM bodies WHERE call = ? ORDER BY number').all(Number(row['number']));
      return readWholeCall(row['json'], Buffer.concat(pieces.map(({ bytes }) => bytes as Uint8Array)));
    });
  }

  /** For calls or bytes that are too many for one transaction. */
  beginImport(): Import {
    return new Import(this.#database);
  }

  /**
   * Yields the bytes of an import. They end early when another import replaces them.
   *
   * @param start first byte, from 0
   * @param end the byte behind the last one
   */
  async *bytesOf(importId: number, start = 0, end = Infinity): AsyncGenerator<Uint8Array> {
    const pieces = await this.#database.read((db) =>
      db.prepare('SELECT number, length(bytes) AS size FROM bodies WHERE import = ? ORDER BY number').all(importId),
    );
    let position = 0;
    for (const { number, size } of pieces) {
      const first = position;
      position += Number(size);
      if (position <= start) continue;
      if (first >= end) return;
      const row = await this.#database.read((db) =>
        db.prepare('SELECT bytes FROM bodies WHERE number = ? AND import = ?').get(Number(number), importId),
      );
      if (row === undefined) return;
      yield (row['bytes'] as Uint8Array).subarray(Math.max(0, start - first), end - first);
    }
  }

  /** Restores the sample data, of another account if one is given. @returns the new state */
  async reset(account: Account = this.#account): Promise<State> {
    const state = await this.#database.write((db) => {
      markAllDeleted(db);
      db.exec('DELETE FROM objects');
      db.exec('DELETE FROM versions');
      this.#seed(db, account);
      return this.#asUser(this.#load(db).state);
    });
    this.startSweep();
    return state;
  }

  /** Removes the sample data; what was added beside it stays. @returns the new state */
  async removeSamples(): Promise<State> {
    const samples = seedState();
    return await this.#database.write((db) => {
      this.#change(db, (state) => ({ state: withoutSamples(state, samples), result: undefined }));
      deleteCalls(
        db,
        samples.calls.map(({ call_id }) => call_id),
      );
      renewVersion(db, 'calls');
      return this.#asUser(this.#load(db).state);
    });
  }

  /** Deletes invisible data in the background. Should that fail, the next start does it. */
  startSweep(): void {
    sweep(this.#database).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  /** Fills a database with the sample data of the collections that it does not have: it is empty, or of an older version. */
  #seed(db: DatabaseSync, account: Account): void {
    const { calls, agents, ...seeded } = seedState(Date.now(), account.seed);
    const { enterprise = seeded.enterprise, bindings = seeded.bindings } = account;
    const known = new Set(
      db
        .prepare('SELECT collection FROM versions')
        .all()
        .map(({ collection }) => collection),
    );
    const state = {
      ...seeded,
      org_id: this.#organisation ?? seeded.org_id,
      enterprise,
      bindings,
      // An older version has none of the personas that carry their numbers.
      agents: known.has('personas') ? agents.map((agent) => ({ ...agent, persona_id: null })) : agents,
    };
    for (const name of collectionNames) {
      if (known.has(name)) continue;
      storeList(db, name, [], listOf({ ...state, calls }, name));
      renewVersion(db, name);
    }
    if (known.has('calls')) return;
    const sampleCalls = new Import(this.#database);
    for (const call of calls) sampleCalls.addCall(call);
    sampleCalls.publish(db);
    renewVersion(db, 'calls');
  }

  #change<Result>(db: DatabaseSync, make: (state: State) => Change<Result>): Result {
    const before = this.#load(db);
    const seen = this.#asUser(before.state);
    const { state, result, unusedImports = [] } = make(seen);
    for (const id of unusedImports) markDeleted(db, id);
    this.#save(db, before, { ...withHistory(seen, state), user_id: before.state.user_id });
    return result;
  }

  /** Replaces the user of a state by the user of this server. */
  #asUser(state: State): State {
    return this.#user === undefined ? state : { ...state, user_id: this.#user };
  }

  #load(db: DatabaseSync): Cached {
    const rows = db.prepare('SELECT collection, version FROM versions').all();
    const versions = new Map(rows.map(({ collection, version }) => [String(collection), Number(version)]));
    const cached = this.#cached;
    const changed = [...versions.keys()].filter((name) => cached?.versions.get(name) !== versions.get(name));
    if (cached !== undefined && changed.length === 0) return cached;
    const parts = changed.map((name) => [
      name,
      name === 'calls' ? readCalls(db) : readObjects(db, name as CollectionName),
    ]);
    const { accounts, ...lists } = Object.fromEntries(parts) as Partial<Collections>;
    // Complete: without a cache, all collections that the database knows have been read.
    this.#cached = { versions, state: { ...noLists, ...cached?.state, ...accounts?.[0], ...lists } as State };
    return this.#cached;
  }

  /** Stores the rows in which two states differ. If the transaction fails, the cache's versions match none that is stored. */
  #save(db: DatabaseSync, { state: before, versions }: Cached, after: State): void {
    const renewed = new Map(versions);
    for (const name of collectionNames) {
      const [old, now] = [listOf(before, name), listOf(after, name)];
      if (old !== now && storeList(db, name, old, now)) renewed.set(name, renewVersion(db, name));
    }
    this.#cached = { state: after, versions: renewed };
  }
}

/** Returns a collection of a state. The account's fields stand in the state itself. */
function listOf(state: State, name: CollectionName): Collections[CollectionName] {
  if (name !== 'accounts') return state[name];
  const { org_id, user_id, next_number, enterprise, bindings } = state;
  return [{ id: 'account', org_id, user_id, next_number, enterprise, bindings }];
}

type StoredObject = Collections[CollectionName][number];
const idOf = (one: StoredObject): string => JSON.stringify('id' in one ? one.id : one.request_id);

function readObjects(db: DatabaseSync, name: CollectionName): StoredObject[] {
  const rows = db.prepare('SELECT json FROM objects WHERE collection = ? ORDER BY number').all(name);
  return rows.map(({ json }) => collections[name].parse(JSON.parse(String(json))));
}

function readCalls(db: DatabaseSync): readonly CallSummary[] {
  const calls = db.prepare('SELECT json FROM visible_calls ORDER BY number').all().map(readCall);
  return [...new Map(calls.map((call) => [call.call_id, call])).values()];
}

const readCall = (row: Readonly<Record<string, unknown>>): CallSummary =>
  callSummary.parse(JSON.parse(String(row['json'])));

const readWholeCall = (json: unknown, body: Buffer): Call => ({
  ...readCall({ json }),
  ...(JSON.parse(body.toString()) as Pick<Call, 'details' | 'corrected'>),
});

/** @returns true when the lists differed */
function storeList(
  db: DatabaseSync,
  name: CollectionName,
  before: readonly StoredObject[],
  after: readonly StoredObject[],
): boolean {
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

/** Gives a collection a new version, so that every window reads it again. */
function renewVersion(db: DatabaseSync, name: string): number {
  const version = randomInt(2 ** 47);
  db.prepare('INSERT OR REPLACE INTO versions (collection, version) VALUES (?, ?)').run(name, version);
  return version;
}
