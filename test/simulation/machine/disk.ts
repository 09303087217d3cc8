import { SqliteConnection } from '../../../src/storage/sqlite-connection.ts';
import type { Database, Row, Statement, StorageReport, Value } from '../../../src/storage/database.ts';
import { StorageError } from '../../../src/storage/errors.ts';
import { Emitter, type Event } from '../../../src/shared/event.ts';
import { Random } from '../../support/random.ts';
import type { VirtualTime } from '../virtual-time.ts';
import type { Window } from './window.ts';

/** The disk that all windows share, with one database on it. */
export class Disk {
  /** Why nothing can be written, if it cannot. */
  fault: 'full' | 'denied' | null = null;
  /** Characters of text for which there is room: a transaction that has more does not fit. */
  room = Infinity;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly #connection = new SqliteConnection({ file: ':memory:', busy: 0, report: () => undefined });
  readonly #databases = new Set<WindowDatabase>();

  constructor(time: VirtualTime, seed: number) {
    this.time = time;
    this.random = new Random(seed);
  }

  databaseOf(window: Window): Database {
    const database = new WindowDatabase(this, window);
    this.#databases.add(database);
    return database;
  }

  /** Reads at once, for whoever looks on. */
  read(sql: string, ...params: readonly Value[]): readonly Row[] {
    return this.#connection.read(sql, params);
  }

  /** Runs a transaction at once, and has all windows but its own hear of it. @throws StorageError */
  write(statements: readonly Statement[], from?: WindowDatabase): boolean {
    const text = statements.flatMap(({ params = [] }) => params.filter((param) => typeof param === 'string'));
    if (text.join('').length > this.room) throw new StorageError('full', 13);
    if (this.fault !== null) throw new StorageError(this.fault, this.fault === 'full' ? 13 : 8);
    if (!this.#connection.transact(statements)) return false;
    for (const other of this.#databases) if (other !== from) other.hear();
    return true;
  }

  forget(database: WindowDatabase): void {
    this.#databases.delete(database);
  }

  close(): void {
    this.#connection.close();
  }
}

/** One window's way to the disk: its calls are done one after the other, and each takes its time there and back. */
class WindowDatabase implements Database {
  readonly #disk: Disk;
  readonly #window: Window;
  readonly #changed = new Emitter<void>();
  readonly onDidChangeElsewhere = this.#changed.event;
  /** There is nothing to report: the file is no one's but the run's. */
  readonly onDidReport: Event<StorageReport> = () => ({ dispose: () => undefined });
  readonly #calls: (() => void)[] = [];
  #isClosed = false;
  #isBusy = false;
  #isTold = false;

  constructor(disk: Disk, window: Window) {
    this.#disk = disk;
    this.#window = window;
  }

  read(sql: string, ...params: Value[]): Promise<readonly Row[]> {
    return this.#call(() => this.#disk.read(sql, ...params));
  }

  write(...statements: readonly Statement[]): Promise<boolean> {
    return this.#call(() => this.#disk.write(statements, this));
  }

  async close(): Promise<void> {
    await this.#call(() => undefined);
    this.#isClosed = true;
    this.#disk.forget(this);
    this.#changed.dispose();
  }

  /** Another window has committed something. */
  hear(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#disk.time.in(this.#disk.random.whole(50, 500), () =>
      this.#window.deliver(() => {
        this.#isTold = false;
        this.#changed.fire();
      }),
    );
  }

  #call<T>(work: () => T): Promise<T> {
    if (this.#isClosed) return Promise.reject(new StorageError('closed'));
    this.#window.diskCalls += 1;
    return new Promise((resolve, reject) => {
      this.#calls.push(() => {
        let answer: () => void;
        try {
          const result = work();
          answer = () => resolve(result);
        } catch (error) {
          answer = () => reject(error);
        }
        this.#disk.time.in(this.#disk.random.whole(0, 3), () =>
          this.#window.deliver(() => {
            this.#window.diskCalls -= 1;
            answer();
          }),
        );
      });
      this.#next();
    });
  }

  /** What is on its way when the window stops is done, or held until it goes on: a thread of its own does it. */
  #next(): void {
    const call = this.#isBusy ? undefined : this.#calls.shift();
    if (call === undefined) return;
    this.#isBusy = true;
    const { random, time } = this.#disk;
    const isSlow = random.chance(0.01);
    time.in(isSlow ? random.whole(200, 3000) : random.whole(1, 20), () => {
      const isDone = this.#window.liveness !== 'running' && random.chance(0.5);
      if (isDone) call();
      this.#window.deliver(() => {
        if (!isDone) call();
        this.#isBusy = false;
        this.#next();
      });
    });
  }
}
