import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { informWithUndo } from '../../editor/notices.ts';
import { askPick } from '../../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { readSavedQueries } from '../../triage/issues/saved-queries.ts';
import { querySetting, removeQuery as remove } from '../query-setting.ts';

const args = z.object({ label: z.optional(z.string().check(z.minLength(1))) });

/** Removes a query of the user's own from the settings. */
export const removeQuery = defineCommand({
  args,
  async run(services, given, call) {
    const { l10n } = vscode;
    const label = given.label ?? (await askQuery(call, l10n.t('Remove Query')));
    const undo = await remove(label);
    if (undo === undefined) throw new InvalidArgumentError('label', l10n.t('There is no query "{0}".', label));
    if (call.fromUi) informWithUndo(services, l10n.t('Query "{0}" removed.', label), undo);
    return { label };
  },
});

/** Opens the settings at the user's own queries. */
export const editQueries = defineCommand({
  args: z.object({}),
  async run() {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'callTriage.queries');
  },
});

function askQuery(call: Call, title: string): Promise<string> {
  const { queries } = readSavedQueries(querySetting());
  return askPick(
    call,
    'label',
    title,
    queries.map(({ label }) => ({ label, value: label })),
  );
}
