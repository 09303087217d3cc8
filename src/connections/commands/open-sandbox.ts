import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { useSandbox } from '../use-sandbox.ts';

/** Makes the sandbox the active connection, setting it up the first time. */
export default defineCommand({
  args: z.object({}),
  async run(services, _args, call) {
    const connectionId = await useSandbox(services);
    if (call.fromUi) await vscode.commands.executeCommand('callTriage.issues.focus');
    return { connectionId };
  },
});
