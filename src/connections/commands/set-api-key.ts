import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import type { AnyConnection } from '../../editor/sessions/connections.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { connectionTarget } from '../../editor/prompts/ask.ts';
import { pickOne } from '../../editor/prompts/picks.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { NoKeyError } from '../../triage/sessions/errors.ts';
import { askAnyConnection, takesKey } from '../ask-connection.ts';
import { askSecret, originsOf, readKeyFile } from '../ask-secret.ts';
import { testAndReport } from '../test-and-report.ts';

/** Stores an API key or a Talkdesk client's secret, bound to the connection's present origins. */
export default defineCommand({
  args: z.object({
    ...connectionTarget,
    apiKey: z.optional(z.string()),
    /** A file with the private key of a Talkdesk client that signs. */
    privateKey: z.optional(uriArgument),
  }),
  async run(services, args, call) {
    const { connections } = services;
    const connection = await askAnyConnection(services, args.connectionId, call, takesKey);
    const { id, label } = connection;
    const key = args.apiKey ?? (args.privateKey === undefined ? undefined : await readKeyFile(args.privateKey));
    if (!call.fromUi && key === undefined) {
      throw new InvalidArgumentError('apiKey', 'The argument "apiKey" is missing.');
    }
    if (key !== undefined) await connections.setKey(id, key);
    else if (await askToMoveKey(services, connection, originsOf(connection))) await connections.rebindKey(id);
    else await connections.setKey(id, await askSecret(connection, vscode.l10n.t('API Key of {0}', label)));
    if (call.fromUi) {
      await testAndReport(services, id);
      // Each tab of an editor in a browser keeps the secrets it read at startup.
      if (vscode.env.uiKind === vscode.UIKind.Web) {
        showStatusMessage(vscode.l10n.t('Reload other tabs to apply this change.'), 8000);
      }
    }
    return { connectionId: id };
  },
});

/** Asks whether the stored key may be sent to the connection's new address; false when the address has not changed. */
async function askToMoveKey({ connections }: Services, { id, kind }: AnyConnection, origin: string): Promise<boolean> {
  const boundTo = await (kind === 'talkdesk' ? connections.talkdeskEndpoint(id) : connections.endpoint(id)).then(
    () => null,
    (error: unknown) => (error instanceof NoKeyError ? error.boundTo : null),
  );
  if (boundTo === null) return false;
  const { l10n } = vscode;
  const picked = await pickOne(
    [
      { label: l10n.t('Enter a new key for {0}', origin), move: false },
      {
        label: l10n.t('Use the stored key for {0}', origin),
        description: l10n.t('It was set for {0}', boundTo),
        move: true,
      },
    ],
    { title: l10n.t('Address Changed') },
  );
  return orCancelled(picked).move;
}
