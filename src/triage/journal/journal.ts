import { fstatSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { JournalError, journalError } from './errors.ts';
import { appendAll, syncDirectory, writeNewFile } from '../files.ts';
import { encodeLine, maxRecordBytes } from './lines.ts';
import { JournalState, type JournalRecord } from './records.ts';

/** The journal's file in its directory. */
const journalFile = 'journal.jsonl';

/** A journal is rewritten from so many lines on, when at least three quarters of them are past. */
const compactFrom = 64;
/** Made objects are remembered so long after the oldest open entry began, milliseconds: see `writes/made-since.ts`. */
const madeMemoryMs = 15 * 60_000;

interface Fact {
  readonly record: JournalRecord;
  readonly line: Buffer;
}

interface Queued extends Fact {
  readonly done: (error: JournalError | undefined) => void;
}

/**
 * An append-only file of records in a directory of its own. A record counts once it is on the disk. Another window takes
 * the journal over by renaming the directory, which makes everything that is done here by path fail.
 */
export class Journal {
  readonly directory: string;
  readonly state: JournalState;
  readonly #file: string;
  #handle: FileHandle;
  #inode: bigint;
  /** Lines in the file. */
  #lines: number;
  /** Bytes of the file that are whole lines. */
  #size: number;
  #queue: Queued[] = [];
  #working: Promise<void> | undefined;
  /** Facts that could not be written yet, and are before anything else is. */
  #owed: Fact[] = [];
  /** Lines of kinds that are not known here: carried along as they are. */
  readonly #carried: readonly Buffer[];
  #closed = false;

  private constructor(
    directory: string,
    opened: { readonly handle: FileHandle; readonly inode: bigint; readonly size: number },
    content: { readonly state: JournalState; readonly lines: number; readonly carried: readonly Buffer[] },
  ) {
    this.directory = directory;
    this.#file = path.join(directory, journalFile);
    this.#handle = opened.handle;
    this.#inode = opened.inode;
    this.#size = opened.size;
    this.state = content.state;
    this.#lines = content.lines;
    this.#carried = content.carried;
  }

  /** Makes a directory with an empty journal. @throws what the file system throws */
  static async create(directory: string): Promise<Journal> {
    await mkdir(directory, { mode: 0o700 });
    await syncDirectory(path.dirname(directory));
    await writeNewFile(path.join(directory, journalFile), '');
    await syncDirectory(directory);
    return new Journal(directory, await openFile(directory), { state: new JournalState(), lines: 0, carried: [] });
  }

  /** Goes on with a journal that was read. @throws what the file system throws */
  static async resume(
    directory: string,
    content: { readonly state: JournalState; readonly lines: number; readonly carried: readonly Buffer[] },
  ): Promise<Journal> {
    return new Journal(directory, await openFile(directory), content);
  }

  /** Whether nothing in it waits for anything. */
  get settled(): boolean {
    return this.state.entries.size === 0 && this.#carried.length === 0;
  }

  /** Whether the journal is still where this window put it: false once another window has taken it over. */
  isMine(): boolean {
    try {
      return statSync(this.#file, { bigint: true }).ino === this.#inode;
    } catch {
      return false;
    }
  }

  /** Whether the file is in no directory any more. */
  isDeleted(): boolean {
    try {
      return fstatSync(this.#handle.fd).nlink === 0;
    } catch {
      return false;
    }
  }

  /**
   * Records a fact. Resolves when it is on the disk, in a file that is still this window's.
   *
   * @throws JournalError; the fact is not recorded then, unless its fault is `lost`, where it may be
   */
  append(record: JournalRecord): Promise<void> {
    const line = encodeLine(record);
    if (line.length > maxRecordBytes) return Promise.reject(new JournalError('too-large'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ record, line, done: (error) => (error === undefined ? resolve() : reject(error)) });
      this.#working ??= this.#work();
    });
  }

  /** Records a fact that holds whether or not it can be written now: it is written as soon as that is possible. */
  async note(record: JournalRecord): Promise<void> {
    try {
      await this.append(record);
    } catch (error) {
      this.state.apply(record);
      if (!(error instanceof JournalError && error.fault === 'lost'))
        this.#owed.push({ record, line: encodeLine(record) });
    }
  }

  /** Writes what is owed, when there is something. */
  async settleDebts(): Promise<void> {
    if (this.#owed.length === 0 || this.#closed) return;
    this.#working ??= this.#work();
    await this.#working;
  }

  /** Rewrites the file with what still counts. Keeps the old one when that fails. */
  async compact(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
    this.#working = this.#rewrite().finally(() => this.#rest());
    await this.#working;
  }

  /** Writes what is queued and lets go of the file. */
  async close(): Promise<void> {
    await this.settleDebts();
    while (this.#working !== undefined) await this.#working;
    this.#closed = true;
    await this.#handle.close();
  }

  /** Takes a settled and closed journal away. One that another window has is not there any more. */
  async remove(): Promise<void> {
    if (this.isMine()) await rm(this.directory, { recursive: true, force: true });
  }

  async #work(): Promise<void> {
    // Facts of the same turn share one write and one sync.
    await Promise.resolve();
    try {
      while (this.#queue.length > 0 || this.#owed.length > 0) {
        const batch = this.#queue;
        this.#queue = [];
        const error = await this.#write(batch);
        for (const { done } of batch) done(error);
        if (error !== undefined && this.#queue.length === 0) break;
      }
      if (this.#isWorthCompacting()) await this.#rewrite();
    } finally {
      this.#rest();
    }
  }

  #rest(): void {
    this.#working = undefined;
    if (this.#queue.length > 0) this.#working = this.#work();
  }

  async #write(facts: readonly Fact[]): Promise<JournalError | undefined> {
    const owed = this.#owed;
    const bytes = Buffer.concat([...owed, ...facts].map(({ line }) => line));
    try {
      if (this.#closed || !this.isMine()) throw new JournalError('lost');
      await appendAll(this.#handle, bytes);
      await this.#handle.datasync();
    } catch (error) {
      // What was written of it must not stand before the next record; if it has to, the reader finds that one anyway.
      if (!this.#closed) await this.#handle.truncate(this.#size).catch(() => undefined);
      return journalError(error);
    }
    this.#owed = this.#owed.slice(owed.length);
    this.#size += bytes.length;
    this.#lines += owed.length + facts.length;
    for (const { record } of facts) this.state.apply(record);
    return this.isMine() ? undefined : new JournalError('lost');
  }

  #isWorthCompacting(): boolean {
    if (this.#lines < compactFrom) return false;
    const oldest = [...this.state.entries.values()].reduce(
      (t, { createdAt }) => Math.min(t, Date.parse(createdAt)),
      Date.now(),
    );
    this.state.forgetMadeBefore(oldest - madeMemoryMs);
    return this.#lines >= 4 * (this.state.entries.size + this.state.made.size);
  }

  /** New file, synced, renamed over the old one, directory synced: power may fail at any moment. */
  async #rewrite(): Promise<void> {
    const temporary = path.join(this.directory, `${journalFile}.tmp`);
    const records = this.state.records();
    const bytes = Buffer.concat([...this.#carried, ...records.map((record) => encodeLine(record))]);
    try {
      await rm(temporary, { force: true });
      await writeNewFile(temporary, bytes);
      // Its directory is gone when another window has taken the journal over: then this fails, as it must.
      await rename(temporary, this.#file);
      const old = this.#handle;
      const opened = await openFile(this.directory);
      this.#handle = opened.handle;
      this.#inode = opened.inode;
      this.#size = opened.size;
      this.#owed = [];
      await syncDirectory(this.directory);
      await old.close();
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
    this.#lines = records.length + this.#carried.length;
  }
}

async function openFile(directory: string): Promise<{ handle: FileHandle; inode: bigint; size: number }> {
  const handle = await open(path.join(directory, journalFile), 'a', 0o600);
  const { ino, size } = await handle.stat({ bigint: true });
  return { handle, inode: ino, size: Number(size) };
}

/** A journal's bytes. @throws what the file system throws */
export function readJournalBytes(directory: string): Promise<Buffer> {
  return readFile(path.join(directory, journalFile));
}
