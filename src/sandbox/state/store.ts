import { withHistory } from './history.ts';
import type { State } from './schema.ts';

/** Where a store saves. Rejects when the state could not be saved, or must not be any more. */
export interface Keeper {
  save(state: State): Promise<void>;
}

/** What a change gives back: the state after it, and what its request answers. */
export interface Change<Result> {
  readonly state: State;
  readonly result: Result;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The sandbox's state. A change is answered only when it is saved, and nobody reads what is not: a process that ends
 * at any moment has promised nothing that its successor does not find. States are never modified, only followed by
 * others, so a save that fails takes back exactly the changes that waited for it.
 */
export class Store {
  #saved: State;
  #working: State;
  #waiting: Waiter[] = [];
  #saving: Promise<void> | undefined;
  readonly #keeper: Keeper | undefined;

  /** @param keeper without one, the state lives in memory only */
  constructor(state: State, keeper?: Keeper) {
    this.#saved = state;
    this.#working = state;
    this.#keeper = keeper;
  }

  /** The state as it is saved. */
  get state(): State {
    return this.#saved;
  }

  /**
   * Changes the state and waits until that is saved. Changes made while a save is under way share the next one.
   * @param make gets the newest state, saved or not; what it throws changes nothing
   * @throws what `make` throws, and why the state could not be saved
   */
  async change<Result>(make: (state: State) => Change<Result>): Promise<Result> {
    const { state: made, result } = make(this.#working);
    const state = withHistory(this.#working, made);
    if (state === this.#working) {
      // Nothing changes, but the answer may rest on a change that is still being saved.
      if (state !== this.#saved) await this.#nextSave();
      return result;
    }
    this.#working = state;
    await this.#nextSave();
    return result;
  }

  /** Resolves when nothing waits to be saved. */
  async settled(): Promise<void> {
    await this.#saving;
  }

  async #nextSave(): Promise<void> {
    const saved = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
    this.#saving ??= this.#saveAll();
    await saved;
  }

  async #saveAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const waiters = this.#waiting;
      const state = this.#working;
      this.#waiting = [];
      try {
        await this.#keeper?.save(state);
        this.#saved = state;
        for (const waiter of waiters) waiter.resolve();
      } catch (error) {
        // What came meanwhile was built on the changes that are taken back, so it goes with them.
        const lost = [...waiters, ...this.#waiting];
        this.#waiting = [];
        this.#working = this.#saved;
        for (const waiter of lost) waiter.reject(error);
      }
    }
    // In the same step as the last look at who waits: whoever comes next starts a save of their own.
    this.#saving = undefined;
  }
}
