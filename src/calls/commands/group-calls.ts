import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askPick, connectionTarget } from '../../editor/prompts/ask.ts';

/** Groups the loaded calls; the service cannot group. */
export default defineCommand({
  args: z.object({ by: z.optional(z.enum(['none', 'agent'])), ...connectionTarget }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const { calls } = services.session(args.connectionId);
    const ways = [
      ['none', l10n.t('No groups')],
      ['agent', l10n.t('Agent')],
    ] as const;
    const by =
      args.by ??
      (await askPick(
        call,
        'by',
        l10n.t('Group Loaded Calls'),
        ways.map(([value, label]) => ({
          label,
          description: value === calls.groupBy ? l10n.t('active') : '',
          value,
        })),
      ));
    calls.groupBy = by;
    return { by };
  },
});
