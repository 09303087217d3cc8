import type { BlandApi } from '../../api/index.ts';
import { isSurplus } from './errors.ts';
import type { Stores } from '../sessions/stores.ts';
import type { OutboxContext } from './context.ts';
import { Delivery } from './delivery.ts';
import {
  type Entry,
  type EntryState,
  isSettled,
  needsDecision,
  newRecord,
  type OutboxRecord,
  type Pending,
  updateFromRow,
} from './entry.ts';
import { EntryRegistry } from './entry-registry.ts';
import { EntryRows, LostError } from './entry-rows.ts';
import type { AnyWriteKind, WriteKind } from './kind.ts';
import { RowSync } from './row-sync.ts';
import { SurplusCheck } from './surplus-check.ts';
import { usualTiming } from './timing.ts';
import { type OutboxStatus, WriteScheduler } from './write-scheduler.ts';

export type { Clock } from '../clock.ts';
export { entryIdPrefix, isPending, isSettled, needsDecision } from './entry.ts';
export type { Entry, EntryState, Pending } from './entry.ts';
export type { AnyWriteKind, WriteKind } from './kind.ts';
export type { OutboxStatus } from './write-scheduler.ts';

/** Writes of one connection that may be under way at once, each for another issue. */
const maxConcurrentWrites = 4;

export interface OutboxOptions<Api, LocalStores>
  extends
    Pick<OutboxContext<Api, LocalStores>, 'connection' | 'account' | 'api' | 'rows' | 'stores' | 'clock'>,
    Partial<Pick<OutboxContext<Api, LocalStores>, 'organisation' | 'timing' | 'random'>> {
  readonly kinds: ReadonlyMap<string, AnyWriteKind<Api, LocalStores>>;
}

/**
 * The pending writes of one connection. A write is shown at once, stored in the database, and sent in the order of its
 * issue. It waits while the service cannot be reached, is looked for when the service may have done it, and is left to a
 * person when only that can tell.
 */
export class Outbox<Api = BlandApi, LocalStores = Stores> {
  readonly #context: OutboxContext<Api, LocalStores>;
  readonly #registry = new EntryRegistry<Api, LocalStores>();
  /** By issue, the end of its last write. */
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  readonly #scheduler: WriteScheduler;
  readonly #delivery: Delivery<Api, LocalStores>;
  readonly #sync: RowSync<Api, LocalStores>;
  readonly #rowsChanged: { dispose(): void };
  /** Writes that were added before those of earlier windows, which come first, had been read. Undefined from then on. */
  #early: OutboxRecord<Api, LocalStores>[] | undefined = [];
  /** Fires for every change of an entry's state, the last time when it is delivered, discarded or handed over. */
  readonly onDidChange = this.#registry.onDidChange;
  /** Fires when the whole queue stops or goes on. */
  readonly onDidChangeStatus;

