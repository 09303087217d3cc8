import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../editor/command.ts';
import { askPick } from '../editor/prompts.ts';
import type { Services } from '../editor/services.ts';
import type { Connection } from '../triage/connection.ts';
import { NoConnectionError } from '../triage/errors.ts';

export const connectionTarget = z.object({ connectionId: z.optional(z.string().check(z.minLength(1))) });

/**
 * The connection that was named, the active one, or the one that the user picks among those that fit.
 *
 * @throws NoConnectionError when there is none
 */
export async function askConnection(
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
  return askPick(call, 'connectionId', vscode.l10n.t('Choose a Connection'), choices.map(toItem));
}

export function toItem(connection: Connection): vscode.QuickPickItem & { readonly value: Connection } {
  return {
    label: connection.label,
    description:
      connection.baseUrl === null ? vscode.l10n.t('sandbox on this machine') : new URL(connection.baseUrl).host,
    value: connection,
  };
}

/** Whether a connection takes a key from the user: the sandbox and the environment bring their own. */
export function takesKey(connection: Connection): boolean {
  return connection.kind === 'bland' && !connection.implicit;
}
