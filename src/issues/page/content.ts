import type * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { problemOf } from '../../editor/pages/remedies.ts';
import type { Services } from '../../editor/services.ts';
import { explain } from '../../editor/errors/explain.ts';
import { forDisplay } from '../../editor/privacy.ts';
import type { IssueHostMessage } from '../../shared/issue-messages.ts';
import { loggedAs } from '../../shared/logged-as.ts';
import type { MadeAttachment } from '../../triage/attachments/made.ts';
import { systemClock } from '../../triage/clock.ts';
import type { PagedList } from '../../triage/issues/paged-list.ts';
import { addComment } from '../../triage/outbox/kinds/add-comment.ts';
import { promptNorm } from '../../triage/outbox/kinds/prompt-norm.ts';
import { updateIssue } from '../../triage/outbox/kinds/update-issue.ts';
import { BackgroundRefresh } from '../../triage/sessions/background-refresh.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { readAffected } from '../activity/affected.ts';
import { NormQuestions } from '../activity/norm-questions.ts';
import { NormWatch } from '../activity/norm-watch.ts';
import { refreshInterval } from '../refresh-interval.ts';
import { Offers } from './offers.ts';
import type { IssuePort } from './port.ts';
import type { PageTextEdits } from './text-edits.ts';
import { activityView } from './view/activity.ts';
import { evidenceView } from './view/evidence.ts';
import { headView } from './view/head.ts';
import { affectedView, normView, relationsView } from './view/related.ts';
import { scenariosView } from './view/scenarios.ts';

/** Pages of an activity that are loaded without being asked for: 1,000 entries. */
const loadedPages = 10;

/** Milliseconds for which changes are collected before the page is sent them. */
const collectMs = 8;

interface Port extends IssuePort {
  /** The page takes messages. */
  readonly isLoaded: boolean;
  readonly isVisible: boolean;
  rename(issue: Issue): void;
}

/** The issue of a page: loads it, keeps it up to date, and sends the page each part that has changed. */
export class PageContent implements vscode.Disposable {
  readonly offers = new Offers();
  readonly #page: Port;
  readonly #services: Services;
  readonly #texts: PageTextEdits;
  readonly #refreshing: BackgroundRefresh;
  /** The parts that the page has, as text. */
  readonly #sent = new Map<string, string>();
  #session: Session | undefined;
  #subscriptions: { dispose(): unknown }[] = [];
  #issue: Issue | undefined;
  #attachments: readonly MadeAttachment[] = [];
  #timer: NodeJS.Timeout | undefined;
  #waiting: (() => void)[] = [];
  /** Counts the loads, so that a late answer to an earlier one is not shown. */
  #generation = 0;

