import type * as vscode from 'vscode';
import { problemOf } from '../../editor/pages/remedies.ts';
import type { Services } from '../../editor/services.ts';
import type { InsightsHostMessage } from '../../shared/insights-messages.ts';
import { defaultRange, type InsightPart, type InsightRange } from '../../shared/insights-view.ts';
import { loggedAs } from '../../shared/logged-as.ts';
import type { FlagInsights } from '../../triage/insights/flag-insights.ts';
import { deleteIssue } from '../../triage/outbox/kinds/delete-issue.ts';
import { editFlag } from '../../triage/outbox/kinds/edit-flag.ts';
import { removeFlag } from '../../triage/outbox/kinds/remove-flag.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { Offers } from '../page/offers.ts';
import { insightsOf } from './insights.ts';
import type { InsightsTarget } from './target.ts';
import { insightsView } from './view.ts';

/** Milliseconds for which changes are collected before the page is sent them. */
const collectMs = 60;

/** Writes after which the catalog counts fewer flags. */
const removing: ReadonlySet<string> = new Set([removeFlag.name, editFlag.name, deleteIssue.name]);

interface Port {
  readonly target: InsightsTarget;
  readonly isVisible: boolean;
  post(message: InsightsHostMessage): void;
}

/** The insights of a page: loads what they need, and sends the page what has changed. */
export class InsightsContent implements vscode.Disposable {
  readonly offers = new Offers();
  readonly #page: Port;
  readonly #services: Services;
  #session: Session | undefined;
  #subscriptions: { dispose(): unknown }[] = [];
  #range: InsightRange = defaultRange;
  #sent = '';
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(page: Port, services: Services) {
    this.#page = page;
    this.#services = services;
  }

  get range(): InsightRange {
    return this.#range;
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#leave();
  }

  setRange(range: InsightRange): void {
    this.#range = range;
    this.#showNow();
  }

  /** Keys or settings changed: the connection may have another session now, or a problem may be solved. */
  connectionsChanged(): void {
    const { connectionId } = this.#page.target;
    const exists = this.#services.connections.read().connections.some(({ id }) => id === connectionId);
    if (exists && this.#services.session(connectionId) === this.#session && this.#session.issues.list.loaded) return;
    this.#leave();
    void this.load();
  }

  /** Loads what is missing; what is known already is shown at once. */
  async load(part?: InsightPart): Promise<void> {
    const page = this.#page;
    try {
      const insights = this.#insights();
      if (this.#session?.issues.list.loaded === true) this.#showNow();
      else page.post({ type: 'loading' });
      await this.#work(insights, part);
      if (this.#session?.issues.list.loaded === false) throw insights.error;
      this.#showNow();
    } catch (error) {
      this.#services.log.warn(loggedAs(error));
      this.#sent = '';
      page.post({ type: 'problem', ...problemOf(error) });
    }
  }

  stop(): void {
    this.#insights().stop();
  }

  /** Sends the page everything: it has just loaded, or texts are shown otherwise from now on. */
  showAll(): void {
    this.#sent = '';
    this.#showNow();
  }

  /** Sends the page what has changed while it could not be seen. */
  visibilityChanged(): void {
    if (this.#page.isVisible) this.#show();
  }

  #work(insights: FlagInsights, part: InsightPart | undefined): Promise<void> {
    switch (part) {
      case 'issues':
        return insights.loadMoreIssues();
      case 'flags':
        return insights.loadFlags();
      case 'calls':
        return insights.loadCalls();
      case 'all':
        return insights.refresh();
      default:
        return insights.load(part === 'types');
    }
  }

  /** @throws NoConnectionError */
  #insights(): FlagInsights {
    const session = this.#session ?? this.#services.session(this.#page.target.connectionId);
    const insights = insightsOf(this.#services, session);
    if (this.#session !== undefined) return insights;
    this.#session = session;
    const show = (): void => this.#show();
    this.#subscriptions = [
      session.onDidChange(show),
      session.calls.onDidChange(show),
      session.flagTypes.onDidChange(show),
      insights.onDidChange(show),
      session.outbox.onDidChange((entry) => {
        // The catalog counts only what was added here by itself.
        if (entry.state === 'delivered' && removing.has(entry.kind)) void insights.load(true);
      }),
    ];
    return insights;
  }

  #leave(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
    this.#session = undefined;
  }

  /** Several changes at once are sent together. */
  #show(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#showNow();
      this.#loadMissing();
    }, collectMs);
  }

  /** Another filter or a refresh of the view may have dropped what was loaded. What failed or was stopped waits for a person. */
  #loadMissing(): void {
    const session = this.#session;
    if (session === undefined || !this.#page.isVisible) return;
    const insights = this.#insights();
    const { list } = session.issues;
    if (insights.isLoading || insights.isStopped || insights.error !== undefined || list.error !== undefined) return;
    if (!list.loaded || insights.uncounted.unreadIssues > 0) void this.load();
  }

  #showNow(): void {
    const session = this.#session;
    if (this.#isDisposed || session === undefined) return;
    const insights = this.#insights();
    // Until the list is there, the page says that it loads, or what went wrong.
    if (!session.issues.list.loaded) return;
    const pictured = { session, insights, range: this.#range, now: new Date(), offer: this.offers.part('insights') };
    const view = insightsView(pictured);
    const text = JSON.stringify(view);
    if (text === this.#sent) return;
    this.#sent = text;
    this.#page.post({ type: 'insights', view });
  }
}
