import { connectionKey } from '../../triage/sessions/connection.ts';
import { NoTalkdeskError } from '../../triage/sessions/errors.ts';
import type { Event } from '../../shared/event.ts';
import type { TalkdeskConnection } from '../../triage/sessions/talkdesk-connection.ts';
import type { TalkdeskSession } from '../../triage/sessions/talkdesk-session.ts';
import type { Connections } from './connections.ts';
import { SessionPool } from './session-pool.ts';

/** The Talkdesk sessions in use. */
export class TalkdeskSessions {
  readonly #connections: Connections;
  readonly #pool: SessionPool<TalkdeskConnection, TalkdeskSession>;
  readonly #subscription: { dispose(): void };
  readonly onDidOpen: Event<TalkdeskSession>;

  constructor(connections: Connections, create: (connection: TalkdeskConnection) => TalkdeskSession) {
    this.#connections = connections;
    this.#pool = new SessionPool(create);
    this.onDidOpen = this.#pool.onDidOpen;
    this.#subscription = connections.onDidChange(({ connectionId }) => {
      if (connectionId === null) this.#pool.retain(connections.read().talkdesk, isEqual);
      else this.#pool.known(connectionId)?.outbox.resume();
    });
  }

  /** @throws NoTalkdeskError when none is meant by itself; NoConnectionError when none has this id */
  get(connectionId: string | undefined): TalkdeskSession {
    const { activeTalkdesk, talkdeskChoices } = this.#connections;
    const connection = connectionId === undefined ? activeTalkdesk : this.#connections.talkdesk(connectionId);
    if (connection === undefined) throw new NoTalkdeskError(talkdeskChoices.map(({ id }) => id));
    return this.#pool.of(connection);
  }

  all(): readonly TalkdeskSession[] {
    return this.#pool.all();
  }

  /** Sends pending writes of these connections in the background. */
  drain(connectionKeys: readonly string[]): void {
    for (const connection of this.#connections.read().talkdesk) {
      if (connectionKeys.includes(connectionKey(connection))) this.get(connection.id);
    }
  }

  dispose(): Promise<void> {
    this.#subscription.dispose();
    return this.#pool.dispose();
  }
}

/** Any setting may change where a token comes from, and for whom. */
function isEqual(now: TalkdeskConnection, before: TalkdeskConnection): boolean {
  return JSON.stringify(now) === JSON.stringify(before);
}
