import type * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { explain } from '../../editor/errors/explain.ts';
import { problemOf } from '../../editor/pages/remedies.ts';
import type { Services } from '../../editor/services.ts';
import { loggedAs } from '../../shared/logged-as.ts';
import type { PageState } from '../../shared/messages.ts';
import type { TranscriptView } from '../../shared/transcript.ts';
import { systemClock } from '../../triage/clock.ts';
import type { Conversation } from '../../triage/conversations/conversation.ts';
import { messageDrafts } from '../../triage/draft-kinds.ts';
import { BackgroundRefresh } from '../../triage/sessions/background-refresh.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Transcript } from '../../triage/transcript/transcript.ts';
import { loadPathwayView } from '../pathway/pathway-view.ts';
import type { Target } from '../target.ts';
import type { HeaderNames } from '../view/header-names.ts';
import { type Content, isConversation, pageView, tabTitle } from '../view/view.ts';
import type { PanelPort } from './ports.ts';
import { TranscriptParts } from './transcript-parts.ts';

/** Interval in milliseconds for polling a running call, as the service advises. */
const pollInterval = 5_000;

interface Port extends PanelPort {
  readonly isVisible: boolean;
  /** The page takes messages. */
  readonly isPageReady: boolean;
  /** To be called when the content has been posted to the page. */
  /** Names the tab. */
  rename(title: string): void;
  contentShown(): void;
}

/** The call or conversation of a panel: loads it, shows it in the page, and polls it while the call is running. */
export class PanelContent implements vscode.Disposable {
  readonly #panel: Port;
  readonly #services: Pick<Services, 'database' | 'drafts' | 'log' | 'player'>;
  readonly #names: HeaderNames;
  readonly #polling: BackgroundRefresh;
  readonly #parts = new TranscriptParts();
  #current: Content | undefined;
  #issue: Issue | undefined;
  /** Counts the loads, so that a late answer to an earlier one is not shown. */
  #generation = 0;
  #isLoading = false;
  /** What went wrong before the page could be told. */
  #untold: PageState | undefined;

