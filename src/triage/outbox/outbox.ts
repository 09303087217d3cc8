import type { BlandApi } from '../../api/index.ts';
import { Emitter } from '../../shared/event.ts';
import type { Clock } from '../clock.ts';
import { isSurplus } from '../errors.ts';
import type { Stores } from '../sessions/stores.ts';
import { Attempts } from './attempts.ts';
import {
  type Entry,
  type EntryState,
  isSettled,
  needsDecision,
  newRecord,
  type OutboxRecord,
  type Pending,
  recordOf,
  rowOf,
  takeRow,
} from './entry.ts';
import type { AnyWrite, WriteKind } from './kind.ts';
import { type OutboxStatus, Pace } from './pace.ts';
import type { WriteRow } from './row.ts';
import { rowsAtOnce, type WriteRows } from './rows.ts';
import { restoreError, storeError } from './stored-error.ts';
import { type Timing, usualTiming } from './timing.ts';

export type { Clock } from '../clock.ts';
export { entryIdPrefix, isSettled, needsDecision } from './entry.ts';
export type { Entry, EntryState, Pending } from './entry.ts';
export type { AnyWrite, WriteKind } from './kind.ts';
export type { OutboxStatus } from './pace.ts';

/** Writes of one connection that are under way at once, each for another issue. */
const atOnce = 4;

export interface OutboxOptions<Api, Kept> {
  /** The connection's id and origin: what was written for one service is not sent to another that has the id today. */
  readonly connection: string;
  /** Whose key writes are made with now. @throws NoKeyError */
  readonly account: () => Promise<string>;
  /** Asks the service for the key's organisation, which tells whether another key is of the same account. */
  readonly organisation?: (api: Api, signal: AbortSignal) => Promise<string | null>;
  /** The service. With `before`, each request that writes awaits it right before it is sent. */
  readonly api: (before: () => Promise<void>) => Api;
  readonly rows: WriteRows;
  readonly kinds: ReadonlyMap<string, AnyWrite<Api, Kept>>;
  readonly stores: Kept;
  readonly clock: Clock;
  readonly timing?: Timing;
  /** From 0 to 1, to spread waits. */
  readonly random?: () => number;
}

/**
 * Every write goes through here: shown at once, stored in the database, sent in the order of its issue, waited with while
 * the service cannot be reached, looked for when it may have been done, and left to a person when only that can tell.
 */
export class Outbox<Api = BlandApi, Kept = Stores> {
  readonly #options: OutboxOptions<Api, Kept>;
  readonly #records = new Map<string, OutboxRecord<Api, Kept>>();
  /** Entries that are over: a row that was read before that must not bring them back. */
  readonly #over = new Set<string>();
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  readonly #pace: Pace;
  readonly #attempts: Attempts<Api, Kept>;
  readonly #rowsChanged: { dispose(): void };
  /** Writes that were made before those of earlier windows were known, which come first. */
  #early: OutboxRecord<Api, Kept>[] | undefined = [];
  #reading: Promise<void> = Promise.resolve();
  readonly #changed = new Emitter<Entry>();
  /** Fires for every change of an entry's state, the last time when it is delivered, discarded or handed over. */
  readonly onDidChange = this.#changed.event;
  /** Fires when the whole queue stops or goes on. */
  readonly onDidChangeStatus;

