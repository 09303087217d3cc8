import { type Event, Emitter } from '../../shared/event.ts';
import { JournalError } from './errors.ts';
import type { Journal } from './journal.ts';
import { entryIdOf, type JournalRecord, type StoredEntry } from './records.ts';

/** What a connection's journal asks of the store. */
export interface EntryHomes {
  /** The entries of a connection that this window has, oldest first, once the first look at the disk is done. */
  recovered(connectionId: string): Promise<readonly StoredEntry[]>;
  /** The journal that new entries go to. @throws JournalError */
  main(): Promise<Journal>;
  /** The journal that an entry is in; undefined when this window does not have it. */
  homeOf(entryId: string): Journal | undefined;
  settle(entryId: string, journal: Journal): void;
  /** Makes sure of the lease. @throws JournalError */
  hold(): Promise<void>;
  /** Looks whether the journals are still this window's, and tells who has lost entries. */
  checkOwn(): void;
  /** Closing waits for this. */
  track(recording: Promise<void>): Promise<void>;
  isMade(resultId: string): boolean;
  made(resultId: string): void;
  release(view: ConnectionJournal): void;
}

/** Entries that are not in a journal of this window any more. */
export interface Loss {
  readonly ids: readonly string[];
  /** True when somebody deleted the journal; otherwise another window has it, because this one seemed to be gone. */
  readonly deleted: boolean;
}

/** The part of the journal that belongs to one connection: what an outbox records, and what it gets back. */
export class ConnectionJournal {
  readonly connectionId: string;
  readonly #homes: EntryHomes;
  readonly #adopted = new Emitter<readonly StoredEntry[]>();
  /** Fires with entries that a window left behind which is gone. */
  readonly onDidAdopt: Event<readonly StoredEntry[]> = this.#adopted.event;
  readonly #lost = new Emitter<Loss>();
  /** Fires when entries are not in a journal of this window any more. */
  readonly onDidLose: Event<Loss> = this.#lost.event;

  constructor(connectionId: string, homes: EntryHomes) {
    this.connectionId = connectionId;
    this.#homes = homes;
  }

  recovered(): Promise<readonly StoredEntry[]> {
    return this.#homes.recovered(this.connectionId);
  }

  /**
   * Records a fact. Resolves when it is on the disk.
   *
   * @throws JournalError
   */
  record(record: JournalRecord): Promise<void> {
    return this.#homes.track(this.#record(record));
  }

  async #record(record: JournalRecord): Promise<void> {
    const id = entryIdOf(record);
    const home = this.#homes.homeOf(id);
    const journal = home ?? (record.type === 'entry' ? await this.#homes.main() : undefined);
    if (journal === undefined) throw new JournalError('lost');
    await journal.append(record);
    if (record.type === 'entry') this.#homes.settle(id, journal);
  }

  /** Records a fact that holds even when it cannot be written now: it is written as soon as it can be. */
  async note(record: JournalRecord): Promise<void> {
    const noting = this.#homes.homeOf(entryIdOf(record))?.note(record);
    if (noting !== undefined) await this.#homes.track(noting);
  }

  /**
   * The last look before something is sent: the lease holds, and the entry is recorded and still this window's.
   *
   * @throws JournalError
   */
  async fence(entryId: string): Promise<void> {
    await this.#homes.hold();
    if (!this.isMine(entryId)) throw new JournalError('lost');
  }

  /** Looks whether the entries are still here: fires `onDidLose` before it returns when they are not. */
  check(): void {
    this.#homes.checkOwn();
  }

  isMine(entryId: string): boolean {
    return this.#homes.homeOf(entryId)?.isMine() ?? false;
  }

  /** Whether an object of the service is known to come from an entry. */
  isMade(resultId: string): boolean {
    return this.#homes.isMade(resultId);
  }

  made(resultId: string): void {
    this.#homes.made(resultId);
  }

  /** Gives the entries back to the store: whoever asks for the connection next has them. */
  release(): void {
    this.#adopted.dispose();
    this.#lost.dispose();
    this.#homes.release(this);
  }

  /** For the store: entries came to this window. */
  adopt(entries: readonly StoredEntry[]): void {
    this.#adopted.fire(entries);
  }

  /** For the store: entries are not in a journal of this window any more. */
  lose(loss: Loss): void {
    this.#lost.fire(loss);
  }
}
