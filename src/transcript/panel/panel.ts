import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { explain } from '../../editor/errors/explain.ts';
import { iconUri } from '../../editor/icon-uri.ts';
import { onDidChangeMasked } from '../../editor/masking.ts';
import { PageConnection, type PageHandlers } from '../../editor/pages/page-connection.ts';
import { pageHtml } from '../../editor/pages/page-html.ts';
import { runRemedy } from '../../editor/pages/remedies.ts';
import { forDisplay } from '../../editor/privacy.ts';
import type { Services } from '../../editor/services.ts';
import type { AudioMessage } from '../../shared/audio.ts';
import type { KeyAction } from '../../shared/keys.ts';
import { type HostMessage, type PageMessage, parsePageMessage } from '../../shared/messages.ts';
import type { Draft } from '../../shared/transcript.ts';
import type { Conversation } from '../../triage/conversations/conversation.ts';
import { messageDrafts } from '../../triage/draft-kinds.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Transcript } from '../../triage/transcript/transcript.ts';
import { attachConversation, commentFromPage, resolveComment } from '../comments/comment.ts';
import { PanelCorrection } from '../corrected/correction.ts';
import type { FlagEdits } from '../flags/flag-edits.ts';
import { createFlags, removeShownFlag, resolveFinding, resolveFlag } from '../flags/page-flags.ts';
import { UndoHistory } from '../flags/undo-history.ts';
import { PanelRecording } from '../recording/recording.ts';
import { type Target, writeTarget } from '../target.ts';
import type { HeaderNames } from '../view/header-names.ts';
import { beginFlag, changeIssue } from './change-issue.ts';
import { PanelContent } from './content.ts';
import { copyHeaderField, copyShownMessages, delegateToEditor, openNode, runHeaderAction } from './page-actions.ts';
import { postSettings, reportPinned } from './page-settings.ts';
import { PanelReview } from './review.ts';
import { PanelSession } from './panel-session.ts';
import type { FlagPort, SelectedMessage } from './ports.ts';

/** The owner of the panels of a window, and of what they share. */
export interface PanelOwner {
  readonly flagEdits: FlagEdits;
  readonly headerNames: HeaderNames;
  changeIssue(panel: TranscriptPanel, issueId: string | null, issue?: Issue): Promise<TranscriptPanel>;
}

/** An editor tab with the transcript of a call, or with an SMS conversation. */
export class TranscriptPanel implements FlagPort {
  readonly history = new UndoHistory();
  isChoosingIssue = false;
  readonly #services: Services;
  readonly #owner: PanelOwner;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: PageConnection<PageMessage, HostMessage>;
  readonly #session: PanelSession;
  readonly #content: PanelContent;
  readonly #recording: PanelRecording;
  readonly #correction: PanelCorrection;
  readonly #review: PanelReview;
  readonly #subscriptions: { dispose(): unknown }[];
  /** Every target that the panel has had, by the text that identifies it to the page. */
  readonly #targets = new Map<string, Target>();
  #target: Target;
  #selected: SelectedMessage | undefined;

