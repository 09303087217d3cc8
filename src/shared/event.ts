/** The smallest event that the layers below the editor need: subscribe, fire, dispose. */
export type Event<T> = (listener: (value: T) => void) => { dispose(): void };

export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    // A wrapper of its own, so that the same function can be subscribed twice and disposed once each.
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls every listener. One that throws stops neither the others nor the caller: its error is reported as uncaught. */
  fire(value: T): void {
    for (const listener of new Set(this.#listeners)) {
      try {
        listener(value);
      } catch (error) {
        void Promise.reject(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
