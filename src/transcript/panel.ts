import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { explain } from '../editor/errors/explain.ts';
import { explainPinned, flagTypeChoices } from '../editor/flag-types.ts';
import { iconUri } from '../editor/icon-uri.ts';
import { isMasked, onDidChangeMasked } from '../editor/masking.ts';
import { forDisplay } from '../editor/privacy.ts';
import type { Services } from '../editor/services.ts';
import type { KeyAction } from '../shared/keys.ts';
import { maskFlags } from '../shared/mask-view.ts';
import type { Draft, FlagMark } from '../shared/transcript.ts';
import type { AudioMessage } from '../shared/audio.ts';
import { type HostMessage, parsePageMessage } from '../shared/messages.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { Conversation } from '../triage/conversations/conversation.ts';
import type { Transcript } from '../triage/transcript/transcript.ts';
import { tellDimmed } from './dimmed.ts';
import { handlePageMessage } from './page-messages.ts';
import { FlagHistory } from './history.ts';
import { transcriptHtml } from './html.ts';
import { tellKeys } from './keys.ts';
import { PageLink } from './page-link.ts';
import { PanelCorrection } from './correction.ts';
import { PanelReading } from './panel-reading.ts';
import { isConversation } from './reading.ts';
import { PanelRecording } from './recording.ts';
import type { Selected } from './selected.ts';
import { type Target, writeTarget } from './target.ts';
import { allMarksOf } from './view.ts';

/** @param issue what is known of the issue already @returns the panel that is read for it */
type ChangeIssue = (issueId: string | null, issue?: Issue) => Promise<TranscriptPanel>;

/** One call's transcript, or one SMS conversation, in an editor tab. */
export class TranscriptPanel {
  readonly services: Services;
  readonly changeIssue: ChangeIssue;
  readonly history = new FlagHistory();
  readonly recording: PanelRecording;
  readonly correction: PanelCorrection;
  /** An issue is just being chosen for it. */
  isChoosing = false;
  readonly #panel: vscode.WebviewPanel;
  readonly #dist: vscode.Uri;
  readonly #subscriptions: { dispose(): unknown }[] = [];
  readonly #page: PageLink;
  readonly #reading: PanelReading;
  /** All that it was, last of all what it is, by how the page knows each. */
  readonly #targets = new Map<string, Target>();
  #target: Target;
  #session: Session | undefined;
  #selected: Selected | undefined;
  /** The issues whose flags are shown as far as they were known to hold the call. */
  #others: ReadonlySet<string> = new Set();
  #unknownMessages = 0;

