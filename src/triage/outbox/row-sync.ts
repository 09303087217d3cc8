import type { OutboxContext } from './context.ts';
import { type Entry, isSettled, needsDecision, type OutboxRecord, recordOf, rowOf, updateFromRow } from './entry.ts';
import type { EntryRegistry } from './entry-registry.ts';
import type { AnyWriteKind } from './kind.ts';
import { restoreError, storeError } from './stored-error.ts';
import type { WriteRow } from './write-row.ts';
import { rowsAtOnce } from './write-rows.ts';

export interface RowSyncOptions<Api, LocalStores> {
  readonly context: OutboxContext<Api, LocalStores>;
  readonly kinds: ReadonlyMap<string, AnyWriteKind<Api, LocalStores>>;
  readonly registry: EntryRegistry<Api, LocalStores>;
  /** Begins to work on an entry that was read. */
  readonly enqueue: (record: OutboxRecord<Api, LocalStores>) => void;
  /** Goes on with a row that is checked for a surplus. */
  readonly checkSurplus: (record: OutboxRecord<Api, LocalStores>) => void;
}

/** Brings the entries of an outbox in line with the rows, which all windows change. */
export class RowSync<Api, LocalStores> {
  readonly #options: RowSyncOptions<Api, LocalStores>;
  #reading: Promise<void> = Promise.resolve();
  /** A reading that has not begun, which whoever asks meanwhile shares. */
  #next: Promise<void> | undefined;

  constructor(options: RowSyncOptions<Api, LocalStores>) {
    this.#options = options;
  }

  /** Reads the rows that this window owns or a person decides about, one reading at a time. Never rejects. */
  read(): Promise<void> {
    this.#next ??= this.#reading = this.#reading.then(async () => {
      this.#next = undefined;
      const { context, registry } = this.#options;
      const { connection, rows, stop } = context;
      if (stop.aborted) return;
      try {
        const ids = new Set<string>();
        for (let after = 0, hasMore = true; hasMore;) {
          const batch = await rows.ofConnection(connection, after);
          for (const row of batch) {
            ids.add(row.id);
            this.#take(row);
          }
          hasMore = batch.length === rowsAtOnce;
          after = batch.at(-1)?.number ?? after;
        }
        for (const record of registry.records) if (!ids.has(record.id)) await this.#handleMissing(record);
      } catch {
        // The error is shown to whoever adds a write or opens the list of pending changes.
      }
    });
    return this.#next;
  }

  #take(row: WriteRow): void {
    const { context, registry } = this.#options;
    const { error, state } = row;
    const known = registry.get(row.id);
    if (known === undefined) this.#addEntry(row);
    else if (needsDecision(known) && (state === 'asks' || state === 'refused') && !isSameTry(known, row)) {
      updateFromRow(known, row);
      context.setState(known, state, error === null ? undefined : restoreError(error));
    }
  }

  /** Stores an entry again that a replaced file does not have, or hands it over when its row has ended elsewhere. */
  async #handleMissing(record: OutboxRecord<Api, LocalStores>): Promise<void> {
    const { connection, rows, setState } = this.#options.context;
    if (!(await record.saved)) return;
    const { state } = record;
    if (state === 'delivered' || state === 'discarded' || state === 'handed-over') return;
    const error = needsDecision(record) ? storeError(record.error) : null;
    if (await rows.restore({ ...rowOf(record, connection), state, error })) return;
    // A person has decided about it in another window, or a late answer has settled it.
    if (needsDecision(record) && record.state === state) setState(record, 'handed-over', undefined);
  }

  #addEntry(row: WriteRow): void {
    const { checkSurplus, context, enqueue, kinds, registry } = this.#options;
    const { rows, stop } = context;
    const kind = kinds.get(row.kind);
    if (kind === undefined || stop.aborted) return;
    if (registry.isOver(row.id)) {
      // An older copy of the file has brought back what is over here.
      if (row.state !== 'checking') void rows.settle(row, null);
      return;
    }
    if (!kind.schema.safeParse(row.payload).success) return;
    const record = recordOf(kind, row);
    if (record.state === 'sending') {
      // An earlier session of this window was sending it when its connection changed.
      record.state = 'looking';
      record.ambiguousAttempts += 1;
      const change = { state: 'looking', ambiguousAttempts: record.ambiguousAttempts } as const;
      record.saved = rows.change(record.id, change).catch(() => true);
    }
    if (row.state === 'checking') {
      registry.addOver(record.id);
      checkSurplus(record);
      return;
    }
    registry.add(record);
    if (!isSettled(record)) enqueue(record);
  }
}

/** Tells whether nobody has tried or changed an entry since it was last read. */
function isSameTry(record: Entry, row: WriteRow): boolean {
  const [known, read] = [record, row].map(({ state, attempts, payload }) => JSON.stringify([state, attempts, payload]));
  return known === read;
}
