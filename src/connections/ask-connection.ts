import * as vscode from 'vscode';
import type { Call } from '../editor/call.ts';
import type { AnyConnection } from '../editor/sessions/connections.ts';
import { askPick } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import type { Connection } from '../triage/sessions/connection.ts';
import { NoConnectionError } from '../triage/sessions/errors.ts';

/**
 * Returns the named connection, the active one, or the one the user picks among those that fit.
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

/** Like `askConnection`, for both kinds. With Talkdesk connections in the settings, the user has to choose. */
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

/** False for the sandbox and the environment, which bring their own key. */
export function takesKey(connection: AnyConnection): boolean {
  if (connection.kind === 'talkdesk') return connection.sandboxId === null;
  return connection.kind === 'bland' && !connection.implicit;
}
