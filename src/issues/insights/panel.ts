import * as vscode from 'vscode';
import { explain } from '../../editor/errors/explain.ts';
import { iconUri } from '../../editor/icon-uri.ts';
import { onDidChangeMasked } from '../../editor/masking.ts';
import { PageConnection, type PageHandlers } from '../../editor/pages/page-connection.ts';
import { pageHtml } from '../../editor/pages/page-html.ts';
import { runRemedy } from '../../editor/pages/remedies.ts';
import { forDisplay } from '../../editor/privacy.ts';
import type { Services } from '../../editor/services.ts';
import {
  type InsightsHostMessage,
  type InsightsMessage,
  parseInsightsMessage,
} from '../../shared/insights-messages.ts';
import type { InsightRange } from '../../shared/insights-view.ts';
import { InsightsContent } from './content.ts';
import { type InsightsTarget, writeTarget } from './target.ts';

/** An editor tab with the insights of a connection. */
export class InsightsPanel {
  readonly target: InsightsTarget;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: PageConnection<InsightsMessage, InsightsHostMessage>;
  readonly #content: InsightsContent;
  readonly #subscriptions: { dispose(): unknown }[];

  constructor(services: Services, target: InsightsTarget, panel: vscode.WebviewPanel) {
    this.target = target;
    this.#panel = panel;
    this.#page = new PageConnection(panel.webview, parseInsightsMessage);
    this.#content = new InsightsContent(this, services);
    const dist = vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.iconPath = { light: iconUri('insights-light.svg'), dark: iconUri('insights-dark.svg') };
    this.#subscriptions = [
      this.#content,
      panel.onDidChangeViewState(() => this.#content.visibilityChanged()),
      this.#page.listen(this.#handlers(), services.log, (error) => this.#say(explain(error).sentence)),
      services.connections.onDidChange(() => this.#content.connectionsChanged()),
      onDidChangeMasked(() => this.#content.showAll()),
    ];
    panel.webview.html = pageHtml(panel.webview, dist, {
      name: 'insights',
      title: vscode.l10n.t('Insights'),
      panel: writeTarget(target),
    });
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** The days or weeks that its page shows. */
  get range(): InsightRange {
    return this.#content.range;
  }

  /** Brings the panel to the front, with what is new. */
  reveal(): void {
    this.#panel.reveal(undefined, false);
    if (this.#page.isLoaded) void this.#content.load();
  }

  post(message: InsightsHostMessage): void {
    this.#page.post(message);
  }

  onDidDispose(listener: () => void): void {
    this.#panel.onDidDispose(() => {
      for (const subscription of this.#subscriptions) subscription.dispose();
      listener();
    });
  }

  #say(text: string): void {
    this.post({ type: 'say', text: forDisplay(text), tone: 'warning' });
  }

  #handlers(): PageHandlers<InsightsMessage> {
    const content = this.#content;
    return {
      ready: async ({ range }) => {
        this.#page.ready();
        content.setRange(range);
        content.showAll();
        await content.load();
      },
      range: ({ range }) => content.setRange(range),
      run: ({ action }) => content.offers.run(action),
      load: ({ part }) => content.load(part),
      stop: () => content.stop(),
      problem: ({ action }) => (action === 'retry' ? content.load() : runRemedy(action)),
    };
  }
}
