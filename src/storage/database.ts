import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Emitter, type Event } from '../shared/event.ts';
import { StorageError } from './errors.ts';
import type { Order, ThreadData, Told } from './worker.ts';

/** What a column holds. Text of people is stored as JSON only: SQLite alters NUL and lone surrogates otherwise. */
export type Value = string | number | null;

export type Row = Readonly<Record<string, Value>>;

export interface Statement {
  readonly sql: string;
  readonly params?: readonly Value[];
  /** How many rows it must change: otherwise nothing of the transaction is done. */
  readonly changes?: number;
}

/**
 * News of the database. `waiting`: saving is held up by another process; `waited`: no longer. `damaged`: the database could not
 * be read, stands in `file` now, and a new one was begun. `newer`: it can be read only. `network`: its file system is not supported.
 */
export type StorageReport =
  | { readonly kind: 'waiting' | 'waited' | 'newer' | 'network' }
  | { readonly kind: 'damaged'; readonly file: string };

/** The database that all windows of this machine share. */
export interface Database {
  /** Rows of one query; a write that waits for another process is not waited for. @throws StorageError */
  read(sql: string, ...params: Value[]): Promise<readonly Row[]>;
  /**
   * Runs the statements in one transaction, in the order of the calls. Waits as long as another process holds the database.
   *
   * @returns whether they are committed; false when one changed another number of rows than it says, and nothing is done
   * @throws StorageError when nothing is done
   */
  write(...statements: readonly Statement[]): Promise<boolean>;
  /** Fires when another process has committed something. */
  readonly onDidChangeElsewhere: Event<void>;
  readonly onDidReport: Event<StorageReport>;
  /** Finishes what was asked for, then closes. What is asked for later fails with `closed`. */
  close(): Promise<void>;
}

/** All in milliseconds. */
const timing = {
  /** SQLite's own wait for another process, in the thread. */
  busy: 1_000,
  /** From one such wait to the next. */
  pause: 100,
  /** After which a read gives up. */
  patience: 10_000,
  /** Between two looks for what others have committed. */
  poll: 1_000,
};

export interface DatabaseOptions {
  readonly file: string;
  /** The built `worker.ts`. */
  readonly script: string;
  readonly timing?: Partial<typeof timing>;
}

interface Asked {
  readonly order: Order;
  readonly isRepeated: boolean;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: StorageError) => void;
}

/** Opens the database of a file in a thread of its own, which starts with the first use. */
export function openDatabase(options: DatabaseOptions): Database {
  return new ThreadDatabase(options);
}

class ThreadDatabase implements Database {
  readonly #options: DatabaseOptions;
  readonly #timing: typeof timing;
  readonly #committed = new Int32Array(new SharedArrayBuffer(4));
  readonly #asked = new Map<number, Asked>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #changed = new Emitter<void>();
  readonly #reported = new Emitter<StorageReport>();
  #worker: Worker | undefined;
  #lastId = 0;
  #lastWrite: Promise<unknown> = Promise.resolve();
  #polling = false;
  #closing: Promise<void> | undefined;

  constructor(options: DatabaseOptions) {
    this.#options = options;
    this.#timing = { ...timing, ...options.timing };
  }

  readonly onDidReport = this.#reported.event;

  readonly onDidChangeElsewhere: Event<void> = (listener) => {
    const subscription = this.#changed.event(listener);
    if (!this.#polling && this.#closing === undefined) void this.#poll();
    return subscription;
  };

  read(sql: string, ...params: Value[]): Promise<readonly Row[]> {
    const order: Order = { order: 'read', statement: { sql, params } };
    return this.#run(() => this.#untilFree(order, this.#timing.patience) as Promise<readonly Row[]>);
  }

  write(...statements: readonly Statement[]): Promise<boolean> {
    return this.#run(() => {
      const write = this.#lastWrite.then(() => this.#untilFree({ order: 'write', statements }, Infinity));
      this.#lastWrite = write.catch(() => undefined);
      return write as Promise<boolean>;
    });
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#changed.dispose();
    await Promise.allSettled(this.#running);
    if (this.#worker !== undefined) await this.#ask({ order: 'close' }).catch(() => undefined);
    await this.#worker?.terminate();
  }

  async #run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new StorageError('closed');
    const running = task();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Asks again while another process holds the database. */
  async #untilFree(order: Order, patience: number): Promise<unknown> {
    const began = performance.now();
    let said = false;
    try {
      for (;;) {
        try {
          return await this.#ask(order);
        } catch (error) {
          const waited = performance.now() - began;
          if (!(error instanceof StorageError) || error.fault !== 'busy' || waited > patience) throw error;
          if (!said && order.order === 'write' && waited >= this.#timing.busy) {
            said = true;
            this.#reported.fire({ kind: 'waiting' });
          }
          await sleep(this.#timing.pause * (0.5 + Math.random()));
        }
      }
    } finally {
      if (said) this.#reported.fire({ kind: 'waited' });
    }
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    let last: unknown;
    while (this.#changed.hasListeners) {
      const version = await this.#ask({ order: 'version' }).catch(() => last);
      if (last !== undefined && version !== last) this.#changed.fire();
      last = version;
      await sleep(this.#timing.poll, undefined, { ref: false });
    }
    this.#polling = false;
  }

  #ask(order: Order): Promise<unknown> {
    return new Promise((resolve, reject) => this.#post({ order, isRepeated: false, resolve, reject }));
  }

  #post(asked: Asked): void {
    this.#lastId += 1;
    this.#asked.set(this.#lastId, asked);
    (this.#worker ??= this.#start()).postMessage({ id: this.#lastId, ...asked.order });
  }

  #start(): Worker {
    const data: ThreadData = { file: this.#options.file, busy: this.#timing.busy, committed: this.#committed };
    const worker = new Worker(this.#options.script, { workerData: data, name: 'Call Triage database' });
    let cause: string | null = null;
    worker.on('message', (told: Told) => {
      if ('report' in told) return this.#reported.fire(told.report);
      const asked = this.#asked.get(told.id);
      this.#asked.delete(told.id);
      if ('fault' in told) asked?.reject(new StorageError(told.fault, told.cause));
      else asked?.resolve(told.result);
    });
    worker.on('error', (error) => {
      cause = (error as NodeJS.ErrnoException).code ?? null;
    });
    worker.on('exit', () => {
      this.#worker = undefined;
      const unanswered = [...this.#asked];
      this.#asked.clear();
      // A thread that breaks is started again once: what it was asked for may be what breaks it.
      for (const [id, asked] of unanswered)
        if (this.#committed[0] === id) asked.resolve(true);
        else if (asked.isRepeated) asked.reject(new StorageError('other', cause));
        else this.#post({ ...asked, isRepeated: true });
    });
    return worker;
  }
}
