import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { explain } from '../editor/explain.ts';
import { iconUri } from '../editor/icon-uri.ts';
import { isMasked, onDidChangeMasked } from '../editor/privacy.ts';
import type { Services } from '../editor/services.ts';
import type { KeyAction } from '../shared/keys.ts';
import { maskFlags } from '../shared/mask-view.ts';
import type { Draft, TranscriptView } from '../shared/transcript.ts';
import type { AudioMessage } from '../shared/audio.ts';
import { type HostMessage, parsePageMessage } from '../shared/messages.ts';
import { messageDrafts } from '../triage/draft-kinds.ts';
import type { Session } from '../triage/session.ts';
import type { Conversation } from '../triage/conversation.ts';
import type { Transcript } from '../triage/transcript.ts';
import { BackgroundRefresh } from '../triage/background-refresh.ts';
import { systemClock } from '../triage/clock.ts';
import { tellDimmed } from './dimmed.ts';
import { handlePageMessage } from './page-messages.ts';
import { FlagHistory } from './history.ts';
import { headerNames } from './header-names.ts';
import { transcriptHtml } from './html.ts';
import { tellKeys } from './keys.ts';
import { PageLink } from './page-link.ts';
import { shownPathway } from './pathway.ts';
import { Parts } from './parts.ts';
import { PanelCorrection } from './correction.ts';
import { PanelRecording } from './recording.ts';
import { isConversation, loadBeside, problemOf, type Reading, readingOf, titleOf } from './reading.ts';
import type { Selected } from './selected.ts';
import type { Target } from './target.ts';
import { marksOf } from './view.ts';
import { pageView } from './shown-view.ts';

/** How often a running call is read again, milliseconds: what the service advises for polling a call. */
const followInterval = 5_000;

/** One call's transcript, or one SMS conversation, in an editor tab. */
export class TranscriptPanel {
  readonly target: Target;
  readonly services: Services;
  readonly history = new FlagHistory();
  readonly recording: PanelRecording;
  readonly correction: PanelCorrection;
  readonly #panel: vscode.WebviewPanel;
  readonly #dist: vscode.Uri;
  readonly #subscriptions: { dispose(): unknown }[] = [];
  readonly #follow: BackgroundRefresh;
  #session: Session | undefined;
  #reading: Reading | undefined;
  #issue: Issue | undefined;
  #selected: Selected | undefined;
  readonly #page: PageLink;
  readonly #parts = new Parts();
  #unknownMessages = 0;
  /** Counts the loads, so that a late answer to an earlier one is not shown. */
  #generation = 0;

