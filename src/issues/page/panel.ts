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
import { excerpt } from '../../editor/words/format.ts';
import {
  type IssueHostMessage,
  type IssueMessage,
  type IssueMessageOf,
  parseIssueMessage,
} from '../../shared/issue-messages.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { PageChoices } from './choices.ts';
import { PageComment } from './page-comment.ts';
import { PageContent } from './content.ts';
import type { IssuePort } from './port.ts';
import { type IssueTarget, writeTarget } from './target.ts';
import { PageTextEdits } from './text-edits.ts';

/** An editor tab with an issue. */
export class IssuePanel implements IssuePort {
  readonly target: IssueTarget;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: PageConnection<IssueMessage, IssueHostMessage>;
  readonly #content: PageContent;
  readonly #texts: PageTextEdits;
  readonly #comment: PageComment;
  readonly #choices: PageChoices;
  readonly #subscriptions: { dispose(): unknown }[];

  constructor(services: Services, target: IssueTarget, panel: vscode.WebviewPanel) {
    this.target = target;
    this.#panel = panel;
    this.#page = new PageConnection(panel.webview, parseIssueMessage);
    this.#texts = new PageTextEdits(this, services);
    this.#comment = new PageComment(this, services);
    this.#choices = new PageChoices(this, services);
    this.#content = new PageContent(this, services, this.#texts);
    const dist = vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.iconPath = { light: iconUri('issue-light.svg'), dark: iconUri('issue-dark.svg') };
    this.#subscriptions = [
      this.#content,
      panel.onDidChangeViewState(() => this.#content.updatePolling()),
      this.#page.listen(this.#handlers(), services.log, (error) => this.say(explain(error).sentence, 'warning')),
      services.connections.onDidChange(() => this.#content.connectionsChanged()),
      onDidChangeMasked(() => this.#content.showAll()),
    ];
    panel.webview.html = pageHtml(panel.webview, dist, {
      name: 'issue',
      title: vscode.l10n.t('Issue'),
      panel: writeTarget(target),
    });
  }

  get issue(): Issue | undefined {
    return this.#content.issue;
  }

  get isLoaded(): boolean {
    return this.#page.isLoaded;
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** The panel's column while it is visible. */
  get column(): vscode.ViewColumn | undefined {
    return this.isVisible ? this.#panel.viewColumn : undefined;
  }

  session(): Session {
    return this.#content.session();
  }

  /** Brings the panel to the front, with what is new. */
  reveal(): void {
    this.#panel.reveal(undefined, false);
    if (this.#page.isLoaded) void this.#content.load();
  }

  /** Opens what the calls ran on, once the page is there. */
  showAffected(): void {
    this.#content.whenShown(() => {
      this.post({ type: 'open', part: 'affected' });
      void this.#content.showAffected();
    });
  }

  /** Opens the editors of title and description, once the page is there. */
  editTexts(): void {
    this.#content.whenShown(() => this.post({ type: 'open', part: 'texts' }));
  }

  /** Follows a run of Norm that has just been asked for. */
  followRun(): void {
    this.#content.followRun(true);
  }

  refresh(): Promise<void> {
    return this.#content.refresh();
  }

  show(): void {
    this.#content.show();
  }

  /** Names the tab. */
  rename({ triage_id: code, title }: Issue): void {
    this.#panel.title = forDisplay(`${printable(code)} ${excerpt(printable(title), 30)}`);
  }

  post(message: IssueHostMessage): void {
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

  #handlers(): PageHandlers<IssueMessage> {
    const texts = this.#texts;
    return {
      ready: () => this.#pageReady(),
      run: ({ action }) => this.#content.offers.run(action),
      choices: ({ field }) => this.#choices.offer(field),
      choose: ({ field, choice }) => this.#choices.choose(field, choice),
      edit: ({ field }) => texts.begin(field),
      'edit/draft': ({ field, text }) => texts.keep(field, text),
      'edit/save': ({ field, text }) => texts.save(field, text),
      'edit/discard': ({ field }) => texts.discard(field),
      'edit/keep': ({ field }) => texts.keepMine(field),
      'edit/close': ({ field }) => texts.close(field),
      'comment/draft': (draft) => this.#comment.keep(draft),
      'comment/post': (draft) => this.#comment.send(draft),
      change: (message) => this.#decide(message),
      affected: () => this.#content.showAffected(),
      problem: ({ action }) => (action === 'retry' ? this.#content.load() : runRemedy(action)),
    };
  }

  /** The page has loaded, for the first time or again after it was hidden. */
  async #pageReady(): Promise<void> {
    this.#page.ready();
    await Promise.all([this.#texts.load(), this.#comment.load()]);
    this.#content.showAll();
    this.#comment.show();
    await this.#content.load();
  }

  /** Retries, looks for or discards a change of this issue that is not stored. */
  async #decide({ id, action }: IssueMessageOf<'change'>): Promise<void> {
    const { outbox } = this.session();
    if (outbox.get(id)?.issueId !== this.target.issueId) return;
    if (action === 'retry') await outbox.retry(id);
    else if (action === 'look') await outbox.lookAgain(id);
    else if (!(await outbox.discard(id))) this.say(vscode.l10n.t('This change is already being sent.'), 'warning');
  }
}