  constructor(services: Services, target: Target, panel: vscode.WebviewPanel, owner: PanelOwner) {
    this.#services = services;
    this.#owner = owner;
    this.#target = target;
    this.#targets.set(writeTarget(target), target);
    this.#panel = panel;
    this.#page = new PageConnection(panel.webview, parsePageMessage);
    const dist = vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.iconPath = { light: iconUri('transcript-light.svg'), dark: iconUri('transcript-dark.svg') };
    this.#session = new PanelSession(this, services);
    this.#content = new PanelContent(this, services, owner.headerNames);
    this.#recording = new PanelRecording(this, services);
    this.#correction = new PanelCorrection(this, services);
    this.#review = new PanelReview(this, services);
    this.#subscriptions = [
      this.#session,
      this.#content,
      this.#recording,
      this.#correction,
      this.#review,
      panel.onDidChangeViewState(() => {
        // A hidden page is discarded: messages wait for the next one.
        if (!this.isVisible) this.#page.holdQueue();
        this.#content.updatePolling();
      }),
      this.#page.listen(this.#handlers(), services.log, (error) => this.say(explain(error).sentence, 'warning')),
      services.connections.onDidChange(() => this.#connectionsChanged()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('callTriage.transcript')) postSettings(this, this.#target);
        if (event.affectsConfiguration('callTriage.flagTypes')) {
          this.#session.postFlagTypes();
          reportPinned(this, this.#target);
        }
      }),
      onDidChangeMasked(() => this.show()),
    ];
    panel.webview.html = pageHtml(panel.webview, dist, {
      name: 'transcript',
      title: vscode.l10n.t('Transcript'),
      panel: writeTarget(target),
      // For recordings: the host posts their bytes, the page fetches nothing.
      media: 'blob:',
    });
    // While the page loads: it and the service take their time side by side.
    void this.load();
  }

  get target(): Target {
    return this.#target;
  }

  get transcript(): Transcript | undefined {
    return this.#content.transcript;
  }

  get conversation(): Conversation | undefined {
    return this.#content.conversation;
  }

  get selected(): SelectedMessage | undefined {
    return this.#selected;
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  get isPageReady(): boolean {
    return this.#page.isLoaded;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  /** The panel's column while it is visible. */
  get column(): vscode.ViewColumn | undefined {
    return this.isVisible ? this.#panel.viewColumn : undefined;
  }

  session(): Session {
    return this.#session.get();
  }

  /** Loads the content again. Meanwhile the page keeps what it has. */
  load(): Promise<void> {
    return this.#content.load();
  }

  show(): void {
    this.#content.show();
  }

  /** Shows more of a long call: up to the message with this index, the next part for null, or everything. */
  showMore(end: number | null | 'all'): void {
    this.#content.showMore(end);
  }

  /** Shows what the agent did during the call, and the suggestions made from it. */
  showEvents(): Promise<void> {
    return this.#content.showEvents();
  }

  flagsChanged(): void {
    this.#review.show();
  }

  /** Names the tab. */
  rename(title: string): void {
    this.#panel.title = title;
  }

  contentShown(): void {
    this.#session.flagsShown();
    this.#review.show();
    if (this.isVisible) this.#page.releaseQueue();
    void this.#correction.restore();
  }

  changeIssue(issueId: string | null, issue?: Issue): Promise<TranscriptPanel> {
    return this.#owner.changeIssue(this, issueId, issue);
  }

  /** Shows the same call or conversation for another issue. @param issue the issue itself, where it is loaded */
  retarget(target: Target, issue: Issue | undefined): void {
    this.#target = target;
    this.#targets.set(writeTarget(target), target);
    this.#page.holdQueue();
    this.#postTarget();
    this.#content.issueChanged(issue);
  }

  /** Brings the panel to the front, at a message if one is given. */
  reveal(index?: number): void {
    this.#panel.reveal(undefined, false);
    if (index !== undefined) this.#page.postWhenShown({ type: 'reveal', index });
  }

  close(): void {
    this.#panel.dispose();
  }

  compose(index: number, quote: string | null, draft?: Draft, others?: readonly number[]): void {
    this.#panel.reveal(undefined, false);
    this.#page.postWhenShown({ type: 'compose', index, quote, draft, others });
  }

  controlPlayer(audio: AudioMessage): void {
    this.#page.postWhenShown({ type: 'audio', audio });
  }

  /** Does in the page what the key of this action does. */
  runKeyAction(action: KeyAction): void {
    this.#page.postWhenShown({ type: 'act', action });
  }

  post(message: HostMessage): void {
    this.#page.post(message);
  }

  say(text: string, tone: 'info' | 'warning'): void {
    this.post({ type: 'say', text: forDisplay(text), tone });
  }

  onDidDispose(listener: () => void): void {
    this.#panel.onDidDispose(() => {
      for (const subscription of this.#subscriptions) subscription.dispose();
      listener();
    });
  }

  #handlers(): PageHandlers<PageMessage> {
    const services = this.#services;
    return {
      ready: () => this.#pageReady(),
      select: ({ index, quote, indexes }) => {
        this.#selected = index === null ? undefined : { index, quote, indexes };
      },
      'rows/show': ({ index }) => this.showMore(index),
      'message/copy': (message) => copyShownMessages(this, message),
      'node/open': ({ node }) => openNode(this, node),
      'header/copy': ({ field }) => copyHeaderField(this, field),
      'header/action': ({ action }) => runHeaderAction(this, action),
      'flag/begin': (message) => beginFlag(this, message),
      'flag/create': (message) => {
        try {
          createFlags(this, message);
        } finally {
          this.post({ type: 'flagged' });
        }
      },
      'flag/open': ({ id }) => this.#owner.flagEdits.open(this, id),
      'flag/edit': (message) => this.#owner.flagEdits.save(this, message),
      'flag/remove': ({ id }) => removeShownFlag(this, services, id),
      'flag/resolve': (message) => resolveFlag(this, message),
      finding: (message) => resolveFinding(this, services, message),
      'comment/create': (message) => commentFromPage(this, services, message),
      'comment/resolve': (message) => resolveComment(this, message),
      'conversation/attach': () => attachConversation(this, services),
      'issue/change': () => changeIssue(this),
      drafts: ({ panel, drafts }) => {
        // The page may not have heard of a change of the issue yet.
        const target = this.#targets.get(panel ?? '') ?? this.#target;
        services.drafts.keep(messageDrafts(target), drafts);
      },
      ask: ({ what }) => delegateToEditor(this, what),
      audio: ({ request }) => this.#recording.handle(request),
      corrected: ({ request }) => this.#correction.handle(request),
      problem: ({ action }) => (action === 'retry' ? this.load() : runRemedy(action)),
    };
  }

  /** The page has loaded, for the first time or again after it was hidden. */
  #pageReady(): void {
    this.#page.ready();
    this.#postTarget();
    postSettings(this, this.#target);
    this.#content.pageReady();
  }

  #postTarget(): void {
    this.post({ type: 'panel', panel: writeTarget(this.#target) });
  }

  /** Keys or settings changed: the connection may have another session now, or a problem may be solved. */
  #connectionsChanged(): void {
    this.#content.connectionsChanged(this.#session.renew());
  }
}