  constructor(page: Port, services: Services, texts: PageTextEdits) {
    this.#page = page;
    this.#services = services;
    this.#texts = texts;
    this.#refreshing = new BackgroundRefresh({
      clock: systemClock,
      interval: refreshInterval,
      refresh: () => this.#poll(false),
    });
  }

  get issue(): Issue | undefined {
    const { issueId } = this.#page.target;
    return this.#session?.issues.get(issueId) ?? this.#issue;
  }

  /** @throws NoConnectionError */
  session(): Session {
    if (this.#session !== undefined) return this.#session;
    const { connectionId, issueId } = this.#page.target;
    const session = this.#services.session(connectionId);
    this.#session = session;
    this.#subscriptions = [
      session.onDidChange((change) => {
        if (change.issueId === null || change.issueId === issueId) this.show();
      }),
      session.calls.onDidChange(() => this.show()),
      session.scenarios.onDidChange(() => this.show()),
      session.outbox.onDidChange((entry) => {
        if (entry.issueId !== issueId || entry.state !== 'delivered') return;
        if (entry.kind === updateIssue.name) this.#issue = entry.result as Issue;
        void this.refresh();
        // A comment may have started a run, too.
        if (entry.kind === promptNorm.name || entry.kind === addComment.name) this.followRun(true);
      }),
    ];
    return session;
  }

  dispose(): void {
    this.#refreshing.stop();
    this.#generation += 1;
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  /** Looks for what others do while the page can be seen. */
  updatePolling(): void {
    if (this.#page.isVisible) this.#refreshing.start();
    else this.#refreshing.stop();
  }

  /** Keys or settings changed: the connection may have another session now, or a problem may be solved. */
  connectionsChanged(): void {
    const { connectionId } = this.#page.target;
    const exists = this.#services.connections.read().connections.some(({ id }) => id === connectionId);
    const isSame = exists && this.#services.session(connectionId) === this.#session;
    if (isSame && this.#issue !== undefined) return;
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
    this.#session = undefined;
    // This account may not be allowed to see it.
    if (!isSame) this.#issue = undefined;
    void this.load();
  }

  /** Runs something once the page shows the issue. */
  whenShown(run: () => void): void {
    this.#waiting.push(run);
    this.show();
  }

  /** Loads what the page shows; what is known already is shown at once. */
  async load(): Promise<void> {
    const generation = ++this.#generation;
    const page = this.#page;
    const { issueId } = page.target;
    try {
      const session = this.session();
      if (this.issue === undefined) page.post({ type: 'loading' });
      else this.show();
      const { resources, flags, relations, activity } = session.issues.contents(issueId);
      const contents = Promise.all([
        ...[resources, flags, relations, activity].map(async (list) => {
          await list.load();
          await list.all(loadedPages);
        }),
        session.attachmentsOf(issueId).then((made) => {
          this.#attachments = made;
        }),
      ]);
      const issue = await session.api.issues.get(issueId);
      if (generation !== this.#generation) return;
      this.#take(session, issue);
      await contents;
      if (generation !== this.#generation) return;
      if (resources.items.some((link) => link.resource_type === 'call') && !session.calls.list.loaded)
        void session.calls.list.load();
      void this.#loadScenarios(session, issue);
      this.#markRead(session, issue);
      this.updatePolling();
      this.show();
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#services.log.warn(loggedAs(error));
      if (this.issue === undefined) page.post({ type: 'problem', ...problemOf(error) });
      else page.say(explain(error).sentence, 'warning');
      this.updatePolling();
    }
  }

  /** Fetches the issue and the newest of its activity. Offline nothing changes. */
  async refresh(): Promise<void> {
    await this.#poll(true);
  }

  /** Follows a run of Norm while the page can be seen. @param asked it was just asked for, and may not show yet */
  followRun(asked: boolean): void {
    const session = this.session();
    const { issueId } = this.#page.target;
    this.#services.once(NormWatch).follow(
      {
        follower: 'page',
        session,
        issueId,
        isShown: () => this.#page.isVisible,
        onUpdate: (issue) => this.#take(session, issue),
        onEnd: (issue) => {
          // The page shows the question, and how to answer it.
          if (!this.#page.isVisible) this.#services.once(NormQuestions).notify(session, issue);
        },
      },
      asked,
    );
  }

  /** Sends the page what has changed. Several changes at once are sent together. */
  show(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#showNow();
    }, collectMs);
  }

  /** Sends the page everything: it has just loaded, or texts are shown otherwise from now on. */
  showAll(): void {
    this.#sent.clear();
    this.#showNow();
  }

  async showAffected(): Promise<void> {
    const { target } = this.#page;
    const offer = this.offers.part('affected');
    try {
      const facts = await readAffected(this.session(), target.issueId);
      this.#send({ type: 'affected', affected: affectedView(target, facts, offer) });
    } catch (error) {
      const trouble = { sentence: forDisplay(explain(error).sentence), retry: null };
      this.#send({ type: 'affected', affected: { groups: [], trouble, buttons: [] } });
    }
  }

  #take(session: Session, issue: Issue): void {
    this.#issue = issue;
    session.issues.put(issue);
    if (issue.org_id !== null) session.members.want(issue.org_id);
    if (issue.is_processing) this.followRun(false);
    this.#showNow();
  }

  /** Loads what tests its flags: beside the page, which is shown without. */
  async #loadScenarios(session: Session, issue: Issue): Promise<void> {
    const { scenarios, support, issues } = session;
    if (!support.has('scenarios')) return;
    await scenarios.load();
    await scenarios.readRuns(scenarios.ofIssue(issue, issues.contents(issue.id).flags.items));
  }

  /** Marks the issue as read while its page is seen. */
  #markRead(session: Session, issue: Issue): void {
    const now = session.issues.get(issue.id) ?? issue;
    if (this.#page.isVisible && now.has_unread_activity) void session.issues.markRead(issue.id).catch(() => undefined);
  }

  /**
   * Fetches the issue again, and its lists when something has happened on it.
   *
   * @param all fetches the lists anyway
   * @returns what failed, if something did
   */
  async #poll(all: boolean): Promise<unknown> {
    const { issueId } = this.#page.target;
    const before = this.#issue?.last_activity_at;
    try {
      const session = this.session();
      const issue = await session.api.issues.get(issueId);
      const { activity, resources, flags, relations } = session.issues.contents(issueId);
      const isNew = all || issue.last_activity_at !== before;
      this.#take(session, issue);
      // A run that another window has started, or this one before it was reloaded, ends some time.
      if (all || session.scenarios.isRunning) void this.#loadScenarios(session, issue);
      if (!isNew) return undefined;
      await activity.refreshQuietly(1, (loaded, newest) => [...newest, ...loaded]);
      await Promise.all([renew(resources), renew(flags), renew(relations)]);
      this.#markRead(session, issue);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #showNow(): void {
    const { issue } = this;
    const session = this.#session;
    if (issue === undefined || session === undefined) return;
    const { issueId } = this.#page.target;
    const { offers } = this;
    this.#page.rename(issue);
    this.#send({ type: 'head', head: headView(session, issue, this.#texts.unsent, offers.part('head')) });
    const evidence = evidenceView(session, issueId, this.#attachments, offers.part('evidence'));
    this.#send({ type: 'evidence', evidence });
    this.#send({ type: 'relations', relations: relationsView(session, issueId, offers.part('relations')) });
    this.#send({ type: 'scenarios', scenarios: scenariosView(session, issue, offers.part('scenarios')) });
    this.#send({ type: 'norm', norm: normView(session, issue, offers.part('norm')) });
    const activity = activityView(session, issueId, issue.org_id, offers.part('activity'));
    this.#send({ type: 'activity', activity });
    this.#texts.update();
    if (this.#page.isLoaded) for (const run of this.#waiting.splice(0)) run();
  }

  /** Posts a part unless the page has it as it is. */
  #send(message: IssueHostMessage): void {
    const text = JSON.stringify(message);
    if (this.#sent.get(message.type) === text) return;
    this.#sent.set(message.type, text);
    this.#page.post(message);
  }
}

function renew<T extends { readonly id: string }>(list: PagedList<T>): Promise<void> {
  return list.refreshQuietly(loadedPages, (_, newest) => newest);
}
