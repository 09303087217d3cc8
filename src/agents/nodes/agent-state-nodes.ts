import * as vscode from 'vscode';
import { explain } from '../../editor/errors/explain.ts';
import { LoadNode } from '../../editor/trees/list-nodes.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import type { AgentStore } from '../../triage/agents/store.ts';

/** An agent's numbers that could not be read, with the way to try again. */
export class DetailsErrorNode extends LoadNode {
  readonly id: string;
  readonly viewId = 'callTriage.personas';
  readonly #agents: AgentStore;
  readonly #agentId: string;
  readonly #error: unknown;

  constructor(parent: TreeNode, agents: AgentStore, agentId: string, error: unknown) {
    super(parent);
    this.id = `${parent.id}/error`;
    this.#agents = agents;
    this.#agentId = agentId;
    this.#error = error;
  }

  load(): Promise<void> {
    return this.#agents.look(this.#agentId, true);
  }

  override item(): vscode.TreeItem {
    return this.retryRow(
      vscode.l10n.t('Could not load the {0}. Retry', vscode.l10n.t('numbers')),
      explain(this.#error).sentence,
    );
  }
}

/** A row that only says something. */
class NoteNode extends TreeNode {
  readonly id: string;
  readonly #label: string;
  readonly #description: string;
  readonly #icon: string;

  constructor(parent: TreeNode | undefined, id: string, label: string, description: string, icon: string) {
    super(parent);
    this.id = `${parent?.id ?? 'root'}/${id}`;
    this.#label = label;
    this.#description = description;
    this.#icon = icon;
  }

  override item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.#label);
    item.id = this.id;
    item.contextValue = 'note';
    item.description = this.#description;
    item.tooltip = [this.#label, this.#description].filter((text) => text !== '').join('\n');
    item.iconPath = new vscode.ThemeIcon(this.#icon);
    return item;
  }
}

/** A service that does not list an agent's numbers, and does not show the persona that carries them. */
export class UnknownNumbersNode extends NoteNode {
  constructor(parent: TreeNode) {
    const { l10n } = vscode;
    super(parent, 'unknown', l10n.t('Numbers unknown'), l10n.t('This service does not list them.'), 'question');
  }
}

/** The list of agents reached the most that the service lists. */
export class CutListNode extends NoteNode {
  constructor(count: number) {
    const { l10n } = vscode;
    super(
      undefined,
      'cut',
      l10n.t('There may be more agents'),
      l10n.t('The service lists {0} at most.', count),
      'info',
    );
  }
}

/** Personas and unassigned numbers, which are known once the numbers of every agent are. */
export class ReadingNode extends NoteNode {
  constructor() {
    super(undefined, 'reading', vscode.l10n.t('Loading…'), vscode.l10n.t('numbers of agents'), 'loading~spin');
  }
}