  constructor(panel: Port, services: Pick<Services, 'database' | 'drafts' | 'log' | 'player'>, names: HeaderNames) {
    this.#panel = panel;
    this.#services = services;
    this.#names = names;
    this.#polling = new BackgroundRefresh({
      clock: systemClock,
      shortest: pollInterval,
      interval: () => (this.transcript?.running === true ? pollInterval : 0),
      refresh: () => this.#poll(),
    });
  }

  get isLoaded(): boolean {
    return this.#current !== undefined;
  }

  get transcript(): Transcript | undefined {
    const current = this.#current;
    return current === undefined || isConversation(current) ? undefined : current;
  }

  get conversation(): Conversation | undefined {
    const current = this.#current;
    return current !== undefined && isConversation(current) ? current : undefined;
  }

  dispose(): void {
    this.#polling.stop();
    this.#generation += 1;
  }

  /** Polls a running call while its panel is visible. */
  updatePolling(): void {
    if (this.#panel.isVisible) this.#polling.start();
    else this.#polling.stop();
  }

  /** Shows the page, which is ready for the first time or again, what there is, and loads it if there is nothing. */
  pageReady(): void {
    const untold = this.#untold;
    this.#untold = undefined;
    if (this.isLoaded) this.show();
    else if (untold !== undefined) this.#panel.post({ type: 'state', state: untold });
    else if (this.#isLoading) this.#panel.post({ type: 'state', state: { kind: 'loading' } });
    else void this.load();
  }

  /** Keys or settings changed. @param isSame the connection has the session still by which it was loaded */
  connectionsChanged(isSame: boolean): void {
    if (isSame && this.isLoaded) return;
    // This account may not be allowed to see it.
    if (!isSame) this.#current = undefined;
    void this.load();
  }

  /** Shows it for the panel's new issue. @param issue the issue itself, where it is loaded */
  issueChanged(issue: Issue | undefined): void {
    this.#issue = issue;
    this.show();
    void this.load({ isShown: true });
  }

  /** Loads it. Meanwhile the page keeps what it has. @param isShown the page has it already, for the panel's issue */
  async load({ isShown = false } = {}): Promise<void> {
    const generation = ++this.#generation;
    const isCurrent = (): boolean => generation === this.#generation;
    const panel = this.#panel;
    this.#isLoading = true;
    this.#untold = undefined;
    if (this.#current === undefined) panel.post({ type: 'state', state: { kind: 'loading' } });
    try {
      const { target } = panel;
      const session = panel.session();
      const related = loadRelated(session, target, (issue) => {
        if (isCurrent()) this.#issue = issue;
      });
      const { drafts, player } = this.#services;
      const [content] = await Promise.all([
        loadContent(session, target),
        drafts.load(messageDrafts(target)),
        player.load(),
      ]);
      if (!isCurrent()) return;
      const isNew = !isShown || content !== this.#current;
      this.#current = content;
      if (isNew) this.show();
      const error = await related;
      if (!isCurrent()) return;
      if (error !== undefined) panel.say(explain(error).sentence, 'warning');
      this.show();
    } catch (error) {
      if (!isCurrent()) return;
      this.#services.log.warn(loggedAs(error));
      const state: PageState = { kind: 'problem', ...problemOf(error) };
      if (panel.isPageReady) panel.post({ type: 'state', state });
      else this.#untold = state;
    } finally {
      if (isCurrent()) this.#isLoading = false;
    }
  }

  /** Posts it to the page as it may be shown now. */
  show(): void {
    const content = this.#current;
    if (content === undefined) return;
    const view = this.#view(content);
    // The tab has its name also when it is left before its page is there.
    this.#panel.rename(tabTitle(view));
    if (!this.#panel.isPageReady) return;
    for (const message of this.#parts.state(view)) this.#panel.post(message);
    this.#panel.contentShown();
    void this.showEvents();
    void this.#showNames();
    this.updatePolling();
  }

  /** Posts more of a long call: up to the message with this index, the next part for null, or everything. */
  showMore(end: number | null | 'all'): void {
    const content = this.#current;
    if (content === undefined) return;
    for (const message of this.#parts.more(content.rows, end, () => this.#view(content))) this.#panel.post(message);
  }

  /** Posts what the agent did during the call, and the suggestions made from it. */
  async showEvents(): Promise<void> {
    const { transcript } = this;
    if (transcript === undefined) return;
    const pathway = await loadPathwayView(this.#panel, transcript, this.#services.database);
    if (transcript === this.#current) this.#panel.post({ type: 'pathway', pathway });
  }

  async #showNames(): Promise<void> {
    const { transcript } = this;
    if (transcript === undefined) return;
    const names = await this.#names.of(this.#panel.session(), this.#panel.target.issueId, transcript);
    if (transcript === this.#current) this.#panel.post({ type: 'names', names });
  }

  #view(content: Content): TranscriptView {
    return pageView(this.#panel, this.#services, content, this.#issue);
  }

  /** Resolves to what went wrong, which makes the next waits longer. */
  async #poll(): Promise<unknown> {
    const generation = this.#generation;
    const before = this.transcript;
    if (before === undefined) return undefined;
    try {
      const transcript = await this.#panel.session().transcripts.fetch(before.callId);
      const isNew = !transcript.running || transcript.rows.length !== before.rows.length;
      if (generation !== this.#generation || !isNew) return undefined;
      this.#current = transcript;
      this.show();
      return undefined;
    } catch (error) {
      if (generation === this.#generation) this.#panel.say(explain(error).sentence, 'info');
      return error;
    }
  }
}

/** @throws ServiceError */
function loadContent(session: Session, target: Target): Promise<Content> {
  return 'callId' in target ? session.transcripts.get(target.callId) : session.conversations.get(target.conversationId);
}

/**
 * Loads the issue and what else is shown beside the content. Never rejects: the content is shown without it.
 *
 * @returns the first error, if there was one
 */
async function loadRelated(
  session: Session,
  target: Target,
  found: (issue: Issue | undefined) => void,
): Promise<unknown> {
  const { issues, flagTypes } = session;
  const { issueId } = target;
  const isCall = 'callId' in target;
  const tasks: Promise<unknown>[] = isCall ? [flagTypes.load()] : [];
  if (issueId !== null) {
    tasks.push(issues.find(issueId, new AbortController().signal).then(found));
    tasks.push(issues.loadResources(issueId));
    if (isCall) tasks.push(issues.loadFlags(issueId));
  }
  const failed = (await Promise.allSettled(tasks)).find((result) => result.status === 'rejected');
  return failed?.reason;
}

/** An error in place of the content, with the actions that may help. */
