import { Emitter } from '../../shared/event.ts';

/** Readings kept after their panel is closed: enough to go back and forth between a queue's calls. */
const kept = 24;

/** Transcripts or conversations by id. One that has ended is fetched once, one that is running each time. */
export class ReadingStore<T> {
  readonly #read: (id: string) => Promise<T>;
  readonly #isRunning: (reading: T) => boolean;
  readonly #readings = new Map<string, T>();
  readonly #loading = new Map<string, Promise<T>>();
  readonly #known = new Emitter<string>();
  /** Fires with the id of a reading that was fetched for the first time. */
  readonly onDidKnow = this.#known.event;
  readonly #fetched = new Emitter<T>();
  /** Fires with each reading that was fetched, again or for the first time. */
  readonly onDidFetch = this.#fetched.event;
  readonly #forgotten = new Emitter<string>();
  /** Fires with the id of a reading that is to be fetched again. */
  readonly onDidForget = this.#forgotten.event;

  constructor(read: (id: string) => Promise<T>, isRunning: (reading: T) => boolean) {
    this.#read = read;
    this.#isRunning = isRunning;
  }

  /** Returns the reading as last fetched. */
  known(id: string): T | undefined {
    return this.#readings.get(id);
  }

  /** The readings that are kept, the one fetched last at the end. */
  get all(): readonly T[] {
    return [...this.#readings.values()];
  }

  /** Returns the reading, fetched again while it is running. @throws ServiceError */
  async get(id: string): Promise<T> {
    const known = this.#readings.get(id);
    return known !== undefined && !this.#isRunning(known) ? known : this.fetch(id);
  }

  /**
   * Fetches the reading. Callers share one request.
   *
   * @throws ServiceError
   */
  fetch(id: string): Promise<T> {
    const under = this.#loading.get(id);
    if (under !== undefined) return under;
    const loading = this.#read(id)
      .then((reading) => {
        if (this.#loading.get(id) === loading) this.#keep(id, reading);
        return reading;
      })
      .finally(() => {
        if (this.#loading.get(id) === loading) this.#loading.delete(id);
      });
    this.#loading.set(id, loading);
    return loading;
  }

  /** Drops a reading that is another one now. */
  forget(id: string): void {
    this.#loading.delete(id);
    this.#readings.delete(id);
    this.#forgotten.fire(id);
  }

  #keep(id: string, reading: T): void {
    const isNew = !this.#readings.delete(id);
    this.#readings.set(id, reading);
    const oldest = this.#readings.keys().next();
    if (this.#readings.size > kept && oldest.done !== true) this.#readings.delete(oldest.value);
    if (isNew) this.#known.fire(id);
    this.#fetched.fire(reading);
  }
}
