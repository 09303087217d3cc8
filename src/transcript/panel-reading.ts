import type * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { explain } from '../editor/errors/explain.ts';
import { loggedAs } from '../shared/logged-as.ts';
import type { TranscriptView } from '../shared/transcript.ts';
import { BackgroundRefresh } from '../triage/sessions/background-refresh.ts';
import { systemClock } from '../triage/clock.ts';
import { messageDrafts } from '../triage/draft-kinds.ts';
import { headerNames } from './header-names.ts';
import type { TranscriptPanel } from './panel.ts';
import { Parts } from './parts.ts';
import { shownPathway } from './pathway.ts';
import { loadBeside, problemOf, type Reading, readingOf, titleOf } from './reading.ts';
import { pageView } from './shown-view.ts';

/** How often a running call is read again, milliseconds: what the service advises for polling a call. */
const followInterval = 5_000;

/** Fetches what a panel reads, brings it to the page, and follows it while the call runs. */
export class PanelReading implements vscode.Disposable {
  readonly #panel: TranscriptPanel;
  readonly #follow: BackgroundRefresh;
  readonly #parts = new Parts();
  #current: Reading | undefined;
  #issue: Issue | undefined;
  /** Counts the loads, so that a late answer to an earlier one is not shown. */
  #generation = 0;

  constructor(panel: TranscriptPanel) {
    this.#panel = panel;
    this.#follow = new BackgroundRefresh({
      clock: systemClock,
      shortest: followInterval,
      interval: () => (panel.transcript?.running === true ? followInterval : 0),
      refresh: () => this.#readAgain(),
    });
  }

  /** What was read last; undefined until something was. */
  get current(): Reading | undefined {
    return this.#current;
  }

  dispose(): void {
    this.#follow.stop();
    this.#generation += 1;
  }

  /** Reads a running call again and again while its panel can be seen; one that has ended is not read again. */
  follow(): void {
    if (this.#panel.visible) this.#follow.start();
    else this.#follow.stop();
  }

  /** Has nothing to show any more: its connection is gone. A page that comes back into view asks for it, and is told why. */
  forget(): void {
    this.#current = undefined;
  }

  /** It is read for another issue from now on, of which this is known already. */
  forIssue(issue: Issue | undefined): void {
    this.#issue = issue;
    this.show();
    void this.load(true);
  }

  /**
   * Fetches it. What is known already stays shown meanwhile.
   *
   * @param isShown what is known stands on the page as it may be shown now
   */
  async load(isShown = false): Promise<void> {
    const generation = ++this.#generation;
    const isWanted = (): boolean => generation === this.#generation;
    const panel = this.#panel;
    if (this.#current === undefined) panel.post({ type: 'state', state: { kind: 'loading' } });
    try {
      const { session, target, services } = panel;
      const beside = loadBeside(session, target, (issue) => {
        if (isWanted()) this.#issue = issue;
      });
      const [reading] = await Promise.all([
        readingOf(session, target),
        services.drafts.load(messageDrafts(target)),
        services.player.load(),
      ]);
      if (!isWanted()) return;
      const isNew = !isShown || reading !== this.#current;
      this.#current = reading;
      if (isNew) this.show();
      const missing = await beside;
      if (!isWanted()) return;
      if (missing !== undefined) panel.say(explain(missing).sentence, 'warning');
      this.show();
    } catch (error) {
      if (!isWanted()) return;
      panel.services.log.warn(loggedAs(error));
      panel.post({ type: 'state', state: problemOf(error) });
    }
  }

  /** Shows what was read, as it may be shown now. */
  show(): void {
    const reading = this.#current;
    if (reading === undefined) return;
    const panel = this.#panel;
    const view = this.#view(reading);
    for (const message of this.#parts.state(view)) panel.post(message);
    panel.shown(titleOf(view));
    void this.showEvents();
    void this.#showNames();
    void panel.correction.resume();
    this.follow();
  }

  /** Shows more of a long call: up to the message with this index, the next part for null, or everything. */
  showMore(what: number | null | 'all'): void {
    const reading = this.#current;
    if (reading === undefined) return;
    for (const message of this.#parts.more(reading.rows, what, () => this.#view(reading))) this.#panel.post(message);
  }

  /** Shows what the agent was doing, and what is worth a look: after the transcript, which never waits for it. */
  async showEvents(): Promise<void> {
    const { transcript } = this.#panel;
    const pathway = transcript === undefined ? undefined : await shownPathway(this.#panel, transcript);
    if (pathway !== undefined && transcript === this.#current) this.#panel.post({ type: 'pathway', pathway });
  }

  /** Names what the header has ids of. */
  async #showNames(): Promise<void> {
    const { transcript, session, target } = this.#panel;
    if (transcript === undefined) return;
    const names = await headerNames(session, target.issueId, transcript);
    if (transcript === this.#current) this.#panel.post({ type: 'names', names });
  }

  #view(reading: Reading): TranscriptView {
    return pageView(this.#panel, reading, this.#issue);
  }

  /** Follows a running call: shows what was said meanwhile. Resolves to what went wrong, which makes the waits longer. */
  async #readAgain(): Promise<unknown> {
    const generation = this.#generation;
    const before = this.#panel.transcript;
    if (before === undefined) return undefined;
    try {
      const transcript = await this.#panel.session.transcripts.fetch(before.callId);
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
