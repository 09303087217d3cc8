import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import type { Services } from '../editor/services.ts';
import { messageDrafts, moveDrafts } from '../triage/draft-kinds.ts';
import { TranscriptPanel } from './panel.ts';
import { keyOf, readTarget, type Target } from './target.ts';

export const transcriptViewType = 'callTriage.transcript';

/** The open transcripts of this window: one panel per call or SMS conversation and issue. */
export class TranscriptPanels {
  readonly #panels = new Map<string, TranscriptPanel>();
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
    services.activeTranscript.read = () => {
      const target = this.active?.target;
      return target && { ...target, callId: 'callId' in target ? target.callId : null };
    };
  }

  /** The panel that has the focus, or had it last among those visible. */
  get active(): TranscriptPanel | undefined {
    return [...this.#panels.values()].find((panel) => panel.active);
  }

  /** The open panel of a call, under this issue or, when none is named, any. */
  find(callId: string, issueId: string | undefined): TranscriptPanel | undefined {
    return this.#find((target) => 'callId' in target && target.callId === callId, issueId);
  }

  /** The open panel of an SMS conversation, in the same way. */
  findConversation(conversationId: string, issueId: string | undefined): TranscriptPanel | undefined {
    return this.#find((target) => 'conversationId' in target && target.conversationId === conversationId, issueId);
  }

  /** Opens a transcript beside the code, or brings its panel to the front. */
  open(target: Target): TranscriptPanel {
    const open = this.#panels.get(keyOf(target));
    if (open !== undefined) {
      open.reveal();
      return open;
    }
    const panel = vscode.window.createWebviewPanel(
      transcriptViewType,
      vscode.l10n.t('Transcript'),
      { viewColumn: this.#column(), preserveFocus: false },
      { enableFindWidget: true },
    );
    return this.#add(target, panel);
  }

  /** Takes a panel over that the editor restored; one whose state tells no call is closed. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const target = readTarget(state);
    if (target === undefined || this.#panels.has(keyOf(target))) panel.dispose();
    else this.#add(target, panel);
  }

  /** Of several, the active one. */
  #find(shows: (target: Target) => boolean, issueId: string | undefined): TranscriptPanel | undefined {
    const found = [...this.#panels.values()].filter(
      ({ target }) => shows(target) && (issueId === undefined || target.issueId === issueId),
    );
    return found.find(({ active }) => active) ?? found[0];
  }

  /** Where the other transcripts are; the first one goes beside the code, when there is code. */
  #column(): vscode.ViewColumn {
    const visible = [...this.#panels.values()].find((panel) => panel.column !== undefined);
    if (visible?.column !== undefined) return visible.column;
    return vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
  }

  /**
   * Reads what a panel shows for another issue, or for none: in the same panel, or in the one that does so already, which
   * is brought to the front. What was written while there was no issue goes along.
   *
   * @param issue what is known of the issue already
   */
  async #changeIssue(panel: TranscriptPanel, issueId: string | null, issue?: Issue): Promise<TranscriptPanel> {
    const before = panel.target;
    const target: Target = { ...before, issueId };
    const { drafts } = this.#services;
    const [from, to] = [messageDrafts(before), messageDrafts(target)];
    await Promise.all([drafts.load(from), drafts.load(to)]);
    const open = this.#panels.get(keyOf(target));
    if (open !== undefined) {
      open.reveal();
      return open;
    }
    // Closed meanwhile, or changed by somebody else.
    if (this.#panels.get(keyOf(before)) !== panel) return panel;
    if (before.issueId === null) moveDrafts(drafts, from, to);
    this.#panels.delete(keyOf(before));
    this.#panels.set(keyOf(target), panel);
    panel.retarget(target, issue);
    return panel;
  }

  #add(target: Target, webviewPanel: vscode.WebviewPanel): TranscriptPanel {
    const panel: TranscriptPanel = new TranscriptPanel(this.#services, target, webviewPanel, (issueId, issue) =>
      this.#changeIssue(panel, issueId, issue),
    );
    this.#panels.set(keyOf(target), panel);
    panel.onDidDispose(() => this.#panels.delete(keyOf(panel.target)));
    return panel;
  }
}

/** The window's transcripts; they exist from the first one that is opened or restored. */
export function panelsOf(services: Services): TranscriptPanels {
  return services.once(TranscriptPanels);
}
