import * as vscode from 'vscode';
import { notFound } from '../editor/errors/document-errors.ts';
import { forDisplay } from '../editor/privacy.ts';
import type { Services } from '../editor/services.ts';
import { updateIssue, type UpdateIssuePayload } from '../triage/outbox/kinds/update-issue.ts';
import type { Entry } from '../triage/outbox/outbox.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { versionScheme } from './version-scheme.ts';

interface Version {
  readonly connectionId: string;
  readonly issueId: string;
  /** The pending change that would make it; null for the service's version. */
  readonly entryId: string | null;
}

/** Opens a read-only diff of an issue's title and description: the service's, and those that a pending change would make. */
export async function compare(connectionId: string, { id, issueId }: Entry): Promise<void> {
  const theirs = uriOf({ connectionId, issueId, entryId: null });
  const yours = uriOf({ connectionId, issueId, entryId: id });
  await vscode.commands.executeCommand('vscode.diff', theirs, yours, vscode.l10n.t('Theirs ↔ Yours'));
}

function uriOf({ connectionId, issueId, entryId }: Version): vscode.Uri {
  const query = new URLSearchParams({ connectionId, issueId, ...(entryId === null ? {} : { entryId }) }).toString();
  // `.txt`: in other languages, a part of the text could become a link.
  return vscode.Uri.from({ scheme: versionScheme, path: '/issue.txt', query });
}

/** Returns the text of a version. @throws FileNotFound for another address, or once the change is settled; ServiceError */
export async function versionText(services: Services, uri: vscode.Uri): Promise<string> {
  const query = new URLSearchParams(uri.query);
  const [connectionId, issueId, entryId] = ['connectionId', 'issueId', 'entryId'].map((name) => query.get(name));
  if (!connectionId || !issueId) throw notFound(uri);
  const session = services.session(connectionId);
  const entry = entryId === null ? undefined : session.outbox.get(entryId ?? '');
  if (entryId !== null && entry?.kind !== updateIssue.name) throw notFound(uri);
  const { change } = (entry?.payload ?? { change: {} }) as Pick<UpdateIssuePayload, 'change'>;
  const { title, description } = { ...(await session.api.issues.get(issueId)), ...change };
  return forDisplay(printable(`${title}\n\n${description}\n`));
}
