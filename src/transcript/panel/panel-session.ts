import { flagTypeChoices } from '../../editor/flag-types.ts';
import { isMasked } from '../../editor/masking.ts';
import type { Services } from '../../editor/services.ts';
import { maskFlags } from '../../shared/mask-view.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { allFlagMarks } from '../flags/flag-marks.ts';
import type { PanelPort } from './ports.ts';

interface Port extends Pick<PanelPort, 'target' | 'post'> {
  /** Shows the loaded content again. */
  show(): void;
  /** To be called when the page has been sent changed flags. */
  flagsChanged(): void;
  /** Loads the content again. */
  load(): Promise<void>;
}

/** The session of a panel's connection. Brings changes of flags and flag types to the page. */
export class PanelSession {
  readonly #panel: Port;
  readonly #services: Pick<Services, 'session' | 'connections'>;
  #session: Session | undefined;
  #subscriptions: { dispose(): unknown }[] = [];
  /** Issues, beside the panel's own, whose flags the page shows. They may since have lost the call. */
  #shownIssues: ReadonlySet<string> = new Set();

  constructor(panel: Port, services: Pick<Services, 'session' | 'connections'>) {
    this.#panel = panel;
    this.#services = services;
  }

  /** @throws NoConnectionError */
  get(): Session {
    if (this.#session !== undefined) return this.#session;
    const session = this.#services.session(this.#panel.target.connectionId);
    this.#session = session;
    this.#subscriptions = [
      session.onDidChange(({ issueId }) => this.#changed(session, issueId)),
      session.flagTypes.onDidChange(() => this.postFlagTypes()),
      session.transcripts.onDidForget((callId) => {
        const { target } = this.#panel;
        if ('callId' in target && target.callId === callId) void this.#panel.load();
      }),
    ];
    return session;
  }

  /** Lets go of a session that the connection has no more. Returns whether it still has the one in use. */
  renew(): boolean {
    const { connectionId } = this.#panel.target;
    const exists = this.#services.connections.read().connections.some(({ id }) => id === connectionId);
    if (exists && this.#services.session(connectionId) === this.#session) return true;
    this.dispose();
    this.#session = undefined;
    return false;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  postFlagTypes(): void {
    const session = this.#session;
    if (session === undefined) return;
    const loading = !session.flagTypes.settled;
    this.#panel.post({ type: 'flagTypes', flagTypes: flagTypeChoices(session), loading });
  }

  /** The page has been sent the flags as they are now. */
  flagsShown(): void {
    const { target } = this.#panel;
    const issues = 'callId' in target ? this.get().issues.holding(target.callId) : [];
    this.#shownIssues = new Set(issues.map(({ id }) => id));
  }

  /** @param changedId the issue that changed; null when names were loaded, which stand on flags as well */
  #changed(session: Session, changedId: string | null): void {
    const { target } = this.#panel;
    const { issueId } = target;
    const isOwn = issueId !== null && changedId === issueId;
    if (!('callId' in target)) {
      // The header says whether the conversation is attached.
      if (isOwn) this.#panel.show();
      return;
    }
    const { callId } = target;
    const { issues } = session;
    if (isOwn) {
      // A refresh drops the contents of issues that have not been looked at for long.
      const { loaded, loading, error } = issues.contents(issueId).flags;
      if (!loaded && !loading && error === undefined) void issues.loadFlags(issueId).catch(() => undefined);
    }
    const isOther = changedId !== null && (issues.holds(changedId, callId) || this.#shownIssues.has(changedId));
    if (!isOwn && changedId !== null && !isOther) return;
    const flags = allFlagMarks(session, issueId, callId);
    this.flagsShown();
    this.#panel.post({ type: 'flags', flags: isMasked() ? maskFlags(flags) : flags });
    this.#panel.flagsChanged();
  }
}
