import * as vscode from 'vscode';
import { defineCommand } from '../../editor/command.ts';
import { askPick } from '../../editor/prompts.ts';
import { NoConnectionError } from '../../triage/errors.ts';
import { connectionTarget, toItem } from '../ask-connection.ts';

/** Makes a connection the active one of this window, remembered for the workspace. */
export default defineCommand({
  args: connectionTarget,
  async run(services, args, call) {
    const { active } = services.connections;
    const { connections } = services.connections.read();
    if (connections.length === 0) throw new NoConnectionError(null);
    const items = connections.map((connection) => ({ ...toItem(connection), picked: connection.id === active?.id }));
    const connectionId =
      args.connectionId ?? (await askPick(call, 'connectionId', vscode.l10n.t('Switch Connection'), items)).id;
    await services.connections.choose(connectionId);
    return { connectionId };
  },
});
