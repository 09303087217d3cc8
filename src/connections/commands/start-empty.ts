import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { createSandboxApi } from '../../api/sandbox.ts';
import { defineCommand } from '../../editor/command.ts';
import { confirm } from '../../editor/notices.ts';
import { useSandbox } from '../use-sandbox.ts';

/** Makes the sandbox the active connection, without its sample data. What was added to it stays. */
export default defineCommand({
  args: z.object({}),
  async run(services, _args, call) {
    const { l10n } = vscode;
    const connectionId = await useSandbox(services);
    const sandbox = createSandboxApi(services.clientOptions(connectionId));
    // Samples that nobody has worked with need no question.
    if (call.fromUi && !(await sandbox.isNew())) {
      const detail = l10n.t('Flags and comments on sample issues are removed too. Your own calls and issues are kept.');
      await confirm(l10n.t('Remove the sample data?'), detail, l10n.t('Remove'));
    }
    const left = await sandbox.removeSamples();
    const session = services.session(connectionId);
    await Promise.all([session.issues.refresh(), session.calls.refresh(), session.personas.refresh()]);
    if (call.fromUi) await vscode.commands.executeCommand('callTriage.calls.focus');
    return { connectionId, ...left };
  },
});
