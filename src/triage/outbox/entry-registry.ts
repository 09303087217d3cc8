import { Emitter } from '../../shared/event.ts';
import { type Entry, type EntryState, isSettled, needsDecision, type OutboxRecord } from './entry.ts';

/** The entries that an outbox shows. */
export class EntryRegistry<Api, LocalStores> {
  readonly #records = new Map<string, OutboxRecord<Api, LocalStores>>();
  /** Ids of entries that are over: a row that was read before their end must not bring them back. */
  readonly #over = new Set<string>();
  readonly #changed = new Emitter<Entry>();
  readonly onDidChange = this.#changed.event;

  /** In no particular order. */
  get records(): Iterable<OutboxRecord<Api, LocalStores>> {
    return this.#records.values();
  }

  get(id: string): OutboxRecord<Api, LocalStores> | undefined {
    return this.#records.get(id);
  }

  isOver(id: string): boolean {
    return this.#over.has(id);
  }

  add(record: OutboxRecord<Api, LocalStores>): void {
    this.#records.set(record.id, record);
    this.#changed.fire(record);
  }

  /** Adds the id of an entry that is over for everyone who looks at the outbox. */
  addOver(id: string): void {
    this.#over.add(id);
  }

  /** Removes the entry when it is over. One that was handed over may come back: its new owner may end or ask a person. */
  setState(record: OutboxRecord<Api, LocalStores>, state: EntryState, error: unknown): void {
    record.state = state;
    record.error = error;
    if (isSettled(record) && !needsDecision(record)) {
      this.#records.delete(record.id);
      if (state !== 'handed-over') this.#over.add(record.id);
    } else this.#records.set(record.id, record);
    this.#changed.fire(record);
  }

  fireChange(record: OutboxRecord<Api, LocalStores>): void {
    this.#changed.fire(record);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
