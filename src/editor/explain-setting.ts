import * as vscode from 'vscode';
import type { ConnectionProblem } from '../triage/connection.ts';

/** What is wrong with an entry of `callTriage.connections`, in a sentence. */
export function explainSetting(problem: ConnectionProblem): string {
  const { l10n } = vscode;
  const { reason, detail } = problem;
  const entry = nameOf(problem);
  switch (reason) {
    case 'not-a-list':
      return l10n.t('callTriage.connections is not a list, so no connection can be read from it.');
    case 'not-an-object':
      return l10n.t('{0} is not an object with an id and a kind.', entry);
    case 'no-id':
      return l10n.t('{0} has no id.', entry);
    case 'bad-id':
      return l10n.t('{0}: an id has 1 to 64 letters, digits, dots, dashes or underscores.', entry);
    case 'same-id':
      return l10n.t('{0} has the id of another connection; the first one counts.', entry);
    case 'reserved-id':
      return l10n.t('{0}: the id "env" belongs to the connection that BLAND_API_KEY makes.', entry);
    case 'unknown-kind':
      return l10n.t('{0} has the kind "{1}", which there is not: use "bland", "talkdesk" or "sandbox".', entry, detail);
    case 'bad-field':
    case 'bad-address':
      return `${entry}: ${detail}`;
  }
}

function nameOf({ id, position }: ConnectionProblem): string {
  if (id !== null) return vscode.l10n.t('The connection "{0}"', id);
  return vscode.l10n.t('Connection number {0} in the settings', (position ?? 0) + 1);
}
