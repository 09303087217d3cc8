import path from 'node:path';
import { Emitter } from '../../shared/event.ts';
import { adopt, type JournalReport, reportBeforeAdoption } from './adopt.ts';
import { ConnectionJournal, type EntryHomes } from './connection-journal.ts';
import { JournalError, journalError } from './errors.ts';
import { ensureDirectory, namesIn, syncDirectory } from '../files.ts';
import { groupBy } from './group.ts';
import { Journal } from './journal.ts';
import { Lease, LeaseWatch, leaseSuffix } from './lease.ts';
import { journalName } from './peek.ts';
import type { PayloadSchemas } from './read-journal.ts';
import type { StoredEntry } from './records.ts';

export interface OutboxStoreOptions {
  /** Shared by all windows of this user; made when it is missing. */
  readonly directory: string;
  /** The kinds of write, with the schemas of their payloads. */
  readonly kinds: PayloadSchemas;
  /** How long a window that does not show itself keeps its journal at least, milliseconds; default 30,000. */
  readonly leaseMs?: number;
}

/**
 * The writes of all windows on the disk. Each window appends to journals of its own; those of a window that is gone are
 * taken over, each by exactly one other. Opening never fails: what cannot be recorded says so when it is tried.
 */
export class OutboxStore implements EntryHomes {
  readonly #directory: string;
  readonly #kinds: PayloadSchemas;
  readonly #leaseMs: number;
  readonly #watch: LeaseWatch;
  readonly #timer: NodeJS.Timeout;
  #window = crypto.randomUUID();
  #lease: Lease;
  #serial = 0;
  #main: Promise<Journal> | undefined;
  readonly #journals = new Set<Journal>();
  readonly #homes = new Map<string, Journal>();
  readonly #views = new Map<string, ConnectionJournal>();
  readonly #made = new Set<string>();
  readonly #reported = new Map<string, JournalReport>();
  readonly #told: JournalReport[] = [];
  readonly #recording = new Set<Promise<void>>();
  #looking: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  readonly #first: Promise<void>;
  readonly #adopted = new Emitter<readonly string[]>();
  /** Fires with the ids of connections for which entries were taken over from a window that is gone. */
  readonly onDidAdopt = this.#adopted.event;
  readonly #report = new Emitter<JournalReport>();
  /** Fires for every part of a journal that does not count, and why. */
  readonly onDidReport = this.#report.event;

  constructor({ directory, kinds, leaseMs = 30_000 }: OutboxStoreOptions) {
    this.#directory = directory;
    this.#kinds = kinds;
    this.#leaseMs = leaseMs;
    this.#lease = new Lease(directory, this.#window);
    this.#watch = new LeaseWatch(directory, leaseMs / 4);
    this.#first = this.look();
    this.#timer = setInterval(() => void this.look(), leaseMs / 3);
    this.#timer.unref();
  }

  /** What was reported so far. */
  get reports(): readonly JournalReport[] {
    return this.#told;
  }

