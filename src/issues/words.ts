import * as vscode from 'vscode';
import { valueWord } from '../editor/words/service-values.ts';
import { printable } from '../triage/transcript/transcript.ts';
import type { Relation } from '../api/bland/relations.ts';
import type { AlertBinding } from '../api/bland/alert-bindings.ts';

/** Describes a relation from the side of the issue it is listed for. */
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

export function alertName(binding: AlertBinding): string {
  return printable(binding.alert_name).trim() || vscode.l10n.t('Alert {0}', printable(binding.active_alert_id ?? ''));
}

/** Returns severity and status, as far as the service says them. */
export function alertFacts({ current_severity: severity, status }: AlertBinding): string {
  return [valueWord(severity ?? ''), valueWord(status)].filter((fact) => fact !== '').join(' · ');
}
