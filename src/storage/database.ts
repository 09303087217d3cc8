import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Emitter, type Event } from '../shared/event.ts';
import { StorageError, type StorageFault } from './errors.ts';

/** Value of a column. User text is stored as JSON only: otherwise SQLite alters NUL and lone surrogates. */
export type Value = string | number | null;

export type Row = Readonly<Record<string, Value>>;

export interface Statement {
  readonly sql: string;
  readonly params?: readonly Value[];
  /** Number of rows it must change; with any other, the transaction is rolled back. */
  readonly changes?: number;
}

/**
 * `waiting`: another process holds up a write; `waited`: no longer. `damaged`: the database could not be read, was moved to
 * `file` and replaced by a new one. `newer`: it is read-only, since a newer version wrote it. `network`: its file system is
 * not supported.
 */
export type StorageReport =
  | { readonly kind: 'waiting' | 'waited' | 'newer' | 'network' }
  | { readonly kind: 'damaged'; readonly file: string };

export type WorkerRequest =
  | { readonly type: 'read'; readonly statement: Statement }
  | { readonly type: 'write'; readonly statements: readonly Statement[] }
  | { readonly type: 'version' }
  | { readonly type: 'close' };

export type WorkerMessage =
  | { readonly report: StorageReport }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly fault: StorageFault; readonly cause: number | string | null };

export interface WorkerOptions {
  readonly file: string;
  /** SQLite's wait for another process, milliseconds. */
  readonly busy: number;
  /** Id of the last committed request, which is known also when the worker ends before it has answered. */
  readonly committed: Int32Array;
}

/** The database that all windows on this machine share. */
export interface Database {
  /** Returns the rows of a query, without waiting for pending writes. @throws StorageError */
  read(sql: string, ...params: Value[]): Promise<readonly Row[]>;
  /**
   * Runs the statements in one transaction, in the order of the calls. Waits as long as another process holds the database.
   *
   * @returns true when committed; false when a statement changed another number of rows than its `changes`
   * @throws StorageError when not committed
   */
  write(...statements: readonly Statement[]): Promise<boolean>;
  /** Fires after a commit of another process. */
  readonly onDidChangeElsewhere: Event<void>;
  readonly onDidReport: Event<StorageReport>;
  /** Finishes pending requests, then closes. Later ones fail with `closed`. */
  close(): Promise<void>;
}

/** All in milliseconds. */
const timing = {
  /** SQLite's wait for another process, in the worker. */
  busy: 1_000,
  /** Between two such waits. */
  pause: 100,
  /** Timeout of a read. */
  patience: 10_000,
  /** Between two checks for commits of other processes. */
  poll: 1_000,
};

export interface DatabaseOptions {
  readonly file: string;
  /** The built `worker.ts`. */
  readonly script: string;
  readonly timing?: Partial<typeof timing>;
}

interface PendingRequest {
  readonly request: WorkerRequest;
  readonly isRetry: boolean;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: StorageError) => void;
}

/** Opens a database in a worker thread, which starts with the first use. */
export function openDatabase(options: DatabaseOptions): Database {
  return new WorkerDatabase(options);
}

class WorkerDatabase implements Database {
  readonly #options: DatabaseOptions;
  readonly #timing: typeof timing;
  readonly #committed = new Int32Array(new SharedArrayBuffer(4));
  readonly #pending = new Map<number, PendingRequest>();
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
    const request: WorkerRequest = { type: 'read', statement: { sql, params } };
    return this.#run(() => this.#retryWhileBusy(request, this.#timing.patience) as Promise<readonly Row[]>);
  }

  write(...statements: readonly Statement[]): Promise<boolean> {
    return this.#run(() => {
      const write = this.#lastWrite.then(() => this.#retryWhileBusy({ type: 'write', statements }, Infinity));
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
    if (this.#worker !== undefined) await this.#request({ type: 'close' }).catch(() => undefined);
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

  async #retryWhileBusy(request: WorkerRequest, timeout: number): Promise<unknown> {
    const began = performance.now();
    let hasReported = false;
    try {
      for (;;) {
        try {
          return await this.#request(request);
        } catch (error) {
          const waited = performance.now() - began;
          if (!(error instanceof StorageError) || error.fault !== 'busy' || waited > timeout) throw error;
          if (!hasReported && request.type === 'write' && waited >= this.#timing.busy) {
            hasReported = true;
            this.#reported.fire({ kind: 'waiting' });
          }
          await sleep(this.#timing.pause * (0.5 + Math.random()));
        }
      }
    } finally {
      if (hasReported) this.#reported.fire({ kind: 'waited' });
    }
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    let last: unknown;
    while (this.#changed.hasListeners) {
      const version = await this.#request({ type: 'version' }).catch(() => last);
      if (last !== undefined && version !== last) this.#changed.fire();
      last = version;
      await sleep(this.#timing.poll, undefined, { ref: false });
    }
    this.#polling = false;
  }

  #request(request: WorkerRequest): Promise<unknown> {
    return new Promise((resolve, reject) => this.#post({ request, isRetry: false, resolve, reject }));
  }

  #post(pending: PendingRequest): void {
    this.#lastId += 1;
    this.#pending.set(this.#lastId, pending);
    (this.#worker ??= this.#start()).postMessage({ id: this.#lastId, ...pending.request });
  }

  #start(): Worker {
    const data: WorkerOptions = { file: this.#options.file, busy: this.#timing.busy, committed: this.#committed };
    const worker = new Worker(this.#options.script, { workerData: data, name: 'Call Triage database' });
    let cause: string | null = null;
    worker.on('message', (message: WorkerMessage) => {
      if ('report' in message) return this.#reported.fire(message.report);
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if ('fault' in message) pending?.reject(new StorageError(message.fault, message.cause));
      else pending?.resolve(message.result);
    });
    worker.on('error', (error) => {
      cause = (error as NodeJS.ErrnoException).code ?? null;
    });
    worker.on('exit', () => {
      this.#worker = undefined;
      const unanswered = [...this.#pending];
      this.#pending.clear();
      // Each request is repeated once: it may itself be what crashed the worker.
      for (const [id, pending] of unanswered)
        if (this.#committed[0] === id) pending.resolve(true);
        else if (pending.isRetry) pending.reject(new StorageError('other', cause));
        else this.#post({ ...pending, isRetry: true });
    });
    return worker;
  }
}
