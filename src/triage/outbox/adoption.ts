import type { Database } from '../../storage/database.ts';
import type { Owners } from '../../storage/owners.ts';
import type { Clock } from '../clock.ts';
import { moveStatements } from './write-row.ts';

export interface AdoptionOptions {
  readonly database: Database;
  readonly owners: Owners;
  readonly clock: Clock;
  /** Between two searches, milliseconds. */
  readonly interval: number;
  /** False for a process that cannot send everybody's writes: it leaves what others left to those that can. */
  readonly isWilling: boolean;
  readonly stop: AbortSignal;
  /** Called after rows have come to this process. */
  readonly onDidAdopt: () => void;
}

/** Takes over the rows of processes that are gone. */
export class Adoption {
  readonly #options: AdoptionOptions;
  #isStarted = false;
  #hasFailed = false;

  constructor(options: AdoptionOptions) {
    this.#options = options;
  }

  /** Searches from time to time from here on. */
  start(): void {
    if (!this.#isStarted && this.#options.isWilling) void this.#repeat();
    this.#isStarted = true;
  }

  /** Takes over the rows of processes that ended, and of those that closed and are not listed any more. @throws StorageError */
  async run(): Promise<void> {
    const { isWilling, onDidAdopt, owners } = this.#options;
    if (!isWilling) return;
    // Rows that were moved before the last run failed have not been read yet.
    let hasAdopted = this.#hasFailed;
    this.#hasFailed = true;
    try {
      await owners.adopt((gone, own) => {
        hasAdopted = true;
        return moveStatements('owner = ?', own, gone);
      });
      hasAdopted = (await this.#adoptUnlisted()) || hasAdopted;
      this.#hasFailed = false;
    } finally {
      if (hasAdopted) onDidAdopt();
    }
  }

  /** Takes over the rows of an owner that a person says is gone. @returns false when the owner is alive */
  async takeOver(owner: string): Promise<boolean> {
    const { onDidAdopt, owners } = this.#options;
    const isTaken = await owners.adoptUnclear(owner, (gone, own) => moveStatements('owner = ?', own, gone));
    if (isTaken) onDidAdopt();
    return isTaken;
  }

  async #repeat(): Promise<void> {
    const { clock, interval, stop } = this.#options;
    while (!stop.aborted) {
      await clock.wait(interval, stop);
      if (!stop.aborted) await this.run().catch(() => undefined);
    }
  }

  async #adoptUnlisted(): Promise<boolean> {
    const { database, owners } = this.#options;
    const unlisted = 'owner IS NOT NULL AND owner NOT IN (SELECT id FROM owners)';
    const left = await database.read(
      `SELECT 1 FROM writes WHERE ${unlisted} UNION ALL SELECT 1 FROM kept WHERE ${unlisted} LIMIT 1`,
    );
    return left.length > 0 && (await database.write(...moveStatements(unlisted, await owners.own())));
  }
}
