import type { Session } from '../../triage/sessions/session.ts';
import type { Services } from '../services.ts';

interface Disposable {
  dispose(): void;
}

/** The session of the active connection as a view shows it: with what the view listens to, and let go of when it changes. */
export class FollowedSession {
  readonly #services: Services;
  readonly #follow: (session: Session) => readonly Disposable[];
  #session: Session | undefined;
  #subscriptions: readonly Disposable[] = [];

  /**
   * @param changed called when another connection may be active
   * @param follow called with each session that comes into view; what it gives is disposed of when the session goes
   */
  constructor(services: Services, changed: () => void, follow: (session: Session) => readonly Disposable[]) {
    this.#services = services;
    this.#follow = follow;
    services.connections.onDidChange(({ connectionId }) => {
      if (connectionId === null) changed();
    });
  }

  /** The session now; undefined when no connection is active. */
  get(): Session | undefined {
    const session = this.#services.connections.active === undefined ? undefined : this.#services.session();
    if (session === this.#session) return session;
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#session = session;
    this.#subscriptions = session === undefined ? [] : this.#follow(session);
    return session;
  }
}
