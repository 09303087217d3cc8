import * as vscode from 'vscode';
import type { Services } from '../../editor/services.ts';
import { ShownIssues } from '../../editor/shown-issues.ts';
import { IssuePanel } from './panel.ts';
import { type IssueTarget, readTarget, writeTarget } from './target.ts';

/** The issue pages of this window: one for each issue. */
export class IssuePanels {
  readonly #services: Services;
  readonly #panels = new Map<string, IssuePanel>();

  constructor(services: Services) {
    this.#services = services;
    services.once(ShownIssues).has = (connectionId, issueId) =>
      this.#panels.get(writeTarget({ connectionId, issueId }))?.isVisible === true;
  }

  /** Opens the page of an issue, or brings it to the front. */
  open(target: IssueTarget): IssuePanel {
    const open = this.#panels.get(writeTarget(target));
    if (open !== undefined) {
      open.reveal();
      return open;
    }
    const options = { enableFindWidget: true };
    const panel = vscode.window.createWebviewPanel(
      'callTriage.issue',
      vscode.l10n.t('Issue'),
      { viewColumn: this.#column(), preserveFocus: false },
      options,
    );
    const page = this.#add(target, panel);
    const issue = page.session().issues.get(target.issueId);
    // The tab has its name also when it is left before its page is there.
    if (issue !== undefined) page.rename(issue);
    return page;
  }

  /** The column of the other pages; else that of the active editor. */
  #column(): vscode.ViewColumn {
    return [...this.#panels.values()].find(({ column }) => column !== undefined)?.column ?? vscode.ViewColumn.Active;
  }

  /** Adopts a panel that the editor has restored. It is closed if its state is invalid or it is open already. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const target = readTarget(state);
    if (target === undefined || this.#panels.has(writeTarget(target))) panel.dispose();
    else this.#add(target, panel);
  }

  #add(target: IssueTarget, webviewPanel: vscode.WebviewPanel): IssuePanel {
    const key = writeTarget(target);
    const panel = new IssuePanel(this.#services, target, webviewPanel);
    this.#panels.set(key, panel);
    panel.onDidDispose(() => this.#panels.delete(key));
    return panel;
  }
}

/** The issue pages of this window. */
export function issuePanelsOf(services: Services): IssuePanels {
  return services.once(IssuePanels);
}
