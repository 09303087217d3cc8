import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askPick, connectionTarget } from '../../editor/prompts/ask.ts';
import { groupingSchema } from '../../triage/issues/queries.ts';
import { findingOf, applyFinding } from '../finding.ts';

/** Groups the loaded issues; the service cannot group. */
export default defineCommand({
  args: z.object({ by: z.optional(groupingSchema), ...connectionTarget }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const session = services.session(args.connectionId);
    const now = findingOf(services, session).groupBy;
    const ways = [
      ['none', l10n.t('No groups')],
      ['status', l10n.t('Status')],
      ['severity', l10n.t('Severity')],
      ['category', l10n.t('Category')],
      ['assignee', l10n.t('Assignee')],
      ['agent', l10n.t('Agent')],
    ] as const;
    const groupBy =
      args.by ??
      (await askPick(
        call,
        'by',
        l10n.t('Group Loaded Issues'),
        ways.map(([value, label]) => ({ label, description: value === now ? l10n.t('active') : '', value })),
      ));
    return { by: (await applyFinding(services, session, { groupBy })).groupBy };
  },
});
