import * as vscode from 'vscode';
import { signingAlgorithms } from '../../api/talkdesk/endpoint.ts';
import { talkdeskRegions } from '../../api/talkdesk/hosts.ts';
import type { ConnectionProblem } from '../../triage/sessions/connection.ts';
import type { ConnectionField } from '../../triage/sessions/talkdesk-connection.ts';
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
      return `${entry}: ${problem.address === undefined ? fieldRule(problem.field ?? 'baseUrl') : addressFault(problem.address)}`;
  }
}

/** What a field must be. */
function fieldRule(field: ConnectionField): string {
  const { l10n } = vscode;
  switch (field) {
    case 'account':
      return l10n.t('"account" must be the name before .talkdeskid.com: letters, digits and dashes.');
    case 'algorithm':
      return l10n.t('"algorithm" must be one of {0}.', signingAlgorithms.join(', '));
    case 'auth':
      return l10n.t('"auth" must be "basic" or "jwt".');
    case 'baseUrl':
    case 'tokenUrl':
      return l10n.t('"{0}" must be an address, as text.', field);
    case 'clientId':
      return l10n.t('"clientId" must have 1 to 200 characters without spaces.');
    case 'dashboardUrl':
      return l10n.t('"dashboardUrl" must be an https:// address without a user name.');
    case 'keyId':
      return l10n.t('"keyId" is required with "auth": "jwt".');
    case 'region':
      return l10n.t('"region" must be one of {0}.', talkdeskRegions.join(', '));
  }
}

function nameOf({ id, position }: ConnectionProblem): string {
  if (id !== null) return vscode.l10n.t('Connection "{0}"', id);
  return vscode.l10n.t('Connection number {0} in the settings', (position ?? 0) + 1);
}