  constructor(options: OutboxOptions<Api, Kept>) {
    const { clock, organisation = async () => null, rows, timing = usualTiming, random = Math.random } = options;
    this.#options = options;
    this.#pace = new Pace(clock, atOnce, this.#stop.signal, timing);
    this.onDidChangeStatus = this.#pace.onDidChange;
    this.#attempts = new Attempts({
      ...options,
      organisation,
      timing,
      random,
      pace: this.#pace,
      stop: this.#stop.signal,
      tell: (record, state, error) => this.#set(record, state, error),
    });
    this.#rowsChanged = rows.onDidChange(() => void this.#read());
    void this.#read().then(() => {
      const early = this.#early ?? [];
      this.#early = undefined;
      for (const record of early) this.#enter(record);
    });
  }

  /** The writes that are not done; in the order in which they were made. */
  get entries(): readonly Entry[] {
    return [...this.#records.values()].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  /** Why the whole queue stands still, if it does. */
  get status(): OutboxStatus {
    return this.#pace.status;
  }

  /** Resolves once the entries of earlier windows, as far as they are this one's by now, are among `entries`. */
  loaded(): Promise<void> {
    return this.#read();
  }

  get(id: string): Entry | undefined {
    return this.#records.get(id);
  }

  /**
   * Takes a write, and begins to send it once it is stored. Returns at once. What cannot be stored is refused with a
   * `StorageError`: its text stays, and `retry` tries to store it again.
   */
  add<P, R>(write: WriteKind<P, R, Api, Kept>, payload: P): Entry<P> {
    const record = newRecord(write as AnyWrite<Api, Kept>, payload, this.#options.clock.now());
    this.#records.set(record.id, record);
    this.#changed.fire(record);
    this.#save(record);
    this.#queue(record);
    return record as Entry<P>;
  }

  /** Resolves to whether the entry is stored. */
  async recorded(id: string): Promise<boolean> {
    return (await this.#records.get(id)?.saved) ?? this.#over.has(id);
  }

  /**
   * Makes a write and waits for its end, at most `budgetMs`.
   *
   * @returns the server's answer, or a `Pending` when the time is over before it came, or when a person has to decide
   *   whether it was done
   * @throws what the write was refused with. With `keepRefused` the entry stays for the user to decide about; without, it
   *   is gone, also when only the key was refused
   */
  async deliver<P, R>(
    write: WriteKind<P, R, Api, Kept>,
    payload: P,
    options: { readonly budgetMs: number; readonly keepRefused: boolean },
  ): Promise<R | Pending> {
    // Whoever waits for an answer asks again, even if the key was not accepted before.
    this.#pace.resume();
    const entry = this.add(write, payload);
    const { id } = entry;
    const outcome = await this.#until(id, options.budgetMs, (now) => isSettled(now) || this.#wantsKey(now));
    if (outcome?.state === 'delivered') return outcome.result as R;
    if (outcome === undefined || outcome.inDoubt) return { pending: true, entryId: id };
    const refused = needsDecision(outcome);
    if (!refused && (options.keepRefused || !this.#wantsKey(outcome))) return { pending: true, entryId: id };
    const error = refused ? outcome.error : this.status.needsKey;
    if (!options.keepRefused) await this.discard(id);
    throw error;
  }

  /** The entry once it is over or waits for a person; undefined when `budgetMs` pass before. */
  outcome(id: string, budgetMs: number): Promise<Entry | undefined> {
    return this.#until(id, budgetMs, isSettled);
  }

  /**
   * Sends an entry again that was refused or asks, whatever stands at its place; tries a waiting one now.
   *
   * @throws StorageError when that cannot be stored: it stays as it is
   * @throws DoubtError when it was stored twice: it is not sent a third time
   */
  async retry(id: string): Promise<void> {
    const record = this.#records.get(id);
    if (record === undefined) return;
    if (!needsDecision(record)) {
      record.nudge.abort();
      this.#pace.resume();
      this.#pace.hurry();
      return;
    }
    await this.#resume(record, 'waiting', 'send');
  }

  /** Looks once more for an entry that may have been done. @throws StorageError, DoubtError when it was stored twice */
  async lookAgain(id: string): Promise<void> {
    const record = this.#records.get(id);
    if (record === undefined || !needsDecision(record) || record.doubts === 0) return;
    await this.#resume(record, 'looking', 'look');
  }

  /**
   * Changes what an entry says: a refused one, which is sent again, or a waiting one that cannot have been sent.
   *
   * @returns false for any other, since what it said may be on the server
   * @throws StorageError
   * @throws DoubtError when it was stored twice
   */
  async amend<P>(id: string, payload: P): Promise<boolean> {
    const record = this.#records.get(id);
    if (record === undefined || record.doubts > 0 || record.state === 'sending') return false;
    await record.saved;
    if (needsDecision(record)) return await this.#resume(record, 'waiting', undefined, { payload });
    const during = { payload: record.payload, state: 'waiting' } as const;
    if (record.state !== 'waiting' || !(await this.#options.rows.change(id, { payload }, during))) return false;
    record.payload = payload;
    this.#changed.fire(record);
    return true;
  }

  /** There is another key: sends what waited for one. */
  resume(): void {
    this.#pace.resume();
  }

  /**
   * Gives a write up. One that is being sent cannot be called back.
   *
   * @returns whether it is given up, and stored to be: nothing is sent for it after that
   * @throws StorageError when that cannot be stored: it may still be sent
   */
  async discard(id: string): Promise<boolean> {
    const record = this.#records.get(id);
    if (record === undefined) return false;
    const stored = await record.saved;
    if (isSettled(record) && !needsDecision(record)) return false;
    if (stored && !(await this.#options.rows.discard(id))) return false;
    this.#set(record, 'discarded', record.error);
    record.nudge.abort();
    return true;
  }

  /**
   * Stops. What is not done stays stored, and what is under way is looked for at the next start. Resolves once what was
   * added is stored.
   */
  async dispose(): Promise<void> {
    this.#stop.abort();
    this.#rowsChanged.dispose();
    this.#changed.dispose();
    this.#pace.dispose();
    await Promise.all([...this.#records.values()].map(({ saved }) => saved));
  }

  /** Reads the rows that are this window's or wait for a person; one reading at a time. */
  #read(): Promise<void> {
    this.#reading = this.#reading.then(async () => {
      if (this.#stop.signal.aborted) return;
      try {
        const { connection, rows } = this.#options;
        const ids = new Set<string>();
        for (let after = 0, more = true; more;) {
          const some = await rows.ofConnection(connection, after);
          for (const row of some) {
            ids.add(row.id);
            this.#take(row);
          }
          more = some.length === rowsAtOnce;
          after = some.at(-1)?.number ?? after;
        }
        for (const record of this.#records.values()) if (!ids.has(record.id)) await this.#miss(record);
      } catch {
        // Whoever adds a write, or opens the list of pending changes, is told.
      }
    });
    return this.#reading;
  }

  #take(row: WriteRow): void {
    const { error, state } = row;
    const known = this.#records.get(row.id);
    if (known === undefined) this.#recover(row);
    else if (needsDecision(known) && (state === 'asks' || state === 'refused') && !isSameTry(known, row)) {
      takeRow(known, row);
      this.#set(known, state, error === null ? undefined : restoreError(error));
    }
  }

  /** Stores an entry again that a replaced file does not have. */
  async #miss(record: OutboxRecord<Api, Kept>): Promise<void> {
    const { connection, rows } = this.#options;
    if (!(await record.saved)) return;
    const { state } = record;
    if (state === 'delivered' || state === 'discarded' || state === 'handed-over') return;
    const error = needsDecision(record) ? storeError(record.error) : null;
    if (await rows.restore({ ...rowOf(record, connection), state, error })) return;
    // Somebody has decided about it in another window, or an answer that came late has settled it.
    if (needsDecision(record) && record.state === state) this.#set(record, 'handed-over', undefined);
  }

  #recover(row: WriteRow): void {
    const write = this.#options.kinds.get(row.kind);
    if (write === undefined || this.#stop.signal.aborted) return;
    if (this.#over.has(row.id)) {
      // An older copy of the file has brought back what is over here.
      if (row.state !== 'checking') void this.#options.rows.settle(row, null);
      return;
    }
    if (!write.schema.safeParse(row.payload).success) return;
    const record = recordOf(write, row);
    if (record.state === 'sending') {
      // An earlier session of this window was sending it when its connection changed.
      record.state = 'looking';
      record.doubts += 1;
      const change = { state: 'looking', doubts: record.doubts } as const;
      record.saved = this.#options.rows.change(record.id, change).catch(() => true);
    }
    if (row.state === 'checking') {
      this.#over.add(record.id);
      void this.#attempts.check(record);
      return;
    }
    this.#records.set(record.id, record);
    this.#changed.fire(record);
    if (!isSettled(record)) this.#enter(record);
  }

  #save(record: OutboxRecord<Api, Kept>): void {
    const { connection, account, rows } = this.#options;
    record.saved = (async () => {
      try {
        record.account = await account().catch(() => null);
        const { id, issueId, kind, payload, created } = record;
        const row = { id, connection, account: record.account, issue: issueId, kind, payload, baseline: null };
        await rows.add({
          ...row,
          state: 'waiting',
          attempts: 0,
          doubts: 0,
          error: null,
          created,
        });
        return true;
      } catch (error) {
        if (record.state === 'waiting') this.#set(record, 'refused', error);
        return false;
      }
    })();
  }

  /**
   * Takes an entry up again by a person's word.
   *
   * @returns false when somebody else has decided about it meanwhile
   * @throws DoubtError when it is done, and only reported: sent again, it would be there a third time
   */
  async #resume(
    record: OutboxRecord<Api, Kept>,
    state: 'waiting' | 'looking',
    word: 'send' | 'look' | undefined,
    change: { readonly payload?: unknown } = {},
  ): Promise<boolean> {
    const { rows } = this.#options;
    if (isSurplus(record.error)) throw record.error;
    const stored = await record.saved;
    const row = stored ? await rows.get(record.id) : undefined;
    const isTaken = !stored || (await rows.claim(record.id, { ...change, state }));
    // It was decided about twice in this window: the first word counts.
    if (!needsDecision(record)) return false;
    if (!isTaken) {
      this.#set(record, 'handed-over', undefined);
      return false;
    }
    if (row !== undefined) takeRow(record, row);
    Object.assign(record, { ...change, nudge: new AbortController(), waitMs: 0, looks: 0, word });
    this.#set(record, state, undefined);
    if (!stored) this.#save(record);
    this.#queue(record);
    return true;
  }

  #queue(record: OutboxRecord<Api, Kept>): void {
    if (this.#early === undefined) this.#enter(record);
    else this.#early.push(record);
  }

  /** Writes of one issue keep their order: each waits for the one before it to be done or left to a person. */
  #enter(record: OutboxRecord<Api, Kept>): void {
    const before = this.#lanes.get(record.issueId) ?? Promise.resolve();
    const lane = before.then(() => this.#attempts.work(record));
    this.#lanes.set(record.issueId, lane);
    void lane.then(() => {
      if (this.#lanes.get(record.issueId) === lane) this.#lanes.delete(record.issueId);
    });
  }

  /** Whether an entry that was certainly not done waits for a key. */
  #wantsKey({ state, inDoubt }: Entry): boolean {
    return state === 'waiting' && !inDoubt && this.status.needsKey !== undefined;
  }

  async #until(id: string, budgetMs: number, isEnd: (entry: Entry) => boolean): Promise<Entry | undefined> {
    const record = this.#records.get(id);
    if (record === undefined || isEnd(record)) return record;
    const timer = new AbortController();
    const ended = new Promise<Entry>((resolve) => {
      const look = (): void => {
        if (isEnd(record)) resolve(record);
      };
      const subscriptions = [this.onDidChange(look), this.onDidChangeStatus(look)];
      timer.signal.addEventListener('abort', () => subscriptions.forEach((one) => one.dispose()));
    });
    try {
      return await Promise.race([ended, this.#options.clock.wait(budgetMs, timer.signal).then(() => undefined)]);
    } finally {
      timer.abort();
    }
  }

  #set(record: OutboxRecord<Api, Kept>, state: EntryState, error: unknown): void {
    record.state = state;
    record.error = error;
    if (isSettled(record) && !needsDecision(record)) {
      this.#records.delete(record.id);
      // What another window has may come back: when that is gone, or asks a person.
      if (state === 'handed-over') void this.#read();
      else this.#over.add(record.id);
    } else this.#records.set(record.id, record);
    this.#changed.fire(record);
  }
}

/** Whether nobody has tried or changed an entry since it was last read. */
function isSameTry(record: Entry, row: WriteRow): boolean {
  const [known, read] = [record, row].map(({ state, attempts, payload }) => JSON.stringify([state, attempts, payload]));
  return known === read;
}
