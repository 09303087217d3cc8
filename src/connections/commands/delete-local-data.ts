import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { confirm, inform } from '../../editor/notices.ts';
import { countWrites, deleteAll } from '../../storage/delete-all.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';

/** Deletes all local data except keys and settings. */
export default defineCommand({
  args: z.object({ confirm: z.optional(z.literal(true)) }),
  async run(services, args, call) {
    const { connections, context, database, drafts } = services;
    const discarded = await countWrites(database);
    if (args.confirm !== true) await confirmDeletion(discarded, call);
    // Drafts first: they would be written again.
    await drafts.forget();
    await deleteAll(database, services.databaseFile);
    services.writes.reread();
    await services.resetSandbox();
    for (const memory of [context.globalState, context.workspaceState]) {
      await Promise.all(memory.keys().map((key) => memory.update(key, undefined)));
    }
    connections.reread();
    if (call.fromUi) void offerReload();
    return { discarded };
  },
});

async function confirmDeletion(writes: number, call: Call): Promise<void> {
  if (!call.fromUi) throw new InvalidArgumentError('confirm', 'Deleting needs "confirm" to be true.');
  const { l10n } = vscode;
  const what = l10n.t(
    'Deletes drafts, dismissed suggestions, preferences, cached calls and sandbox data for all windows. This cannot be undone. API keys and connections are kept.',
  );
  const detail = writes === 0 ? what : `${unsent(writes)}\n\n${what}`;
  const button = l10n.t('Delete');
  await confirm(l10n.t('Delete all local data?'), detail, button);
}

function unsent(writes: number): string {
  return writes === 1
    ? vscode.l10n.t('1 pending change was not sent and will be lost.')
    : vscode.l10n.t('{0} pending changes were not sent and will be lost.', writes);
}

/** Open editors still show deleted data. */
async function offerReload(): Promise<void> {
  const reload = vscode.l10n.t('Reload Window');
  const chosen = await inform(vscode.l10n.t('Local data deleted.'), reload);
  if (chosen === reload) await vscode.commands.executeCommand('workbench.action.reloadWindow');
}
