/** An event like the editor's, for the layers that cannot import `vscode`. */
export type Event<T> = (listener: (value: T) => void) => { dispose(): void };

export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    // Wrapped, so that a function that is subscribed twice is called twice and disposed one at a time.
    const wrapper = (value: T): void => listener(value);
    this.#listeners.add(wrapper);
    return { dispose: () => this.#listeners.delete(wrapper) };
  };

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls every listener. An error of one is reported as an unhandled rejection, and stops neither the others nor the caller. */
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
