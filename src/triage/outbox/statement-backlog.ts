import type { Database, Statement } from '../../storage/database.ts';
import type { Clock } from '../clock.ts';

/**
 * Stores facts that must not be lost, such as an answer of the service. Statements that fail, on a full disk for example,
 * stay in the backlog and are tried again until they are stored.
 */
export class StatementBacklog {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #retryMs: number;
  readonly #stop: AbortSignal;
  readonly #outstanding = new Set<readonly Statement[]>();

  /** @param retryMs wait before a failed transaction is tried again, milliseconds */
  constructor(database: Database, clock: Clock, retryMs: number, stop: AbortSignal) {
    this.#database = database;
    this.#clock = clock;
    this.#retryMs = retryMs;
    this.#stop = stop;
  }

  /** Stores statements in one transaction. Resolves when they are stored or have failed for the first time. */
  async write(statements: readonly Statement[]): Promise<void> {
    try {
      await this.#database.write(...statements);
    } catch {
      this.#outstanding.add(statements);
      void this.#retry(statements);
    }
  }

  /** Stores everything that is outstanding. Comes before a write that depends on it. @throws StorageError */
  async flush(): Promise<void> {
    for (const statements of this.#outstanding) {
      await this.#database.write(...statements);
      this.#outstanding.delete(statements);
    }
  }

  /** Tries everything that is outstanding a last time. */
  async close(): Promise<void> {
    for (const statements of this.#outstanding) await this.#database.write(...statements).catch(() => false);
  }

  async #retry(statements: readonly Statement[]): Promise<void> {
    while (this.#outstanding.has(statements) && !this.#stop.aborted) {
      await this.#clock.wait(this.#retryMs, this.#stop);
      await this.flush().catch(() => undefined);
    }
  }
}
