import type { Host } from './host.ts';

type Keeper = Pick<Host<never>, 'getState' | 'setState'>;

/** What the editor keeps of a page while it is hidden or the window is reloaded. */
export class SavedPage<Value extends object> {
  readonly #host: Keeper;
  readonly #panel: unknown;
  #value: Value;

  /**
   * @param panel text that identifies the panel to the host, kept unread
   * @param read reads what was kept, whatever it is
   */
  constructor(host: Keeper, panel: string | undefined, read: (state: unknown) => Value) {
    this.#host = host;
    const state = host.getState();
    this.#panel = panel ?? fieldOf(state, 'panel');
    this.#value = read(state);
    this.#store();
  }

  get value(): Value {
    return this.#value;
  }

  keep(change: Partial<Value>): void {
    this.#value = { ...this.#value, ...change };
    this.#store();
  }

  #store(): void {
    this.#host.setState({ ...this.#value, panel: this.#panel });
  }
}

/** A field of something that was kept; undefined where there is none. */
export function fieldOf(state: unknown, name: string): unknown {
  return typeof state === 'object' && state !== null ? Reflect.get(state, name) : undefined;
}
