import type * as vscode from 'vscode';
import { type Connection, journalIdOf } from '../triage/connection.ts';
import { NoConnectionError } from '../triage/errors.ts';
import { Emitter } from '../triage/event.ts';
import type { Session } from '../triage/session.ts';
import type { Connections } from './connections.ts';

/** The sessions in use: one per connection, made when it is first asked for. */
export class Sessions implements vscode.Disposable {
  readonly #connections: Connections;
  readonly #create: (connection: Connection) => Session;
  readonly #sessions = new Map<string, Session>();
  readonly #subscription: { dispose(): void };
  readonly #opened = new Emitter<Session>();
  readonly onDidOpen = this.#opened.event;

  constructor(connections: Connections, create: (connection: Connection) => Session) {
    this.#connections = connections;
    this.#create = create;
    this.#subscription = connections.onDidChange(({ connectionId }) => {
      if (connectionId === null) this.#drop();
      else this.#tryAgain(connectionId);
    });
  }

  /** @throws NoConnectionError when none is active, or none has this id */
  get(connectionId: string | undefined): Session {
    const connection = connectionId === undefined ? this.#connections.active : this.#connections.get(connectionId);
    if (connection === undefined) throw new NoConnectionError(null);
    const known = this.#sessions.get(connection.id);
    if (known !== undefined) return known;
    const session = this.#create(connection);
    this.#sessions.set(connection.id, session);
    this.#opened.fire(session);
    return session;
  }

  /** The sessions in use. */
  all(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  /** Sends what waits for these connections, in the background. Those that are not set up here keep it. */
  drain(journalIds: readonly string[]): void {
    for (const connection of this.#connections.read().connections) {
      if (journalIds.includes(journalIdOf(connection))) this.get(connection.id);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const session of this.#sessions.values()) void session.dispose();
    this.#sessions.clear();
  }

  /** A connection that is gone or goes elsewhere now takes its session with it; what waits in that stays recorded. */
  #drop(): void {
    const { connections } = this.#connections.read();
    for (const [id, session] of this.#sessions) {
      const now = connections.find((connection) => connection.id === id);
      if (now?.kind === session.connection.kind && now.baseUrl === session.connection.baseUrl) continue;
      this.#sessions.delete(id);
      void session.dispose();
    }
  }

  /** A connection has a new key, which may be of another account: what is shown is asked for again, what waits is sent. */
  #tryAgain(connectionId: string): void {
    const session = this.#sessions.get(connectionId);
    if (session === undefined) return;
    const { issues, calls, personas, outbox } = session;
    if (issues.list.loaded || issues.list.error !== undefined) void issues.refresh();
    if (calls.list.loaded || calls.list.error !== undefined) void calls.refresh();
    void personas.refresh();
    outbox.resume();
  }
}
