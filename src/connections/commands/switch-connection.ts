import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askPick, connectionTarget } from '../../editor/prompts/ask.ts';
import { NoConnectionError } from '../../triage/sessions/errors.ts';
import { connectionItem } from '../ask-connection.ts';

/** Makes a connection the active one of its kind, remembered for the workspace, or adds another one. */
export default defineCommand({
  args: z.object(connectionTarget),
  async run(services, args, call) {
    const { active, activeTalkdesk } = services.connections;
    const { connections, talkdesk } = services.connections.read();
    if (!call.fromUi && connections.length + talkdesk.length === 0) throw new NoConnectionError(null);
    const own = talkdesk.filter(({ sandboxId }) => sandboxId === null);
    const current = new Set([active?.id, activeTalkdesk?.id]);
    const items = [...connections, ...own].map((connection) => ({
      ...connectionItem(connection),
      picked: current.has(connection.id),
    }));
    const connect = { label: vscode.l10n.t('Connect…'), iconPath: new vscode.ThemeIcon('plug'), value: undefined };
    const connectionId =
      args.connectionId ??
      (await askPick(call, 'connectionId', vscode.l10n.t('Switch Connection'), [...items, connect]))?.id;
    if (connectionId === undefined) return vscode.commands.executeCommand('callTriage.connect');
    await services.connections.choose(connectionId);
    return { connectionId };
  },
});
