import type * as vscode from 'vscode';
import { journalIdOf } from '../triage/connection.ts';
import { NoTalkdeskError } from '../triage/errors.ts';
import { Emitter } from '../triage/event.ts';
import type { TalkdeskConnection } from '../triage/talkdesk-connection.ts';
import type { TalkdeskSession } from '../triage/talkdesk-session.ts';
import type { Connections } from './connections.ts';

/** The Talkdesk sessions in use: one per connection, made when it is first asked for. */
export class TalkdeskSessions implements vscode.Disposable {
  readonly #connections: Connections;
  readonly #create: (connection: TalkdeskConnection) => TalkdeskSession;
  readonly #sessions = new Map<string, TalkdeskSession>();
  readonly #subscription: { dispose(): void };
  readonly #opened = new Emitter<TalkdeskSession>();
  readonly onDidOpen = this.#opened.event;

  constructor(connections: Connections, create: (connection: TalkdeskConnection) => TalkdeskSession) {
    this.#connections = connections;
    this.#create = create;
    this.#subscription = connections.onDidChange(({ connectionId }) => {
      if (connectionId === null) this.#drop();
      else this.#sessions.get(connectionId)?.outbox.resume();
    });
  }

  /** @throws NoTalkdeskError when none is meant by itself; NoConnectionError when none has this id */
  get(connectionId: string | undefined): TalkdeskSession {
    const { activeTalkdesk, talkdeskChoices } = this.#connections;
    const connection = connectionId === undefined ? activeTalkdesk : this.#connections.talkdesk(connectionId);
    if (connection === undefined) throw new NoTalkdeskError(talkdeskChoices.map(({ id }) => id));
    const known = this.#sessions.get(connection.id);
    if (known !== undefined) return known;
    const session = this.#create(connection);
    this.#sessions.set(connection.id, session);
    this.#opened.fire(session);
    return session;
  }

  /** The sessions in use. */
  all(): readonly TalkdeskSession[] {
    return [...this.#sessions.values()];
  }

  /** Sends what waits for these connections, in the background. */
  drain(journalIds: readonly string[]): void {
    for (const connection of this.#connections.read().talkdesk) {
      if (journalIds.includes(journalIdOf(connection))) this.get(connection.id);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const session of this.#sessions.values()) void session.dispose();
    this.#sessions.clear();
  }

  /** A connection that is gone or is another one now takes its session with it; what waits in that stays recorded. */
  #drop(): void {
    const { talkdesk } = this.#connections.read();
    for (const [id, session] of this.#sessions) {
      const now = talkdesk.find((connection) => connection.id === id);
      if (JSON.stringify(now) === JSON.stringify(session.connection)) continue;
      this.#sessions.delete(id);
      void session.dispose();
    }
  }
}
