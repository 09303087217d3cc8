import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { createSandboxApi } from '../../api/sandbox.ts';
import { defineCommand } from '../../editor/command.ts';
import { confirm } from '../../editor/notices.ts';
import { connectionKey } from '../../triage/sessions/connection.ts';
import { useSandbox } from '../use-sandbox.ts';

/** Makes the sandbox the active connection, without its sample data. What was added to it stays. */
export default defineCommand({
  args: z.object({}),
  async run(services, _args, call) {
    const { l10n } = vscode;
    const connectionId = await useSandbox(services);
    const sandbox = createSandboxApi(services.clientOptions(connectionId));
    if (call.fromUi && (await sandbox.hasChangedSamples())) {
      const detail = l10n.t('Flags and comments on sample issues are removed too. Your own calls and issues are kept.');
      await confirm(l10n.t('Remove the sample data?'), detail, l10n.t('Remove'));
    }
    const { connection, issues, calls, personas } = services.session(connectionId);
    const refresh = () => Promise.all([issues.refresh(), calls.refresh(), personas.refresh()]);
    // A list that is being loaded is not asked for again: it would show the samples.
    await refresh();
    const left = await sandbox.removeSamples();
    await services.callCache.retain(async (owner) => owner.connection !== connectionKey(connection));
    await refresh();
    if (call.fromUi) await vscode.commands.executeCommand('callTriage.calls.focus');
    return { connectionId, ...left };
  },
});
