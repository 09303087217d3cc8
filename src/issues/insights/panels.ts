import * as vscode from 'vscode';
import type { Services } from '../../editor/services.ts';
import { InsightsPanel } from './panel.ts';
import { type InsightsTarget, readTarget, writeTarget } from './target.ts';

/** The pages of insights of this window: one for each connection. */
export class InsightsPanels {
  readonly #services: Services;
  readonly #panels = new Map<string, InsightsPanel>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Opens the page of a connection, or brings it to the front. */
  open(target: InsightsTarget): void {
    const open = this.find(target);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      'callTriage.insights',
      vscode.l10n.t('Insights'),
      vscode.ViewColumn.Active,
      { enableFindWidget: true },
    );
    this.#add(target, panel);
  }

  find(target: InsightsTarget): InsightsPanel | undefined {
    return this.#panels.get(writeTarget(target));
  }

  /** Adopts a panel that the editor has restored. It is closed if its state is invalid or it is open already. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const target = readTarget(state);
    if (target === undefined || this.find(target) !== undefined) panel.dispose();
    else this.#add(target, panel);
  }

  #add(target: InsightsTarget, webviewPanel: vscode.WebviewPanel): void {
    const key = writeTarget(target);
    const panel = new InsightsPanel(this.#services, target, webviewPanel);
    this.#panels.set(key, panel);
    panel.onDidDispose(() => this.#panels.delete(key));
  }
}

/** The pages of insights of this window. */
export function insightsPanelsOf(services: Services): InsightsPanels {
  return services.once(InsightsPanels);
}
