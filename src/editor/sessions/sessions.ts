import { type Connection, connectionKey } from '../../triage/sessions/connection.ts';
import { NoConnectionError } from '../../triage/sessions/errors.ts';
import type { Event } from '../../shared/event.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Connections } from './connections.ts';
import { SessionPool } from './session-pool.ts';

/** The triage sessions in use. */
export class Sessions {
  readonly #connections: Connections;
  readonly #pool: SessionPool<Connection, Session>;
  readonly #subscription: { dispose(): void };
  readonly onDidOpen: Event<Session>;

  constructor(connections: Connections, create: (connection: Connection) => Session) {
    this.#connections = connections;
    this.#pool = new SessionPool(create);
    this.onDidOpen = this.#pool.onDidOpen;
    this.#subscription = connections.onDidChange(({ connectionId }) => {
      if (connectionId === null) this.#pool.retain(connections.read().connections, isSameService);
      else void this.#follow(connectionId);
    });
  }

  /** @throws NoConnectionError when none is active, or none has this id */
  get(connectionId: string | undefined): Session {
    const connection = connectionId === undefined ? this.#connections.active : this.#connections.get(connectionId);
    if (connection === undefined) throw new NoConnectionError(null, this.#connections.read().connections.length > 0);
    return this.#pool.of(connection);
  }

  all(): readonly Session[] {
    return this.#pool.all();
  }

  /** Sends pending writes of these connections in the background; those of connections not set up here stay. */
  drain(connectionKeys: readonly string[]): void {
    for (const connection of this.#connections.read().connections) {
      if (connectionKeys.includes(connectionKey(connection))) this.get(connection.id);
    }
  }

  dispose(): Promise<void> {
    this.#subscription.dispose();
    return this.#pool.dispose();
  }

  /**
   * Refreshes a session after its key changed, which may belong to another account, and sends pending writes. Without
   * a key, nothing of the session may stay visible.
   */
  async #follow(connectionId: string): Promise<void> {
    // When reading the key fails, the next request finds out.
    const hasKey = await this.#connections.hasKey(connectionId).catch(() => true);
    const session = this.#pool.known(connectionId);
    if (session === undefined) return;
    if (!hasKey) {
      this.#pool.drop(connectionId);
      this.#connections.reread();
      return;
    }
    const { issues, calls, personas, agentDirectory, outbox } = session;
    agentDirectory.forget();
    if (issues.list.loaded || issues.list.error !== undefined) void issues.refresh();
    if (calls.list.loaded || calls.list.error !== undefined) void calls.refresh();
    void personas.refresh();
    outbox.resume();
  }
}

/** A label may change; another kind or address is another service. */
function isSameService(now: Connection, before: Connection): boolean {
  return now.kind === before.kind && now.baseUrl === before.baseUrl;
}
