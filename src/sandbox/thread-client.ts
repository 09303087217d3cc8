import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** How to reach the sandbox. */
interface Endpoint {
  readonly origin: string;
  readonly key: string;
}

export interface Ask {
  readonly number: number;
  readonly order: 'endpoint' | 'close';
}

/** The answer to the ask of the same number. */
export interface Told {
  readonly number: number;
  readonly endpoint?: Endpoint;
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (told: Told) => void;
  readonly reject: (error: Error) => void;
}

export interface SandboxThreadOptions {
  /** The built `thread.ts`. */
  readonly script: string;
  /** Where `sandbox.db` stands, which every window serves for itself. */
  readonly directory: string;
}

/**
 * The sandbox in a thread of its own: a server that is busy, or breaks, leaves the editor's extension host alone. The
 * thread starts with the first `endpoint()`; one that ended is started again by the next.
 */
export class SandboxThread {
  readonly #options: SandboxThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asks = 0;
  #closed = false;
  #resetting: Promise<void> = Promise.resolve();

  constructor(options: SandboxThreadOptions) {
    this.#options = options;
  }

  /**
   * Where this window's server answers, with its key: told by the thread alone, so that no other program is taken for it.
   * @throws after `close`, when the folder can't be used, and when the thread ends before it has answered
   */
  async endpoint(): Promise<Endpoint> {
    await this.#resetting.catch(() => undefined);
    if (this.#closed) throw new Error('The sandbox has been closed.');
    const { endpoint } = await this.#ask('endpoint', (this.#worker ??= this.#start()));
    if (endpoint === undefined) throw new Error('The sandbox gave no address.');
    return endpoint;
  }

  /** Stops this window's server. Never rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#stop();
  }

  /** Stops the sandbox if it runs here, and deletes its data. Whoever asks for it next begins with the sample data. */
  reset(): Promise<void> {
    this.#resetting = this.#stop().then(async () => {
      const { directory } = this.#options;
      // The database, its journal, and what was set aside as damaged.
      const own = (await readdir(directory).catch(() => [])).filter((name) => name.startsWith('sandbox.db'));
      await Promise.all(own.map((name) => rm(path.join(directory, name), { force: true })));
    });
    return this.#resetting;
  }

  async #stop(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    await this.#ask('close', worker).catch(() => undefined);
    await worker.terminate();
  }

  #start(): Worker {
    const { script, directory } = this.#options;
    const worker = new Worker(script, { workerData: { directory }, name: 'Call Triage sandbox' });
    let reason = 'The sandbox stopped.';
    worker.on('message', (told: Told) => {
      const waiting = this.#waiting.get(told.number);
      this.#waiting.delete(told.number);
      if (told.error === undefined) waiting?.resolve(told);
      else waiting?.reject(new Error(told.error));
    });
    worker.on('error', (error) => {
      reason = `The sandbox stopped: ${error instanceof Error ? error.message : String(error)}`;
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(new Error(reason));
      this.#waiting.clear();
    });
    return worker;
  }

  #ask(order: Ask['order'], worker: Worker): Promise<Told> {
    return new Promise((resolve, reject) => {
      this.#asks += 1;
      this.#waiting.set(this.#asks, { resolve, reject });
      worker.postMessage({ number: this.#asks, order } satisfies Ask);
    });
  }
}