  /** @param changeIssue has what is shown read for another issue, or for none: here, or where that is done already */
  constructor(services: Services, target: Target, panel: vscode.WebviewPanel, changeIssue: ChangeIssue) {
    this.services = services;
    this.changeIssue = changeIssue;
    this.#target = target;
    this.#targets.set(writeTarget(target), target);
    this.#panel = panel;
    this.#page = new PageLink(panel.webview);
    this.#dist = vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.#dist] };
    panel.iconPath = { light: iconUri('transcript-light.svg'), dark: iconUri('transcript-dark.svg') };
    this.recording = new PanelRecording(this);
    this.correction = new PanelCorrection(this);
    this.#reading = new PanelReading(this);
    this.#subscriptions.push(
      this.recording,
      this.correction,
      this.#reading,
      panel.onDidChangeViewState(() => {
        // A page that is hidden is gone: what it is to do waits for the next one.
        if (!this.visible) this.#page.leave();
        this.#reading.follow();
      }),
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      services.connections.onDidChange(() => this.#reconnect()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('callTriage.transcript')) this.#tellSettings();
        if (event.affectsConfiguration('callTriage.flagTypes')) {
          if (this.#session !== undefined) this.#postFlagTypes(this.#session);
          this.#tellPinned();
        }
      }),
      onDidChangeMasked(() => this.#reading.show()),
    );
    panel.webview.html = transcriptHtml(panel.webview, this.#dist, target);
  }

  get target(): Target {
    return this.#target;
  }

  /** What the page says something of: what it shows, or showed until just now. */
  targetOf(panel: string | undefined): Target {
    return this.#targets.get(panel ?? '') ?? this.#target;
  }

  /** Is read for another issue from now on; everything else stays. */
  retarget(target: Target, issue: Issue | undefined): void {
    this.#target = target;
    this.#targets.set(writeTarget(target), target);
    this.#page.leave();
    this.#tellTarget();
    this.#reading.forIssue(issue);
  }

  get selected(): Selected | undefined {
    return this.#selected;
  }

  /** What is shown, when it is a call. */
  get transcript(): Transcript | undefined {
    const { current } = this.#reading;
    return current === undefined || isConversation(current) ? undefined : current;
  }

  /** What is shown, when it is an SMS conversation. */
  get conversation(): Conversation | undefined {
    const { current } = this.#reading;
    return current !== undefined && isConversation(current) ? current : undefined;
  }

  get session(): Session {
    this.#session ??= this.#attend();
    return this.#session;
  }

  get visible(): boolean {
    return this.#panel.visible;
  }

  /** Where the panel is while it is visible. */
  get column(): vscode.ViewColumn | undefined {
    return this.visible ? this.#panel.viewColumn : undefined;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  reveal(index?: number): void {
    this.#panel.reveal(undefined, false);
    if (index !== undefined) this.#page.when({ type: 'reveal', index });
  }

  /** Opens the composer under a message, with what it is to begin with. `others` are flagged together with it. */
  compose(index: number, quote: string | null, draft?: Draft, others?: readonly number[]): void {
    this.#panel.reveal(undefined, false);
    this.#page.when({ type: 'compose', index, quote, draft, others });
  }

  /** Has the page's player do something, once it is there. */
  play(audio: AudioMessage): void {
    this.#page.when({ type: 'audio', audio });
  }

  say(text: string, tone: 'info' | 'warning'): void {
    this.post({ type: 'say', text: forDisplay(text), tone });
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
      listener();
    });
  }

  /** The page has loaded, for the first time or again after it was hidden. */
  greet(): void {
    this.#page.greet();
    this.#tellTarget();
    this.#tellSettings();
    if (this.#reading.current === undefined) void this.load();
    else this.#reading.show();
  }

  /** What is read has been posted to the page: the tab is called after it, and what waited for it is done. */
  shown(title: string): void {
    this.#panel.title = title;
    this.#others = this.#othersNow();
    if (this.visible) this.#page.shown();
  }

  /** Does in the page what a key of it does. */
  act(action: KeyAction): void {
    this.#page.when({ type: 'act', action });
  }

  #tellTarget(): void {
    this.post({ type: 'panel', panel: writeTarget(this.#target) });
  }

  #tellSettings(): void {
    tellKeys(this);
    tellDimmed(this);
    this.#tellPinned();
  }

  #tellPinned(): void {
    const problem = 'callId' in this.target ? explainPinned() : undefined;
    if (problem !== undefined) this.say(problem, 'warning');
  }

  #postFlagTypes(session: Session): void {
    this.post({ type: 'flagTypes', flagTypes: flagTypeChoices(session), loading: !session.flagTypes.settled });
  }

  /** Fetches what the panel shows. What is known already stays shown meanwhile. */
  load(): Promise<void> {
    return this.#reading.load();
  }

  /** Shows more of a long call: up to the message with this index, the next part for null, or everything. */
  showMore(what: number | null | 'all'): void {
    this.#reading.showMore(what);
  }

  /** Shows what the agent was doing, and what is worth a look. */
  showEvents(): Promise<void> {
    return this.#reading.showEvents();
  }

  #attend(): Session {
    const session = this.services.session(this.#target.connectionId);
    this.#subscriptions.push(
      session.onDidChange((change) => {
        if (session === this.#session) this.#changed(session, change.issueId);
      }),
      session.flagTypes.onDidChange(() => {
        if (session === this.#session) this.#postFlagTypes(session);
      }),
    );
    return session;
  }

  /** Something changed on an issue or, for null, on no one in particular: names that come to be known stand on flags, too. */
  #changed(session: Session, changedId: string | null): void {
    const { issueId } = this.#target;
    const isOwn = issueId !== null && changedId === issueId;
    if (!('callId' in this.#target)) {
      // Whether a conversation is attached stands in its header.
      if (isOwn) this.#reading.show();
      return;
    }
    const { callId } = this.#target;
    const { issues } = session;
    if (isOwn) {
      // A refresh forgets the contents of issues that were not looked at for long.
      const { loaded, loading, error } = issues.contents(issueId).flags;
      if (!loaded && !loading && error === undefined) void issues.loadFlags(issueId).catch(() => undefined);
    }
    const isOthers = changedId !== null && (issues.holds(changedId, callId) || this.#others.has(changedId));
    if (isOwn || changedId === null || isOthers) this.#showFlags(allMarksOf(session, issueId, callId));
  }

  #othersNow(): ReadonlySet<string> {
    const { session } = this;
    return new Set('callId' in this.#target ? session.issues.holding(this.#target.callId).map(({ id }) => id) : []);
  }

  #showFlags(flags: readonly FlagMark[]): void {
    this.#others = this.#othersNow();
    this.post({ type: 'flags', flags: isMasked() ? maskFlags(flags) : flags });
  }

  /** Keys or settings changed: the connection may have another session now, or a problem may be solved. */
  #reconnect(): void {
    const { connectionId } = this.target;
    const exists = this.services.connections.read().connections.some(({ id }) => id === connectionId);
    const session = exists ? this.services.session(connectionId) : undefined;
    if (session !== undefined && session === this.#session && this.#reading.current !== undefined) return;
    // What another session has read is not this one's to show: its account may be another, or signed out.
    if (!exists || session !== this.#session) this.#reading.forget();
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
