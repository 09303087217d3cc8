import * as vscode from 'vscode';
import type { Relation } from '../../api/bland/relations.ts';
import type { Session } from '../../triage/session.ts';
import { printable } from '../../triage/transcript.ts';
import { TreeNode } from '../../editor/tree/node.ts';

/** A link to another issue, in words from this issue's side: "blocks", "blocked by". */
export class RelationNode extends TreeNode {
  readonly id: string;
  readonly issueId: string;
  readonly relationId: string;
  readonly #relation: Relation;

  constructor(
    place: { readonly session: Session; readonly parent: TreeNode & { readonly issueId: string } },
    relation: Relation,
  ) {
    super(place.parent);
    this.id = `${place.parent.id}/relation/${relation.id}`;
    this.issueId = place.parent.issueId;
    this.relationId = relation.id;
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
    return item;
  }
}

function relationWord({ relation_type: type, direction }: Relation): string {
  const incoming = direction === 'incoming';
  switch (type) {
    case 'blocks':
      return incoming ? vscode.l10n.t('blocked by') : vscode.l10n.t('blocks');
    case 'duplicate_of':
      return incoming ? vscode.l10n.t('duplicated by') : vscode.l10n.t('duplicate of');
    case 'related_to':
      return vscode.l10n.t('related to');
    default:
      return printable(type);
  }
}
