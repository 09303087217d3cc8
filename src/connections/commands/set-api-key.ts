import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { given } from '../../editor/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError, NoKeyError } from '../../triage/errors.ts';
import { askConnection, connectionTarget, takesKey } from '../ask-connection.ts';
import { askKey } from '../ask-key.ts';
import { testAndTell } from '../test-and-tell.ts';

/** Stores a connection's key, bound to the connection's present origin. */
export default defineCommand({
  args: z.object({ ...connectionTarget.shape, apiKey: z.optional(z.string()) }),
  async run(services, args, call) {
    const { connections } = services;
    const connection = await askConnection(services, args.connectionId, call, takesKey);
    const { id, baseUrl, label } = connection;
    if (!call.fromUi && args.apiKey === undefined) {
      throw new InvalidArgumentError('apiKey', 'The argument "apiKey" is missing.');
    }
    const origin = baseUrl === null ? '' : new URL(baseUrl).origin;
    if (args.apiKey !== undefined) await connections.setKey(id, args.apiKey);
    else if (await mayMove(services, id, origin)) await connections.rebindKey(id);
    else await connections.setKey(id, await askKey(vscode.l10n.t('API Key of {0}', label), origin));
    if (call.fromUi) {
      await testAndTell(services, id);
      // Each tab of an editor in a browser keeps the secrets that it read at its start.
      if (vscode.env.uiKind === vscode.UIKind.Web) {
        vscode.window.setStatusBarMessage(
          vscode.l10n.t('Other tabs of this editor know the key after a reload.'),
          8000,
        );
      }
    }
    return { connectionId: id };
  },
});

/** The connection's address has changed since its key was given: may the key go to the new one? */
async function mayMove(services: Services, connectionId: string, origin: string): Promise<boolean> {
  const boundTo = await services.connections.endpoint(connectionId).then(
    () => null,
    (error: unknown) => (error instanceof NoKeyError ? error.boundTo : null),
  );
  if (boundTo === null) return false;
  const { l10n } = vscode;
  const picked = await vscode.window.showQuickPick(
    [
      { label: l10n.t('Enter a new key for {0}', origin), move: false },
      {
        label: l10n.t('Send the stored key to {0} from now on', origin),
        description: l10n.t('it was given for {0}', boundTo),
        move: true,
      },
    ],
    { title: l10n.t('The address has changed') },
  );
  return given(picked).move;
}
