import type { BlandApi } from '../api/index.ts';
import { Emitter } from './event.ts';
import type { Stores } from './stores.ts';
import { verdict } from './write-verdict.ts';

/** What a kind of write needs to be looked up again: everything else about it is the kind's own business. */
export interface WriteKind<P, R> {
  readonly name: string;
  /** The issue whose order the write belongs to. */
  issueId(payload: P): string;
  send(api: BlandApi, payload: P, signal: AbortSignal): Promise<R>;
  /**
   * Looks for this very write on the server after a failure that may have come after the server had done it. The API
   * has no idempotency key, so this is what keeps a write from being done twice.
   *
   * @param since ISO time at which the write was first made; what is older is somebody else's.
   * @param isTaken says of a server object's id that another entry has already been found to be it.
   */
  find(
    api: BlandApi,
    payload: P,
    since: string,
    isTaken: (id: string) => boolean,
    signal: AbortSignal,
  ): Promise<R | undefined>;
  /** The id of the server object that a result is; null when a write makes none. */
  resultId(result: R): string | null;
  /** Brings what is loaded up to date with the server's answer. */
  apply(stores: Stores, payload: P, result: R): void;
}

export type EntryState = 'waiting' | 'sending' | 'refused' | 'delivered' | 'discarded';

/** One write, from the moment a person made it until the server's answer is known. */
export interface Entry<P = unknown> {
  readonly id: string;
  readonly kind: string;
  readonly issueId: string;
  readonly payload: P;
  readonly createdAt: string;
  readonly state: EntryState;
  readonly attempts: number;
  /** Why it is refused, or why it waits. */
  readonly error: unknown;
  /** The server's answer, once delivered. */
  readonly result: unknown;
}

/** What a caller gets for a write that was not delivered in time: it is kept and will be. */
export interface Pending {
  readonly pending: true;
  readonly entryId: string;
}

export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds, or earlier when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

interface OutboxRecord extends Entry {
  payload: unknown;
  state: EntryState;
  attempts: number;
  error: unknown;
  result: unknown;
  /** The last attempt may have reached the server: look before sending again. */
  ambiguous: boolean;
  readonly write: WriteKind<unknown, unknown>;
  /** Ends the wait before the next attempt. */
  nudge: AbortController;
}

/**
 * Every write goes through here: shown at once, sent in the order of its issue, sent again while the service cannot be
 * reached, kept when it is refused, and never sent twice.
 */
export class Outbox {
  readonly #api: BlandApi;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #records = new Map<string, OutboxRecord>();
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #taken = new Set<string>();
  readonly #stop = new AbortController();
  readonly #changed = new Emitter<Entry>();
  /** Fires for every change of an entry's state, the last time when it is delivered or discarded. */
  readonly onDidChange = this.#changed.event;

  constructor(api: BlandApi, clock: Clock, random: () => number = Math.random) {
    this.#api = api;
    this.#clock = clock;
    this.#random = random;
  }

