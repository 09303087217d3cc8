import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { countOf, type Grouping, type IssueGroup } from '../../triage/issues/queries.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { capitalized } from '../../editor/words/format.ts';
import { valueWord as word } from '../../editor/words/service-values.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';

/** The grouping that a group belongs to, and what is loaded of the list. */
export interface Groups {
  /** The list that is grouped. */
  readonly parent: TreeNode;
  readonly connectionId: string;
  readonly by: Exclude<Grouping, 'none'>;
  readonly loaded: number;
  readonly hasMore: boolean;
  /** Names the ID that the issues of a group share. */
  readonly nameOf: (id: string) => string;
}

/** Loaded issues with the same status, severity, category, assignee or agent. */
export class GroupNode extends TreeNode {
  readonly id: string;
  readonly #nodeOf: (issue: Issue, parent: TreeNode) => TreeNode;
  #groups: Groups;
  #group: IssueGroup;

  constructor(groups: Groups, group: IssueGroup, nodeOf: (issue: Issue, parent: TreeNode) => TreeNode) {
    super(groups.parent);
    this.id = groupId(groups, group);
    this.#nodeOf = nodeOf;
    this.#groups = groups;
    this.#group = group;
  }

  /** The node stays the same, since the tree identifies a row by it. */
  update(groups: Groups, group: IssueGroup): void {
    this.#groups = groups;
    this.#group = group;
  }

  override item(): vscode.TreeItem {
    const label = labelOf(this.#groups, this.#group.key);
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
    item.id = this.id;
    item.contextValue = 'group';
    item.description = countOf(this.#group.issues.length, this.#groups.hasMore);
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const { loaded, hasMore } = this.#groups;
    const count = this.#group.issues.length;
    const counted = hasMore
      ? vscode.l10n.t('{0} of the {1} issues loaded', count, loaded)
      : vscode.l10n.t('{0} of {1} issues', count, loaded);
    return plainTooltip([[labelOf(this.#groups, this.#group.key), counted]]);
  }

  override children(): TreeNode[] {
    return this.#group.issues.map((issue) => this.#nodeOf(issue, this));
  }
}

export function groupId({ connectionId, by }: Groups, { key }: IssueGroup): string {
  return `${connectionId}/group/${by}/${key}`;
}

function labelOf({ by, nameOf }: Groups, key: string): string {
  if (key === '') return emptyLabel(by);
  if (by === 'assignee' || by === 'agent') return nameOf(key);
  // Categories are names; the others are enum values.
  if (by === 'category') return printable(key);
  return capitalized(word(key));
}

function emptyLabel(by: Groups['by']): string {
  const { l10n } = vscode;
  if (by === 'assignee') return l10n.t('Unassigned');
  return by === 'agent' ? l10n.t('No agent') : l10n.t('None');
}