  /** The connections that have entries here, after the first look at the disk. */
  async connectionsWithEntries(): Promise<readonly string[]> {
    await this.#first;
    return [...new Set(this.#entries().map(({ connectionId }) => connectionId))];
  }

  /** The journal of a connection. One at a time: the one before must be released. */
  forConnection(connectionId: string): ConnectionJournal {
    const view = new ConnectionJournal(connectionId, this);
    this.#views.set(connectionId, view);
    return view;
  }

  /** Looks after the own lease and journals, and for journals whose windows are gone. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#lookOnce()
      .catch(() => undefined)
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  /** Writes what is under way and gives the journals up: what is in them is the next window's. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async recovered(connectionId: string): Promise<readonly StoredEntry[]> {
    await this.#first;
    return this.#entries()
      .filter((entry) => entry.connectionId === connectionId)
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  async main(): Promise<Journal> {
    if (this.#closing !== undefined) throw new JournalError('other', 'CLOSED');
    this.#main ??= this.#create();
    const creating = this.#main;
    try {
      const journal = await creating;
      await this.hold();
      if (journal.isMine()) return journal;
    } catch (error) {
      if (this.#main === creating) this.#main = undefined;
      throw journalError(error);
    }
    this.checkOwn();
    return this.main();
  }

  homeOf(entryId: string): Journal | undefined {
    return this.#homes.get(entryId);
  }

  settle(entryId: string, journal: Journal): void {
    this.#homes.set(entryId, journal);
  }

  async hold(): Promise<void> {
    if (this.#lease.isFresh(this.#leaseMs / 2)) return;
    // Before the lease is fresh again, so that what another window took meanwhile is known as that.
    this.checkOwn();
    try {
      await this.#lease.renew();
    } catch (error) {
      throw journalError(error);
    }
  }

  /**
   * When one journal is another window's now, this one was thought to be gone: it lets go of all of them, and goes on
   * under a new name.
   */
  checkOwn(): void {
    const journals = [...this.#journals];
    if (journals.every((journal) => journal.isMine())) return;
    const lost = groupBy(this.#entries(), ({ connectionId }) => connectionId);
    const before = this.#lease;
    // Nobody takes over from a window whose lease holds: then the files were deleted.
    const deleted = before.isFresh(this.#leaseMs) && journals.every((one) => one.isMine() || one.isDeleted());
    this.#journals.clear();
    this.#homes.clear();
    this.#main = undefined;
    this.#window = crypto.randomUUID();
    this.#lease = new Lease(this.#directory, this.#window);
    for (const journal of journals) void journal.close().catch(() => undefined);
    void before.drop().catch(() => undefined);
    for (const [connectionId, entries] of lost)
      this.#views.get(connectionId)?.lose({ ids: entries.map(({ id }) => id), deleted });
  }

  async track(recording: Promise<void>): Promise<void> {
    this.#recording.add(recording);
    try {
      await recording;
    } finally {
      this.#recording.delete(recording);
    }
  }

  isMade(resultId: string): boolean {
    return this.#made.has(resultId);
  }

  made(resultId: string): void {
    this.#made.add(resultId);
  }

  release(view: ConnectionJournal): void {
    if (this.#views.get(view.connectionId) === view) this.#views.delete(view.connectionId);
  }

  #entries(): StoredEntry[] {
    return [...this.#journals].flatMap(({ state }) => [...state.entries.values()]);
  }

  async #create(): Promise<Journal> {
    await ensureDirectory(this.#directory);
    // The lease first: a journal without one is free to take.
    await this.#lease.renew();
    const journal = await Journal.create(this.#nextDirectory());
    this.#journals.add(journal);
    return journal;
  }

  #nextDirectory(): string {
    this.#serial += 1;
    return path.join(this.#directory, `${this.#window}.${this.#serial}`);
  }

  async #lookOnce(): Promise<void> {
    this.checkOwn();
    if (this.#journals.size > 0) await this.#lease.renew().catch(() => undefined);
    for (const journal of this.#journals) await journal.settleDebts();
    await this.#tidy();
    const names = await namesIn(this.#directory);
    const found = groupBy(names.filter(isJournalName), windowOf);
    const leases = names.filter((name) => name.endsWith(leaseSuffix)).map((name) => name.slice(0, -leaseSuffix.length));
    for (const window of new Set([...found.keys(), ...leases])) {
      if (window === this.#window || !(await this.#watch.isGone(window))) continue;
      let left = false;
      for (const name of found.get(window) ?? []) left = !(await this.#adopt(name).catch(() => false)) || left;
      if (!left) await this.#watch.forget(window);
    }
  }

  /** @returns whether the journal is not there any more */
  async #adopt(name: string): Promise<boolean> {
    if (this.#closing !== undefined) return false;
    const from = path.join(this.#directory, name);
    const hindrance = await reportBeforeAdoption(from, this.#kinds);
    if (hindrance !== undefined) {
      if (!this.#reported.has(name)) this.#tell(hindrance);
      this.#reported.set(name, hindrance);
      return false;
    }
    await this.#lease.renew();
    const adoption = await adopt(from, this.#nextDirectory(), this.#kinds);
    if (adoption === undefined) return true;
    const { journal, reports } = adoption;
    this.#journals.add(journal);
    for (const { resultId } of journal.state.made.values()) this.#made.add(resultId);
    for (const id of journal.state.entries.keys()) this.#homes.set(id, journal);
    for (const report of reports) this.#tell(report);
    const byConnection = groupBy(journal.state.entries.values(), ({ connectionId }) => connectionId);
    for (const [connectionId, entries] of byConnection) this.#views.get(connectionId)?.adopt(entries);
    if (byConnection.size > 0) this.#adopted.fire([...byConnection.keys()]);
    return true;
  }

  #tell(report: JournalReport): void {
    this.#told.push(report);
    this.#report.fire(report);
  }

  /** Takes journals away that were taken over and have nothing left to do. */
  async #tidy(): Promise<void> {
    const main = await this.#main?.catch(() => undefined);
    for (const journal of this.#journals) {
      if (journal === main || !journal.settled) continue;
      this.#journals.delete(journal);
      await journal.close();
      await journal.remove();
    }
  }

  async #close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.allSettled(this.#recording);
    for (const journal of this.#journals) {
      try {
        await journal.close();
        if (journal.settled) await journal.remove();
      } catch {
        // What is on the disk is there; what is not was never promised.
      }
    }
    await this.#lease.drop().catch(() => undefined);
    if (this.#journals.size > 0) await syncDirectory(this.#directory).catch(() => undefined);
    this.#adopted.dispose();
    this.#report.dispose();
  }
}

function isJournalName(name: string): boolean {
  return journalName.test(name);
}

function windowOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}

/** Opens the writes on the disk, once per window. */
export function openOutboxStore(options: OutboxStoreOptions): OutboxStore {
  return new OutboxStore(options);
}
