import * as vscode from 'vscode';
import { type Call, fromView } from '../editor/call.ts';
import { orCancelled, isCancelled } from '../editor/errors/cancelled.ts';
import { reportError, warn } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { NoConnectionError } from '../triage/sessions/errors.ts';
import { type Link, type LinkFault, readLink } from '../triage/links.ts';
import { indexesNamed, indexIn } from '../triage/transcript/message-name.ts';
import { panelsOf } from './panel/panels.ts';

/** Opens a link from outside of the editor. Reports its own errors. */
export async function openUri(services: Services, uri: vscode.Uri): Promise<void> {
  try {
    // The URI's parts are decoded already. No ID of ours contains a separator that this could confuse.
    await followLink(services, uri.toString(true), { fromUi: true, selection: [] });
  } catch (error) {
    if (!isCancelled(error)) await reportError(services, error);
  }
}

/**
 * Opens the call, at its message, or the issue of a link. If the link is for another connection than the active one, the
 * user is asked before it is switched.
 *
 * @param anyConnection a script may open a link for another connection without switching to it
 * @throws InvalidArgumentError, NoConnectionError, Cancelled
 */
export async function followLink(services: Services, text: string, call: Call, anyConnection = false): Promise<Link> {
  const link = readLink(text);
  if ('fault' in link) throw new InvalidArgumentError('link', linkFaultSentence(link.fault));
  const connectionId = await confirmConnection(services, link.connectionId, call, anyConnection);
  if (link.kind === 'issue') {
    const command = { ...(call.fromUi ? { [fromView]: true } : {}), issueId: link.issueId, connectionId };
    await vscode.commands.executeCommand('callTriage.openIssue', command);
    return link;
  }
  const { callId, issueId, messageIndex } = link;
  const panel = panelsOf(services).open({ connectionId, callId, issueId });
  if (messageIndex === null) return link;
  const rows = indexIn(messageIndex) === undefined ? (await panel.session().transcripts.get(callId)).rows : [];
  const [index] = indexesNamed(messageIndex, rows);
  if (index === undefined) {
    throw new InvalidArgumentError('link', vscode.l10n.t('The call has no message at {0}.', messageIndex));
  }
  panel.reveal(index);
  return link;
}

async function confirmConnection(
  services: Services,
  named: string | null,
  call: Call,
  anyConnection: boolean,
): Promise<string> {
  const { connections } = services;
  const { active } = connections;
  if (named === null || named === active?.id) return services.session().connection.id;
  const { label } = connections.get(named);
  if (anyConnection) return named;
  const sentence = vscode.l10n.t(
    'This link is for connection "{0}". The active connection is {1}.',
    label,
    active === undefined ? vscode.l10n.t('none') : `“${active.label}”`,
  );
  if (!call.fromUi) throw new InvalidArgumentError('link', sentence);
  const switchTo = vscode.l10n.t('Switch and Open');
  orCancelled(await warn(sentence, switchTo));
  if (!connections.read().connections.some(({ id }) => id === named)) throw new NoConnectionError(named);
  await connections.choose(named);
  return named;
}

/** Explains in a sentence that a text is not a link that can be opened. */
export function linkFaultSentence(fault: LinkFault): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'not-a-link':
      return l10n.t(
        'Not a Call Triage link. Links start with {0}.',
        `${vscode.env.uriScheme}://call-triage.call-triage/`,
      );
    case 'other-extension':
      return l10n.t('This link belongs to another extension.');
    case 'other-page':
      return l10n.t('This link contains no call or issue.');
    case 'bad-id':
      return l10n.t('This link contains an invalid ID.');
    case 'bad-message':
      return l10n.t('The message in this link is neither a number nor a time.');
    case 'bad-connection':
      return l10n.t('This link contains an invalid connection.');
  }
}
