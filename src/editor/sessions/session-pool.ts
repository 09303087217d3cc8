import { Emitter } from '../../shared/event.ts';

/** The sessions of one kind of service: one per connection, created on first use. */
export class SessionPool<C extends { readonly id: string }, S extends { dispose(): Promise<void> }> {
  readonly #create: (connection: C) => S;
  readonly #sessions = new Map<string, { readonly connection: C; readonly session: S }>();
  readonly #opened = new Emitter<S>();
  readonly onDidOpen = this.#opened.event;

  constructor(create: (connection: C) => S) {
    this.#create = create;
  }

  of(connection: C): S {
    const known = this.known(connection.id);
    if (known !== undefined) return known;
    const session = this.#create(connection);
    this.#sessions.set(connection.id, { connection, session });
    this.#opened.fire(session);
    return session;
  }

  known(connectionId: string): S | undefined {
    return this.#sessions.get(connectionId)?.session;
  }

  all(): readonly S[] {
    return [...this.#sessions.values()].map(({ session }) => session);
  }

  /** Ends sessions whose connections are gone or have changed; their pending writes stay stored. */
  retain(now: readonly C[], isSame: (now: C, before: C) => boolean): void {
    for (const { connection, session } of this.#sessions.values()) {
      const current = now.find(({ id }) => id === connection.id);
      if (current !== undefined && isSame(current, connection)) continue;
      this.#sessions.delete(connection.id);
      void session.dispose();
    }
  }

  drop(connectionId: string): void {
    const session = this.known(connectionId);
    this.#sessions.delete(connectionId);
    void session?.dispose();
  }

  async dispose(): Promise<void> {
    const all = this.all();
    this.#sessions.clear();
    await Promise.all(all.map((session) => session.dispose()));
  }
}
