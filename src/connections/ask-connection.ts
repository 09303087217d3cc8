import * as vscode from 'vscode';
import type { Call } from '../editor/command.ts';
import type { AnyConnection } from '../editor/sessions/connections.ts';
import { askPick } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import type { Connection } from '../triage/sessions/connection.ts';
import { NoConnectionError } from '../triage/errors.ts';

/**
 * The connection that was named, the active one, or the one that the user picks among those that fit.
 *
 * @throws NoConnectionError when there is none
 */
async function askConnection(
  services: Services,
  connectionId: string | undefined,
  call: Call,
  fits: (connection: Connection) => boolean = () => true,
): Promise<Connection> {
  if (connectionId !== undefined) return services.connections.get(connectionId);
  const { active } = services.connections;
  if (active !== undefined && fits(active)) return active;
  const choices = services.connections.read().connections.filter(fits);
  if (choices.length === 0) throw new NoConnectionError(null);
  return askPick(call, 'connectionId', vscode.l10n.t('Choose a Connection'), choices.map(connectionItem));
}

/** As `askConnection`, of both kinds. With attachments somewhere, one has to be chosen: none is meant by itself. */
export async function askAnyConnection(
  services: Services,
  connectionId: string | undefined,
  call: Call,
  fits: (connection: AnyConnection) => boolean = () => true,
): Promise<AnyConnection> {
  if (connectionId !== undefined) return services.connections.any(connectionId);
  const talkdesk = services.connections.read().talkdesk.filter(({ sandboxId }) => sandboxId === null);
  if (talkdesk.length === 0 || !call.fromUi) return askConnection(services, undefined, call, fits);
  const choices = [...services.connections.read().connections, ...talkdesk].filter(fits);
  return askPick(call, 'connectionId', vscode.l10n.t('Choose a Connection'), choices.map(connectionItem));
}

export function connectionItem<Kind extends AnyConnection>(
  connection: Kind,
): vscode.QuickPickItem & { readonly value: Kind } {
  return {
    label: connection.label,
    description:
      connection.baseUrl === null ? vscode.l10n.t('sandbox on this machine') : new URL(connection.baseUrl).host,
    value: connection,
  };
}

/** Whether a connection takes a key from the user: the sandbox and the environment bring their own. */
export function takesKey(connection: AnyConnection): boolean {
  if (connection.kind === 'talkdesk') return connection.sandboxId === null;
  return connection.kind === 'bland' && !connection.implicit;
}
