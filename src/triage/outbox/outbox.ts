import type { BlandApi } from '../../api/index.ts';
import type { Clock } from '../clock.ts';
import { Emitter } from '../../shared/event.ts';
import type { ConnectionJournal } from '../journal/connection-journal.ts';
import { JournalError } from '../journal/errors.ts';
import type { JournalRecord, StoredEntry } from '../journal/records.ts';
import { Attempts } from './attempts.ts';
import { isSettled, newRecord, recoveredRecord, toStored } from './entry.ts';
import type { AnyWrite, Entry, EntryState, OutboxRecord, Pending, WriteKind } from './entry.ts';
import { type OutboxStatus, Pace } from './pace.ts';

export type { Clock } from '../clock.ts';
export { entryIdPrefix } from './entry.ts';
export type { AnyWrite, Entry, EntryState, Pending, Step, WriteKind } from './entry.ts';
export type { OutboxStatus } from './pace.ts';

/** Writes of one connection that are under way at once, each for another issue. */
const atOnce = 4;

export interface OutboxOptions<Api> {
  readonly api: Api;
  readonly clock: Clock;
  readonly journal: ConnectionJournal;
  readonly kinds: ReadonlyMap<string, AnyWrite<Api>>;
  /** From 0 to 1, to spread waits. */
  readonly random?: () => number;
}

/**
 * Every write goes through here: shown at once, recorded on the disk, sent in the order of its issue, sent again while the
 * service cannot be reached, kept when it is refused, and never sent twice.
 */
export class Outbox<Api = BlandApi> {
  readonly #options: OutboxOptions<Api>;
  readonly #records = new Map<string, OutboxRecord<Api>>();
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  readonly #pace: Pace;
  readonly #attempts: Attempts<Api>;
  /** Writes that were made before those of earlier windows were known, which come first. */
  #early: OutboxRecord<Api>[] | undefined = [];
  readonly #changed = new Emitter<Entry>();
  /** Fires for every change of an entry's state, the last time when it is delivered, discarded or handed over. */
  readonly onDidChange = this.#changed.event;
  /** Fires when the whole queue stops or goes on. */
  readonly onDidChangeStatus;

