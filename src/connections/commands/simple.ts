import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { connectionTarget } from '../../editor/prompts/ask.ts';
import { askAnyConnection, takesKey } from '../ask-connection.ts';
import { diagnoseConnection, testAndReport } from '../test-and-report.ts';
import { useSandbox } from '../use-sandbox.ts';

// Commands of a line or two.

/** Makes the sandbox the active connection, setting it up the first time. */
export const openSandbox = defineCommand({
  args: z.object({}),
  async run(services, _args, call) {
    const connectionId = await useSandbox(services);
    if (call.fromUi) await vscode.commands.executeCommand('callTriage.issues.focus');
    return { connectionId };
  },
});

/** Deletes a connection's key; the connection stays in the settings. */
export const signOut = defineCommand({
  args: z.object(connectionTarget),
  async run(services, args, call) {
    const { id, label } = await askAnyConnection(services, args.connectionId, call, takesKey);
    await services.connections.deleteKey(id);
    if (call.fromUi) showStatusMessage(vscode.l10n.t('Signed out of {0}. API key deleted.', label));
    return { connectionId: id };
  },
});

/** Reports which of address, DNS, connection, TLS, proxy, HTTP or key is at fault, or that all is well. */
export const testConnection = defineCommand({
  args: z.object(connectionTarget),
  async run(services, { connectionId }, call) {
    const { id } = await askAnyConnection(services, connectionId, call);
    return call.fromUi ? testAndReport(services, id) : diagnoseConnection(services, id);
  },
});

/** Opens the walkthrough. */
export const getStarted = defineCommand({
  args: z.object({}),
  async run() {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'call-triage.call-triage#start', false);
  },
});

export const showLog = defineCommand({
  args: z.object({}),
  async run(services) {
    services.log.show();
  },
});
