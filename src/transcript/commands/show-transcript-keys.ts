import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { pickOne } from '../../editor/prompts/picks.ts';
import { keyActions } from '../../shared/keys.ts';
import { keyLabel, userKeys, actionLabel } from '../keys.ts';
import { panelsOf } from '../panel/panels.ts';

/** Lists the keys of the transcript. Choosing one runs it. */
export default defineCommand({
  args: z.object({}),
  async run(services, _args, call) {
    const { keys } = userKeys();
    if (!call.fromUi) return { keys };
    const items = keyActions
      .filter((action) => action !== 'help')
      .map((action) => ({ label: actionLabel(action), description: keys[action].map(keyLabel).join('  '), action }));
    const settings = {
      label: vscode.l10n.t('Change Keys…'),
      iconPath: new vscode.ThemeIcon('gear'),
      action: undefined,
    };
    const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, action: undefined };
    const chosen = await pickOne([...items, separator, settings], {
      title: vscode.l10n.t('Transcript Keyboard Shortcuts'),
      placeHolder: vscode.l10n.t('Available when the transcript is focused'),
      matchOnDescription: true,
    });
    if (chosen === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'callTriage.transcript');
    } else if (chosen?.action !== undefined) panelsOf(services).active?.runKeyAction(chosen.action);
    return undefined;
  },
});
