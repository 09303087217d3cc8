import * as vscode from 'vscode';
import type { Relation } from '../api/bland/relations.ts';
import { printable } from '../triage/transcript/transcript.ts';

/** A relation in words, from the side of the issue that it is listed for. */
export function relationWord({ relation_type: type, direction }: Relation): string {
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
