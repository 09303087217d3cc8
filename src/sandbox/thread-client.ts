import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

interface Endpoint {
  readonly origin: string;
  readonly key: string;
}

export interface ThreadRequest {
  readonly number: number;
  readonly action: 'endpoint' | 'close';
}

/** The answer to the request of the same number. */
export interface ThreadResponse {
  readonly number: number;
  readonly endpoint?: Endpoint;
  readonly error?: string;
}

interface PendingRequest {
  readonly resolve: (response: ThreadResponse) => void;
  readonly reject: (error: Error) => void;
}

export interface SandboxThreadOptions {
  /** Path of the built `thread.ts`. */
  readonly script: string;
  /** Folder of `sandbox.db`, which every window serves for itself. */
  readonly directory: string;
}

/**
 * Runs the sandbox in a worker thread, so that a busy or broken server does not affect the extension host. `endpoint()`
 * starts the thread, also after it has ended.
 */
export class SandboxThread {
  readonly #options: SandboxThreadOptions;
  readonly #pending = new Map<number, PendingRequest>();
  #worker: Worker | undefined;
  #lastNumber = 0;
  #closed = false;
  #resetting: Promise<void> = Promise.resolve();

  constructor(options: SandboxThreadOptions) {
    this.#options = options;
  }

  /**
   * Returns the address and key of this window's server. They come from the thread alone, so no other program can pose as it.
   * @throws after `close`, when the folder cannot be used, and when the thread ends before it answers
   */
  async endpoint(): Promise<Endpoint> {
    await this.#resetting.catch(() => undefined);
    if (this.#closed) throw new Error('The sandbox has been closed.');
    const { endpoint } = await this.#send('endpoint', (this.#worker ??= this.#start()));
    if (endpoint === undefined) throw new Error('The sandbox gave no address.');
    return endpoint;
  }

  /** Stops this window's server. Never rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#stop();
  }

  /** Stops the server and deletes the data. The next `endpoint()` begins with the sample data. */
  reset(): Promise<void> {
    this.#resetting = this.#stop().then(async () => {
      const { directory } = this.#options;
      // The database, its journal, and damaged files that were set aside.
      const own = (await readdir(directory).catch(() => [])).filter((name) => name.startsWith('sandbox.db'));
      await Promise.all(own.map((name) => rm(path.join(directory, name), { force: true })));
    });
    return this.#resetting;
  }

  async #stop(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    await this.#send('close', worker).catch(() => undefined);
    await worker.terminate();
  }

  #start(): Worker {
    const { script, directory } = this.#options;
    const worker = new Worker(script, { workerData: { directory }, name: 'Call Triage sandbox' });
    let reason = 'The sandbox stopped.';
    worker.on('message', (response: ThreadResponse) => {
      const request = this.#pending.get(response.number);
      this.#pending.delete(response.number);
      if (response.error === undefined) request?.resolve(response);
      else request?.reject(new Error(response.error));
    });
    worker.on('error', (error) => {
      reason = `The sandbox stopped: ${error instanceof Error ? error.message : String(error)}`;
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { reject } of this.#pending.values()) reject(new Error(reason));
      this.#pending.clear();
    });
    return worker;
  }

  #send(action: ThreadRequest['action'], worker: Worker): Promise<ThreadResponse> {
    return new Promise((resolve, reject) => {
      this.#lastNumber += 1;
      this.#pending.set(this.#lastNumber, { resolve, reject });
      worker.postMessage({ number: this.#lastNumber, action } satisfies ThreadRequest);
    });
  }
}