  constructor(options: OutboxOptions<Api, LocalStores>) {
    const { organisation = async () => null, timing = usualTiming, random = Math.random } = options;
    const { api, clock, kinds, rows } = options;
    const stop = this.#stop.signal;
    const scheduler = new WriteScheduler(clock, maxConcurrentWrites, stop, timing);
    this.#scheduler = scheduler;
    this.onDidChangeStatus = scheduler.onDidChange;
    const context: OutboxContext<Api, LocalStores> = {
      ...options,
      readOnlyApi: api(() => Promise.reject(new LostError())),
      organisation,
      timing,
      random,
      scheduler,
      stop,
      setState: (record, state, error) => this.#setState(record, state, error),
    };
    this.#context = context;
    const entryRows = new EntryRows(context);
    const surplusCheck = new SurplusCheck(context, entryRows);
    this.#delivery = new Delivery(context, entryRows, surplusCheck);
    this.#sync = new RowSync({
      context,
      kinds,
      registry: this.#registry,
      enqueue: (record) => this.#enqueue(record),
      checkSurplus: (record) => void surplusCheck.run(record),
    });
    this.#rowsChanged = rows.onDidChange(() => void this.#sync.read());
    void this.#sync.read().then(() => {
      const early = this.#early ?? [];
      this.#early = undefined;
      for (const record of early) this.#enqueue(record);
    });
  }

  /** The writes that are not done, in the order in which they were made. */
  get entries(): readonly Entry[] {
    return [...this.#registry.records].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  /** Reasons for which the whole queue stops or is slow. */
  get status(): OutboxStatus {
    return this.#scheduler.status;
  }

  /** Resolves once `entries` has the entries of earlier windows that this window owns by now. */
  loaded(): Promise<void> {
    return this.#sync.read();
  }

  get(id: string): Entry | undefined {
    return this.#registry.get(id);
  }

  /**
   * Adds a write, and begins to send it once it is stored. A write that cannot be stored is refused with a `StorageError`:
   * it keeps its text, and `retry` tries to store it again.
   */
  add<P, R>(kind: WriteKind<P, R, Api, LocalStores>, payload: P): Entry<P> {
    const record = newRecord(kind as AnyWriteKind<Api, LocalStores>, payload, this.#context.clock.now());
    this.#registry.add(record);
    this.#save(record);
    this.#enqueueInOrder(record);
    return record as Entry<P>;
  }

  /** Resolves to true once the entry is stored, or was. */
  async recorded(id: string): Promise<boolean> {
    return (await this.#registry.get(id)?.saved) ?? this.#registry.isOver(id);
  }

  /**
   * Adds a write and waits for its end, at most `budgetMs` milliseconds.
   *
   * @returns the service's answer, or a `Pending` when none came in time or a person has to decide whether it was done
   * @throws the error by which the write was refused. With `keepRefused`, the entry stays for a person to decide about;
   *   without, it is discarded, also when only the key was rejected
   */
  async deliver<P, R>(
    kind: WriteKind<P, R, Api, LocalStores>,
    payload: P,
    options: { readonly budgetMs: number; readonly keepRefused: boolean },
  ): Promise<R | Pending> {
    // A person waits for the answer: try again even if the key was rejected before.
    this.#scheduler.resume();
    const entry = this.add(kind, payload);
    const { id } = entry;
    const outcome = await this.#until(id, options.budgetMs, (now) => isSettled(now) || this.#needsKey(now));
    if (outcome?.state === 'delivered') return outcome.result as R;
    if (outcome === undefined || outcome.inDoubt) return { pending: true, entryId: id };
    const isRefused = needsDecision(outcome);
    if (!isRefused && (options.keepRefused || !this.#needsKey(outcome))) return { pending: true, entryId: id };
    const error = isRefused ? outcome.error : this.status.needsKey;
    if (!options.keepRefused) await this.discard(id);
    throw error;
  }

  /** Returns the entry once it is over or a person has to decide; undefined when `budgetMs` milliseconds pass before. */
  outcome(id: string, budgetMs: number): Promise<Entry | undefined> {
    return this.#until(id, budgetMs, isSettled);
  }

  /**
   * Sends an entry again that was refused or asks, whatever is on the service; tries a waiting one now.
   *
   * @throws StorageError when the decision cannot be stored: the entry stays as it is
   * @throws DoubtError when the service has it twice already
   */
  async retry(id: string): Promise<void> {
    const record = this.#registry.get(id);
    if (record === undefined) return;
    if (!needsDecision(record)) {
      record.wake.abort();
      this.#scheduler.resume();
      this.#scheduler.skipWait();
      return;
    }
    await this.#resume(record, 'waiting', 'send');
  }

  /** Looks again for an entry that may have been done. @throws StorageError, DoubtError when the service has it twice */
  async lookAgain(id: string): Promise<void> {
    const record = this.#registry.get(id);
    if (record === undefined || !needsDecision(record) || record.ambiguousAttempts === 0) return;
    await this.#resume(record, 'looking', 'look');
  }

  /**
   * Changes the payload of a refused entry, which is then sent again, or of a waiting one that was certainly not done.
   *
   * @returns false for any other entry, since the service may have it
   * @throws StorageError
   * @throws DoubtError when the service has it twice
   */
  async amend<P>(id: string, payload: P): Promise<boolean> {
    const record = this.#registry.get(id);
    if (record === undefined || record.ambiguousAttempts > 0 || record.state === 'sending') return false;
    await record.saved;
    if (needsDecision(record)) return await this.#resume(record, 'waiting', undefined, { payload });
    const during = { payload: record.payload, state: 'waiting' } as const;
    if (record.state !== 'waiting' || !(await this.#context.rows.change(id, { payload }, during))) return false;
    record.payload = payload;
    this.#registry.fireChange(record);
    return true;
  }

  /** Sends the writes that waited for another key. */
  resume(): void {
    this.#scheduler.resume();
  }

  /**
   * Discards a write. One that is being sent cannot be called back.
   *
   * @returns true when that is stored: nothing is sent for the write after that
   * @throws StorageError when it cannot be stored: the write may still be sent
   */
  async discard(id: string): Promise<boolean> {
    const record = this.#registry.get(id);
    if (record === undefined) return false;
    const isStored = await record.saved;
    if (isSettled(record) && !needsDecision(record)) return false;
    if (isStored && !(await this.#context.rows.discard(id))) return false;
    this.#setState(record, 'discarded', record.error);
    record.wake.abort();
    return true;
  }

  /**
   * Stops. Writes that are not done stay stored, and those that are under way are looked for at the next start. Resolves
   * once everything that was added is stored.
   */
  async dispose(): Promise<void> {
    this.#stop.abort();
    this.#rowsChanged.dispose();
    this.#registry.dispose();
    this.#scheduler.dispose();
    await Promise.all([...this.#registry.records].map(({ saved }) => saved));
  }

  #save(record: OutboxRecord<Api, LocalStores>): void {
    const { connection, account, rows } = this.#context;
    record.saved = (async () => {
      try {
        record.account = await account().catch(() => null);
        const { id, issueId, kind, payload, created } = record;
        const row = { id, connection, account: record.account, issue: issueId, kind, payload, baseline: null };
        await rows.add({ ...row, state: 'waiting', attempts: 0, ambiguousAttempts: 0, error: null, created });
        return true;
      } catch (error) {
        if (record.state === 'waiting') this.#setState(record, 'refused', error);
        return false;
      }
    })();
  }

  /**
   * Resumes an entry that a person has decided about.
   *
   * @returns false when somebody else has decided about it meanwhile
   * @throws DoubtError when the service has it twice, which was only reported: sent again, it would be there three times
   */
  async #resume(
    record: OutboxRecord<Api, LocalStores>,
    state: 'waiting' | 'looking',
    decision: 'send' | 'look' | undefined,
    change: { readonly payload?: unknown } = {},
  ): Promise<boolean> {
    const { rows } = this.#context;
    if (isSurplus(record.error)) throw record.error;
    const isStored = await record.saved;
    const row = isStored ? await rows.get(record.id) : undefined;
    const isTaken = !isStored || (await rows.claim(record.id, { ...change, state }));
    // A person decided twice in this window: the first decision counts.
    if (!needsDecision(record)) return false;
    if (!isTaken) {
      this.#setState(record, 'handed-over', undefined);
      return false;
    }
    if (row !== undefined) updateFromRow(record, row);
    Object.assign(record, { ...change, wake: new AbortController(), waitMs: 0, lookCount: 0, decision });
    this.#setState(record, state, undefined);
    if (!isStored) this.#save(record);
    this.#enqueueInOrder(record);
    return true;
  }

  #enqueueInOrder(record: OutboxRecord<Api, LocalStores>): void {
    if (this.#early === undefined) this.#enqueue(record);
    else this.#early.push(record);
  }

  /** Writes of one issue keep their order: each waits until the one before it is done or left to a person. */
  #enqueue(record: OutboxRecord<Api, LocalStores>): void {
    const previous = this.#lanes.get(record.issueId) ?? Promise.resolve();
    const lane = previous.then(() => this.#delivery.run(record));
    this.#lanes.set(record.issueId, lane);
    void lane.then(() => {
      if (this.#lanes.get(record.issueId) === lane) this.#lanes.delete(record.issueId);
    });
  }

  /** Tells whether an entry that was certainly not done waits for a key. */
  #needsKey({ state, inDoubt }: Entry): boolean {
    return state === 'waiting' && !inDoubt && this.status.needsKey !== undefined;
  }

  async #until(id: string, budgetMs: number, hasEnded: (entry: Entry) => boolean): Promise<Entry | undefined> {
    const record = this.#registry.get(id);
    if (record === undefined || hasEnded(record)) return record;
    const timer = new AbortController();
    const ended = new Promise<Entry>((resolve) => {
      const resolveAtEnd = (): void => {
        if (hasEnded(record)) resolve(record);
      };
      const subscriptions = [this.onDidChange(resolveAtEnd), this.onDidChangeStatus(resolveAtEnd)];
      timer.signal.addEventListener('abort', () => subscriptions.forEach((one) => one.dispose()));
    });
    try {
      return await Promise.race([ended, this.#context.clock.wait(budgetMs, timer.signal).then(() => undefined)]);
    } finally {
      timer.abort();
    }
  }

  #setState(record: OutboxRecord<Api, LocalStores>, state: EntryState, error: unknown): void {
    this.#registry.setState(record, state, error);
    // Its new owner may have left it to a person by now, or may be gone.
    if (state === 'handed-over') void this.#sync.read();
  }
}
