import * as vscode from 'vscode';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import { askAnyConnection, connectionTarget, takesKey } from '../ask-connection.ts';

/** Forgets a connection's key. The connection itself stays in the settings. */
export default defineCommand({
  args: connectionTarget,
  async run(services, args, call) {
    const { id, label } = await askAnyConnection(services, args.connectionId, call, takesKey);
    await services.connections.deleteKey(id);
    if (call.fromUi) {
      void inform(vscode.l10n.t('Signed out of {0}. API key deleted.', label));
    }
    return { connectionId: id };
  },
});
