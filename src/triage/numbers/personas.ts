import type { AccountNumber } from '../../api/bland/numbers.ts';
import type { Persona } from '../../api/bland/personas.ts';
import type { BlandApi } from '../../api/index.ts';
import { Emitter } from '../../shared/event.ts';
import { PagedList } from '../issues/paged-list.ts';
import type { NamedAgent } from '../agents/agent-numbers.ts';
import { type Routing, routingOf } from './routing.ts';

const pageSize = 50;

/** The personas of one connection, as far as they are loaded, and the account's numbers. */
export class PersonaStore {
  readonly #api: BlandApi;
  readonly #changed = new Emitter<void>();
  /** Fires when one of the lists changed. */
  readonly onDidChange = this.#changed.event;
  readonly list: PagedList<Persona>;
  readonly numbers: PagedList<AccountNumber & { readonly id: string }>;

  constructor(api: BlandApi) {
    this.#api = api;
    this.list = new PagedList((cursor, signal) => api.personas.list({ cursor, limit: pageSize, signal }));
    this.numbers = new PagedList(async (_cursor, signal) => {
      const page = await api.numbers.list({ signal });
      return { ...page, items: page.items.map((number) => ({ ...number, id: number.phone_number })) };
    });
    for (const { onDidChange } of [this.list, this.numbers]) onDidChange(() => this.#changed.fire());
  }

  /** Error of one of the lists. */
  get error(): unknown {
    return this.list.error ?? this.numbers.error;
  }

  /** The account's numbers, and who answers each as far as the loaded personas and these agents tell. */
  routing(agents: readonly NamedAgent[]): Routing {
    return routingOf(this.numbers.items, this.list.items, agents);
  }

  /** Fetches what is not loaded yet. Resolves also when it fails: see `error`. */
  async load(): Promise<void> {
    const lists = [this.list, this.numbers].filter(({ loaded, error }) => !loaded && error === undefined);
    await Promise.all(lists.map((list) => list.load()));
  }

  /** Fetches again what was loaded, or failed to load. */
  async refresh(): Promise<void> {
    const lists = [this.list, this.numbers].filter(({ loaded, error }) => loaded || error !== undefined);
    await Promise.all(lists.map((list) => list.load()));
  }

  /** A persona, loaded or asked for. @throws NotFoundError */
  async find(personaId: string, signal?: AbortSignal): Promise<Persona> {
    const known = this.list.items.find(({ id }) => id === personaId);
    return known ?? this.#api.personas.get(personaId, { signal });
  }

  /** Updates the loaded ones among these personas, and fetches the numbers again. */
  update(personas: readonly Persona[]): void {
    for (const persona of personas) {
      if (this.list.items.some(({ id }) => id === persona.id)) this.list.put(persona);
    }
    // Quietly: a view that is redrawn without need closes an open menu.
    if (this.numbers.loaded) void this.numbers.refreshQuietly(1, (loaded) => loaded);
  }

  dispose(): void {
    this.list.cancel();
    this.numbers.cancel();
    this.#changed.dispose();
  }
}