  /** The writes that are not done: waiting, being sent or refused; oldest first. */
  get entries(): readonly Entry[] {
    return [...this.#records.values()];
  }

  get(id: string): Entry | undefined {
    return this.#records.get(id);
  }

  /** Records a write and begins to send it. Returns at once. */
  add<P, R>(write: WriteKind<P, R>, payload: P): Entry<P> {
    const record: OutboxRecord = {
      id: `outbox-${crypto.randomUUID()}`,
      kind: write.name,
      issueId: write.issueId(payload),
      payload,
      createdAt: this.#clock.now().toISOString(),
      state: 'waiting',
      attempts: 0,
      error: undefined,
      result: undefined,
      ambiguous: false,
      write,
      nudge: new AbortController(),
    };
    this.#records.set(record.id, record);
    this.#changed.fire(record);
    this.#queue(record);
    return record as Entry<P>;
  }

  /**
   * Makes a write and waits for its end, at most `budgetMs`.
   *
   * @returns the server's answer, or a `Pending` when the time is over before it came.
   * @throws what the server refused the write with. With `keepRefused` the entry stays for the user to decide about.
   */
  async deliver<P, R>(
    write: WriteKind<P, R>,
    payload: P,
    options: { readonly budgetMs: number; readonly keepRefused: boolean },
  ): Promise<R | Pending> {
    const entry = this.add(write, payload);
    const outcome = await this.outcome(entry.id, options.budgetMs);
    if (outcome === undefined || outcome.state === 'discarded') return { pending: true, entryId: entry.id };
    if (outcome.state === 'delivered') return outcome.result as R;
    if (!options.keepRefused) this.discard(entry.id);
    throw outcome.error;
  }

  /** The entry once it is delivered, refused or discarded; undefined when `budgetMs` pass before. */
  async outcome(id: string, budgetMs: number): Promise<Entry | undefined> {
    const record = this.#records.get(id);
    if (record === undefined) return undefined;
    if (isSettled(record)) return record;
    const timer = new AbortController();
    const settled = new Promise<Entry>((resolve) => {
      const subscription = this.onDidChange((entry) => {
        if (entry.id === id && isSettled(entry)) resolve(entry);
      });
      timer.signal.addEventListener('abort', () => subscription.dispose());
    });
    try {
      return await Promise.race([settled, this.#clock.wait(budgetMs, timer.signal).then(() => undefined)]);
    } finally {
      timer.abort();
    }
  }

  /** Sends a refused entry again, or a waiting one now. */
  retry(id: string): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    if (record.state === 'waiting') record.nudge.abort();
    if (record.state !== 'refused') return;
    this.#set(record, 'waiting', undefined);
    this.#queue(record);
  }

  /** Changes what a refused entry says, and sends it again. */
  amend<P>(id: string, payload: P): void {
    const record = this.#records.get(id);
    if (record?.state !== 'refused') return;
    record.payload = payload;
    this.retry(id);
  }

  /** Gives a write up. One that is being sent cannot be called back. */
  discard(id: string): boolean {
    const record = this.#records.get(id);
    if (record === undefined || record.state === 'sending') return false;
    this.#records.delete(id);
    this.#set(record, 'discarded', record.error);
    record.nudge.abort();
    return true;
  }

  dispose(): void {
    this.#stop.abort();
    this.#changed.dispose();
  }

  /** Writes of one issue keep their order: each waits for the one before it to be done or set aside. */
  #queue(record: OutboxRecord): void {
    const before = this.#lanes.get(record.issueId) ?? Promise.resolve();
    const lane = before.then(() => this.#work(record));
    this.#lanes.set(record.issueId, lane);
    void lane.then(() => {
      if (this.#lanes.get(record.issueId) === lane) this.#lanes.delete(record.issueId);
    });
  }

  /** Tries until the write is done, refused, discarded, or the outbox stops. Never rejects. */
  async #work(record: OutboxRecord): Promise<void> {
    while (record.state === 'waiting' && !this.#stop.signal.aborted) {
      this.#set(record, 'sending', record.error);
      try {
        const result = await this.#attempt(record);
        const id = record.write.resultId(result);
        if (id !== null) this.#taken.add(id);
        record.result = result;
        this.#records.delete(record.id);
        this.#set(record, 'delivered', undefined);
        return;
      } catch (error) {
        const next = verdict(error, record.attempts, this.#random());
        record.ambiguous ||= next.ambiguous;
        if (next.refused) {
          this.#set(record, 'refused', error);
          return;
        }
        record.nudge = new AbortController();
        this.#set(record, 'waiting', error);
        await this.#clock.wait(next.delayMs, AbortSignal.any([record.nudge.signal, this.#stop.signal]));
      }
    }
  }

  async #attempt(record: OutboxRecord): Promise<unknown> {
    record.attempts += 1;
    const { write, payload } = record;
    if (record.ambiguous) {
      const isTaken = (id: string): boolean => this.#taken.has(id);
      const found = await write.find(this.#api, payload, record.createdAt, isTaken, this.#stop.signal);
      if (found !== undefined) return found;
      record.ambiguous = false;
    }
    return write.send(this.#api, payload, this.#stop.signal);
  }

  #set(record: OutboxRecord, state: EntryState, error: unknown): void {
    record.state = state;
    record.error = error;
    this.#changed.fire(record);
  }
}

function isSettled(entry: Entry): boolean {
  return entry.state === 'refused' || entry.state === 'delivered' || entry.state === 'discarded';
}
