import * as vscode from 'vscode';
import type { AlertBinding } from '../api/bland/alert-bindings.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { enumWord } from './enum-word.ts';

export function alertName(binding: AlertBinding): string {
  return printable(binding.alert_name).trim() || vscode.l10n.t('Alert {0}', printable(binding.active_alert_id ?? ''));
}

/** How bad it is, and whether it goes on; what the service does not say is left out. */
export function alertFacts({ current_severity: severity, status }: AlertBinding): string {
  return [enumWord(severity ?? ''), enumWord(status)].filter((fact) => fact !== '').join(' · ');
}
