import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import type { Services } from '../../editor/services.ts';
import { messageDrafts, moveDrafts } from '../../triage/draft-kinds.ts';
import { FlagEdits } from '../flags/flag-edits.ts';
import { callIdOf, readTarget, type Target, targetKey } from '../target.ts';
import { HeaderNames } from '../view/header-names.ts';
import { type PanelOwner, TranscriptPanel } from './panel.ts';

/** The open panels of this window: one for each call or SMS conversation and issue. */
export class TranscriptPanels implements PanelOwner {
  readonly flagEdits = new FlagEdits();
  readonly headerNames = new HeaderNames();
  readonly #panels = new Map<string, TranscriptPanel>();
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
    services.activeTranscript.read = () => {
      const { active } = this;
      if (active === undefined) return undefined;
      const { selected, target } = active;
      const indexes = selected?.indexes ?? (selected === undefined ? [] : [selected.index]);
      return { ...target, callId: 'callId' in target ? target.callId : null, selected: indexes };
    };
    services.activeTranscript.close = (connectionId, callId) => {
      for (const panel of this.#panels.values()) {
        const { target } = panel;
        const isCall = target.connectionId === connectionId && callIdOf(target) === callId;
        if (isCall && services.drafts.of(messageDrafts(target)).length === 0) panel.close();
      }
    };
  }

  /** The panel that has the focus, or had it last. */
  get active(): TranscriptPanel | undefined {
    return [...this.#panels.values()].find((panel) => panel.isActive);
  }

  /** The open panel of a call, for this issue or, if undefined, for any. */
  find(callId: string, issueId: string | undefined): TranscriptPanel | undefined {
    return this.#find((target) => 'callId' in target && target.callId === callId, issueId);
  }

  /** The open panel of an SMS conversation, for this issue or, if undefined, for any. */
  findConversation(conversationId: string, issueId: string | undefined): TranscriptPanel | undefined {
    return this.#find((target) => 'conversationId' in target && target.conversationId === conversationId, issueId);
  }

  /** Opens a panel beside the code, or brings it to the front. */
  open(target: Target): TranscriptPanel {
    const open = this.#panels.get(targetKey(target));
    if (open !== undefined) {
      open.reveal();
      return open;
    }
    const panel = vscode.window.createWebviewPanel(
      'callTriage.transcript',
      vscode.l10n.t('Transcript'),
      { viewColumn: this.#column(), preserveFocus: false },
      { enableFindWidget: true },
    );
    return this.#add(target, panel);
  }

  /** Adopts a panel that the editor has restored. It is closed if its state is invalid or it is open already. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const target = readTarget(state);
    if (target === undefined || this.#panels.has(targetKey(target))) panel.dispose();
    else this.#add(target, panel);
  }

  /**
   * Shows the content of a panel for another issue, or for none. Drafts that were written without an issue move along.
   *
   * @param issue the issue itself, where it is loaded
   * @returns the panel, or the one that is open for that issue already, brought to the front
   */
  async changeIssue(panel: TranscriptPanel, issueId: string | null, issue?: Issue): Promise<TranscriptPanel> {
    const before = panel.target;
    const target: Target = { ...before, issueId };
    const { drafts } = this.#services;
    const [from, to] = [messageDrafts(before), messageDrafts(target)];
    await Promise.all([drafts.load(from), drafts.load(to)]);
    const open = this.#panels.get(targetKey(target));
    if (open !== undefined) {
      open.reveal();
      return open;
    }
    // Closed or changed while the drafts were loaded.
    if (this.#panels.get(targetKey(before)) !== panel) return panel;
    if (before.issueId === null) moveDrafts(drafts, from, to);
    this.#panels.delete(targetKey(before));
    this.#panels.set(targetKey(target), panel);
    panel.retarget(target, issue);
    return panel;
  }

  /** Finds a panel by target; the active one if there are several. */
  #find(shows: (target: Target) => boolean, issueId: string | undefined): TranscriptPanel | undefined {
    const found = [...this.#panels.values()].filter(
      ({ target }) => shows(target) && (issueId === undefined || target.issueId === issueId),
    );
    return found.find(({ isActive }) => isActive) ?? found[0];
  }

  /** The column of the other panels; the first one opens beside the code, if there is any. */
  #column(): vscode.ViewColumn {
    const visible = [...this.#panels.values()].find((panel) => panel.column !== undefined);
    if (visible?.column !== undefined) return visible.column;
    return vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
  }

  #add(target: Target, webviewPanel: vscode.WebviewPanel): TranscriptPanel {
    const panel = new TranscriptPanel(this.#services, target, webviewPanel, this);
    this.#panels.set(targetKey(target), panel);
    panel.onDidDispose(() => this.#panels.delete(targetKey(panel.target)));
    return panel;
  }
}

/** The panels of this window. */
export function panelsOf(services: Services): TranscriptPanels {
  return services.once(TranscriptPanels);
}