  constructor(options: OutboxOptions<Api>) {
    const { api, clock, journal, random = Math.random } = options;
    this.#options = options;
    this.#pace = new Pace(clock, atOnce, this.#stop.signal);
    this.onDidChangeStatus = this.#pace.onDidChange;
    const tell = (record: OutboxRecord<Api>, state: EntryState, error: unknown): void =>
      this.#set(record, state, error);
    this.#attempts = new Attempts({ api, clock, journal, random, pace: this.#pace, stop: this.#stop.signal, tell });
    journal.onDidAdopt((entries) => {
      if (this.#early === undefined) this.#recover(entries);
    });
    journal.onDidLose(({ ids, deleted }) => {
      for (const id of ids) this.#lose(id, deleted);
    });
    void journal.recovered().then((entries) => {
      this.#recover(entries);
      const early = this.#early ?? [];
      this.#early = undefined;
      for (const record of early) this.#queue(record);
    });
  }

  /** The writes that are not done: waiting, being sent or refused; oldest first. */
  get entries(): readonly Entry[] {
    return [...this.#records.values()].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  /** Why the whole queue stands still, if it does. */
  get status(): OutboxStatus {
    return this.#pace.status;
  }

  /** Until when the service asked to send nothing; null when it did not. */
  get pausedUntil(): Date | null {
    return this.#pace.status.pausedUntil;
  }

  get(id: string): Entry | undefined {
    return this.#records.get(id);
  }

  /**
   * Takes a write, and begins to send it once it is on the disk. Returns at once. What cannot be recorded is refused with a
   * `JournalError`: its text stays, and `retry` tries to record it again.
   */
  add<P, R>(write: WriteKind<P, R, Api, never>, payload: P): Entry<P> {
    const record = newRecord(write as AnyWrite<Api>, payload, this.#options.clock.now());
    this.#records.set(record.id, record);
    this.#changed.fire(record);
    this.#save(record, this.#snapshot(record));
    this.#queue(record);
    return record as Entry<P>;
  }

  /** Resolves to whether the entry, as it is now, is on the disk. */
  async recorded(id: string): Promise<boolean> {
    return (await this.#records.get(id)?.saved) ?? false;
  }

  /**
   * Makes a write and waits for its end, at most `budgetMs`.
   *
   * @returns the server's answer, or a `Pending` when the time is over before it came.
   * @throws what the server refused the write with. With `keepRefused` the entry stays for the user to decide about;
   * without, it is gone, also when only the key was refused.
   */
  async deliver<P, R>(
    write: WriteKind<P, R, Api, never>,
    payload: P,
    options: { readonly budgetMs: number; readonly keepRefused: boolean },
  ): Promise<R | Pending> {
    // Whoever waits for an answer asks again, even if the key was not accepted before.
    this.#pace.resume();
    const entry = this.add(write, payload);
    const outcome = await this.#until(entry.id, options.budgetMs, (now) => isSettled(now) || this.#wantsKey(now.id));
    if (outcome?.state === 'delivered') return outcome.result as R;
    const failed = outcome?.state === 'refused' || (outcome !== undefined && this.#wantsKey(entry.id));
    if (!failed || (options.keepRefused && outcome.state !== 'refused')) return { pending: true, entryId: entry.id };
    const error = outcome.state === 'refused' ? outcome.error : this.status.needsKey;
    if (!options.keepRefused) this.discard(entry.id);
    throw error;
  }

  /** The entry once it is delivered, refused, discarded or handed over; undefined when `budgetMs` pass before. */
  outcome(id: string, budgetMs: number): Promise<Entry | undefined> {
    return this.#until(id, budgetMs, isSettled);
  }

  /** Sends a refused entry again, or a waiting one now. */
  retry(id: string): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    if (record.state === 'waiting') {
      record.nudge.abort();
      this.#pace.resume();
      this.#pace.hurry();
    }
    if (record.state !== 'refused') return;
    if (record.error instanceof JournalError) this.#save(record, this.#snapshot(record));
    else void this.#options.journal.note({ type: 'retried', id });
    this.#resend(record);
  }

  /**
   * Changes what an entry says: a refused one, which is sent again, or a waiting one that can not have been sent. Returns
   * false for any other, since what it said may be on the server.
   */
  amend<P>(id: string, payload: P): boolean {
    const record = this.#records.get(id);
    const waits = record?.state === 'waiting' && !record.ambiguous;
    if (record === undefined || (record.state !== 'refused' && !waits)) return false;
    record.payload = payload;
    const unrecorded = record.error instanceof JournalError;
    this.#save(record, unrecorded ? this.#snapshot(record) : { type: 'amended', id, payload });
    if (waits) this.#changed.fire(record);
    else this.#resend(record);
    return true;
  }

  /** There is another key: sends what waited for one. */
  resume(): void {
    this.#pace.resume();
  }

  /** Gives a write up. One that is being sent cannot be called back. */
  discard(id: string): boolean {
    const record = this.#records.get(id);
    if (record === undefined || record.state === 'sending') return false;
    this.#set(record, 'discarded', record.error);
    // A record that is on its way to the disk must be there before it can be taken back.
    void record.saved.then(() => this.#options.journal.note({ type: 'discarded', id }));
    record.nudge.abort();
    return true;
  }

  /** Stops. What is not done stays on the disk, and what is under way is looked for at the next start. */
  dispose(): void {
    this.#stop.abort();
    this.#changed.dispose();
    this.#pace.dispose();
    this.#options.journal.release();
  }

  #recover(entries: readonly StoredEntry[]): void {
    for (const stored of entries) {
      const write = this.#options.kinds.get(stored.kind);
      if (write === undefined || this.#records.has(stored.id) || this.#stop.signal.aborted) continue;
      const record = recoveredRecord(stored, write, this.#options.clock.now());
      this.#records.set(record.id, record);
      this.#changed.fire(record);
      if (record.state === 'waiting') this.#enter(record);
    }
  }

  #snapshot(record: OutboxRecord<Api>): JournalRecord {
    return { type: 'entry', entry: toStored(record, this.#options.journal.connectionId) };
  }

  #save(record: OutboxRecord<Api>, fact: JournalRecord): void {
    record.saved = this.#options.journal.record(fact).then(
      () => true,
      (error: unknown) => {
        // Another window may have it: then this one must not send it before it has looked.
        if (error instanceof JournalError && error.fault === 'lost') record.ambiguous = true;
        if (record.state === 'waiting') this.#set(record, 'refused', error);
        return false;
      },
    );
  }

  #resend(record: OutboxRecord<Api>): void {
    record.nudge = new AbortController();
    record.waitMs = 0;
    this.#set(record, 'waiting', undefined);
    this.#queue(record);
  }

  #queue(record: OutboxRecord<Api>): void {
    if (this.#early === undefined) this.#enter(record);
    else this.#early.push(record);
  }

  /** Writes of one issue keep their order: each waits for the one before it to be done or set aside. */
  #enter(record: OutboxRecord<Api>): void {
    const before = this.#lanes.get(record.issueId) ?? Promise.resolve();
    const lane = before.then(() => this.#attempts.work(record));
    this.#lanes.set(record.issueId, lane);
    void lane.then(() => {
      if (this.#lanes.get(record.issueId) === lane) this.#lanes.delete(record.issueId);
    });
  }

  /** An entry that another window has now is shown there; one whose record was deleted asks the user here. */
  #lose(id: string, deleted: boolean): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    if (deleted) {
      record.ambiguous ||= record.attempts > 0;
      this.#set(record, 'refused', new JournalError('deleted'));
    } else this.#set(record, 'handed-over', undefined);
    record.nudge.abort();
  }

  /** Whether an entry that was certainly not done waits for a key. */
  #wantsKey(id: string): boolean {
    const record = this.#records.get(id);
    return record?.state === 'waiting' && !record.ambiguous && this.status.needsKey !== undefined;
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

  #set(record: OutboxRecord<Api>, state: EntryState, error: unknown): void {
    record.state = state;
    record.error = error;
    if (isSettled(record) && state !== 'refused') this.#records.delete(record.id);
    this.#changed.fire(record);
  }
}
