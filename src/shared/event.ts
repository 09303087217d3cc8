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

  fire(value: T): void {
    for (const listener of new Set(this.#listeners)) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
