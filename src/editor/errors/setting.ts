import * as vscode from 'vscode';
import type { ConnectionProblem } from '../../triage/sessions/connection.ts';
import { addressFault } from './address.ts';

/** Explains an invalid entry of `callTriage.connections`. */
export function explainSetting(problem: ConnectionProblem): string {
  const { l10n } = vscode;
  const { reason, detail } = problem;
  const entry = nameOf(problem);
  switch (reason) {
    case 'not-a-list':
      return l10n.t('callTriage.connections must be a list.');
    case 'not-an-object':
      return l10n.t('{0} must be an object with "id" and "kind".', entry);
    case 'no-id':
      return l10n.t('{0} has no "id".', entry);
    case 'bad-id':
      return l10n.t('{0}: "id" must have 1 to 64 letters, digits, dots, dashes or underscores.', entry);
    case 'same-id':
      return l10n.t('{0} has the same "id" as another connection and is ignored.', entry);
    case 'reserved-id':
      return l10n.t('{0}: the "id" "env" is reserved for BLAND_API_KEY.', entry);
    case 'unknown-kind':
      return l10n.t('{0} has the unknown kind "{1}". Use "bland", "talkdesk" or "sandbox".', entry, detail);
    case 'bad-field':
    case 'bad-address':
      return `${entry}: ${problem.address === undefined ? detail : addressFault(problem.address)}`;
  }
}

function nameOf({ id, position }: ConnectionProblem): string {
  if (id !== null) return vscode.l10n.t('Connection "{0}"', id);
  return vscode.l10n.t('Connection number {0} in the settings', (position ?? 0) + 1);
}