  constructor(services: Services, target: Target, panel: vscode.WebviewPanel) {
    this.services = services;
    this.target = target;
    this.#panel = panel;
    this.#page = new PageLink(panel.webview);
    this.#dist = vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.#dist] };
    panel.iconPath = { light: iconUri('transcript-light.svg'), dark: iconUri('transcript-dark.svg') };
    this.recording = new PanelRecording(this);
    this.correction = new PanelCorrection(this);
    this.#follow = new BackgroundRefresh({
      clock: systemClock,
      shortest: followInterval,
      interval: () => (this.transcript?.running === true ? followInterval : 0),
      refresh: () => this.#readAgain(),
    });
    this.#subscriptions.push(
      this.recording,
      this.correction,
      { dispose: () => this.#follow.stop() },
      panel.onDidChangeViewState(() => (panel.visible ? this.#follow.start() : this.#follow.stop())),
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      services.connections.onDidChange(() => this.#reconnect()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('callTriage.transcript')) this.#tellSettings();
      }),
      onDidChangeMasked(() => {
        if (this.#reading !== undefined) this.#show(this.#reading);
      }),
    );
    panel.webview.html = transcriptHtml(panel.webview, this.#dist, target);
  }

  get selected(): Selected | undefined {
    return this.#selected;
  }

  /** What is shown, when it is a call. */
  get transcript(): Transcript | undefined {
    return this.#reading === undefined || isConversation(this.#reading) ? undefined : this.#reading;
  }

  /** What is shown, when it is an SMS conversation. */
  get conversation(): Conversation | undefined {
    return this.#reading !== undefined && isConversation(this.#reading) ? this.#reading : undefined;
  }

  get session(): Session {
    this.#session ??= this.#attend();
    return this.#session;
  }

  /** Where the panel is while it is visible. */
  get column(): vscode.ViewColumn | undefined {
    return this.#panel.visible ? this.#panel.viewColumn : undefined;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  reveal(index?: number): void {
    this.#panel.reveal(undefined, false);
    if (index !== undefined) this.#page.when({ type: 'reveal', index });
  }

  /** Opens the composer under a message, with what it is to begin with. */
  compose(index: number, quote: string | null, draft?: Draft): void {
    this.#panel.reveal(undefined, false);
    this.#page.when({ type: 'compose', index, quote, draft });
  }

  /** Has the page's player do something, once it is there. */
  play(audio: AudioMessage): void {
    this.#page.when({ type: 'audio', audio });
  }

  say(text: string, tone: 'info' | 'warning'): void {
    this.post({ type: 'say', text, tone });
  }

  post(message: HostMessage): void {
    this.#page.post(message);
  }

  /** The page says what is selected in it. */
  select(selected: Selected | undefined): void {
    this.#selected = selected;
  }

  onDidDispose(listener: () => void): void {
    this.#panel.onDidDispose(() => {
      for (const subscription of this.#subscriptions) subscription.dispose();
      this.#generation += 1;
      listener();
    });
  }

  /** The page has loaded, for the first time or again after it was hidden. */
  greet(): void {
    this.#page.greet();
    this.#tellSettings();
    if (this.#reading === undefined) void this.load();
    else this.#show(this.#reading);
  }

  /** Does in the page what a key of it does. */
  act(action: KeyAction): void {
    this.#page.when({ type: 'act', action });
  }

  #tellSettings(): void {
    tellKeys(this);
    tellDimmed(this);
  }

  /** Fetches what the panel shows. What is known already stays shown meanwhile. */
  async load(): Promise<void> {
    const generation = ++this.#generation;
    const isWanted = (): boolean => generation === this.#generation;
    if (this.#reading === undefined) this.post({ type: 'state', state: { kind: 'loading' } });
    try {
      const { session } = this;
      const beside = loadBeside(session, this.target, (issue) => (this.#issue = issue)).then((error) => {
        if (error !== undefined) this.say(explain(error).sentence, 'warning');
      });
      const [reading] = await Promise.all([
        readingOf(session, this.target),
        this.services.drafts.load(messageDrafts(this.target)),
      ]);
      if (!isWanted()) return;
      this.#reading = reading;
      this.#show(reading);
      await beside;
      if (isWanted()) this.#show(reading);
    } catch (error) {
      if (!isWanted()) return;
      const problem = problemOf(error);
      this.services.log.warn(problem.sentence);
      this.post({ type: 'state', state: problem });
    }
  }

  /** Shows more of a long call: up to the message with this index, the next part for null, or everything. */
  showMore(what: number | null | 'all'): void {
    const reading = this.#reading;
    if (reading === undefined) return;
    for (const message of this.#parts.more(reading.rows, what, () => this.#view(reading))) this.post(message);
  }

  #view(reading: Reading): TranscriptView {
    return pageView(this, reading, this.#issue);
  }

  #show(reading: Reading): void {
    this.#panel.title = titleOf(reading);
    for (const message of this.#parts.state(this.#view(reading))) this.post(message);
    this.#page.shown();
    void this.showEvents();
    void this.#showNames();
    void this.correction.resume();
    // A call that has ended is not read again.
    if (this.#panel.visible) this.#follow.start();
  }

  /** Follows a running call: shows what was said meanwhile. Resolves to what went wrong, which makes the waits longer. */
  async #readAgain(): Promise<unknown> {
    const generation = this.#generation;
    const before = this.transcript;
    if (before === undefined) return undefined;
    try {
      const transcript = await this.session.transcripts.fetch(before.callId);
      const isNew = !transcript.running || transcript.rows.length !== before.rows.length;
      if (generation !== this.#generation || !isNew) return undefined;
      this.#reading = transcript;
      this.#show(transcript);
      return undefined;
    } catch (error) {
      if (generation === this.#generation) this.say(explain(error).sentence, 'info');
      return error;
    }
  }

  /** Names what the header has ids of. */
  async #showNames(): Promise<void> {
    const { transcript } = this;
    if (transcript === undefined) return;
    const names = await headerNames(this.session, this.target.issueId, transcript);
    if (transcript === this.#reading) this.post({ type: 'names', names });
  }

  /** Shows what the agent was doing, and what is worth a look: after the transcript, which never waits for it. */
  async showEvents(): Promise<void> {
    const { transcript } = this;
    const pathway = transcript === undefined ? undefined : await shownPathway(this, transcript);
    if (pathway !== undefined && transcript === this.#reading) this.post({ type: 'pathway', pathway });
  }

  #attend(): Session {
    const { target } = this;
    const { issueId } = target;
    const session = this.services.session(target.connectionId);
    this.#subscriptions.push(
      session.onDidChange((change) => {
        const isCall = 'callId' in target;
        // Names that come to be known stand on flags too, and are no issue's.
        const isMeant = change.issueId === issueId || (isCall && change.issueId === null);
        if (session !== this.#session || issueId === null || !isMeant) return;
        if (isCall) {
          const flags = marksOf(session, issueId, target.callId);
          this.post({ type: 'flags', flags: isMasked() ? maskFlags(flags) : flags });
          // Whether a conversation is attached stands in its header.
        } else if (this.#reading !== undefined) this.#show(this.#reading);
      }),
      session.flagTypes.onDidChange(() => {
        if (session === this.#session) this.post({ type: 'flagTypes', flagTypes: session.flagTypes.choices });
      }),
    );
    return session;
  }

  /** Keys or settings changed: the connection may have another session now, or a problem may be solved. */
  #reconnect(): void {
    const { connectionId } = this.target;
    const exists = this.services.connections.read().connections.some(({ id }) => id === connectionId);
    const session = exists ? this.services.session(connectionId) : undefined;
    if (session !== undefined && session === this.#session && this.#reading !== undefined) return;
    this.#session = undefined;
    if (this.#page.loaded) void this.load();
  }

  #receive(message: unknown): void {
    const parsed = parsePageMessage(message);
    if (parsed === undefined) {
      this.#unknownMessages += 1;
      this.services.log.warn(`The transcript page sent something unknown (${this.#unknownMessages} so far).`);
      return;
    }
    void handlePageMessage(this, parsed).catch((error: unknown) => this.say(explain(error).sentence, 'warning'));
  }
}
