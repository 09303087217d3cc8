import type { OutboxContext } from './context.ts';
import { type OutboxRecord, rowOf, updateFromRow } from './entry.ts';
import { storeError } from './stored-error.ts';
import type { RowChange, WriteRow } from './write-row.ts';

/** Another window owns the entry now, or it is gone. */
export class LostError extends Error {
  override readonly name = 'LostError';

  constructor() {
    super('This window does not own the entry.');
  }
}

/** Keeps the rows of one outbox's entries in line with their records. */
export class EntryRows<Api, LocalStores> {
  readonly #context: OutboxContext<Api, LocalStores>;

  constructor(context: OutboxContext<Api, LocalStores>) {
    this.#context = context;
  }

  rowOf(record: OutboxRecord<Api, LocalStores>): WriteRow {
    return rowOf(record, this.#context.connection);
  }

  /** Stores a change of an entry that this process owns, once that is possible. @throws LostError */
  async change(record: OutboxRecord<Api, LocalStores>, change: RowChange): Promise<void> {
    const { rows } = this.#context;
    const row = { ...this.rowOf(record), ...change };
    const isStored = await this.untilStored(
      async () => (await rows.change(row.id, change)) || (await rows.restore(row)),
    );
    if (!isStored) throw new LostError();
  }

  /** Leaves an entry to a person. @throws LostError */
  async leaveToPerson(
    record: OutboxRecord<Api, LocalStores>,
    state: 'asks' | 'refused',
    error: unknown,
  ): Promise<void> {
    const { rows, setState } = this.#context;
    const change = { state, error: storeError(error), ambiguousAttempts: record.ambiguousAttempts };
    const row = { ...this.rowOf(record), ...change };
    const isStored = await this.untilStored(
      async () => (await rows.leave(row.id, change)) || (await rows.restore(row)),
    );
    if (!isStored) throw new LostError();
    Object.assign(record, { decision: undefined, refusal: undefined });
    setState(record, state, error);
  }

  /** Repeats a write to the database until it succeeds: nothing goes on before what has happened is stored. */
  async untilStored(write: () => Promise<boolean>): Promise<boolean> {
    const { clock, stop, timing } = this.#context;
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (stop.aborted) throw error;
        await clock.wait(timing.looks[0], stop);
      }
    }
  }

  /** Reads an entry again that was changed before it could be sent. @throws LostError */
  async reread(record: OutboxRecord<Api, LocalStores>): Promise<void> {
    const { rows } = this.#context;
    const row = await rows.get(record.id);
    if (row === undefined && (await rows.restore(this.rowOf(record)))) return;
    if (row === undefined || row.state !== 'waiting' || row.owner === null) throw new LostError();
    updateFromRow(record, row);
  }

  /** Hands over an entry that is another window's, or stores it again where a replaced file does not have it. */
  async handOver(record: OutboxRecord<Api, LocalStores>): Promise<void> {
    const { rows, setState } = this.#context;
    if (record.state === 'discarded') return;
    const [state, ambiguousAttempts] =
      record.state === 'sending'
        ? ['looking' as const, record.ambiguousAttempts + 1]
        : [record.state, record.ambiguousAttempts];
    const row = { ...this.rowOf(record), ambiguousAttempts };
    if (state !== 'waiting' && state !== 'looking') return setState(record, 'handed-over', undefined);
    if (!(await rows.restore({ ...row, state }).catch(() => false))) return setState(record, 'handed-over', undefined);
    record.ambiguousAttempts = ambiguousAttempts;
    setState(record, state, record.error);
  }

  /** Returns the guard of every request that writes for an entry: it rejects with a LostError when it must not be sent. */
  writeGuard(record: OutboxRecord<Api, LocalStores>): () => Promise<void> {
    return async () => {
      if (!(await this.#context.rows.mayWrite(record.id))) throw new LostError();
    };
  }
}
