import * as vscode from 'vscode';
import type { Relation } from '../../api/bland/relations.ts';
import { otherIssueId } from '../../triage/issues/relations.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { IssueChildNode, type IssueChildParent } from './issue-child-node.ts';
import { relationWord } from '../words.ts';

/** A link to another issue, worded from this issue's side. */
export class RelationNode extends IssueChildNode {
  readonly id: string;
  readonly relationId: string;
  /** A click opens its page. */
  readonly relatedIssueId: string;
  readonly #relation: Relation;

  constructor(parent: IssueChildParent, relation: Relation) {
    super(parent);
    this.id = `${parent.id}/relation/${relation.id}`;
    this.relationId = relation.id;
    this.relatedIssueId = otherIssueId(relation, this.issueId);
    this.#relation = relation;
  }

  override item(): vscode.TreeItem {
    const { related_triage_id: code, related_title: title } = this.#relation;
    const item = new vscode.TreeItem(
      `${relationWord(this.#relation)} ${printable(code ?? this.#relation.related_issue_id)}`,
    );
    item.id = this.id;
    item.contextValue = 'relation';
    item.description = printable(title ?? '');
    item.iconPath = new vscode.ThemeIcon('references');
    item.command = { command: 'callTriage.openIssue', title: vscode.l10n.t('Open Issue'), arguments: [this] };
    return item;
  }
}
