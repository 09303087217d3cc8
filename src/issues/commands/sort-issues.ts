import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askPick, connectionTarget } from '../../editor/prompts/ask.ts';
import { orderSchema, sortSchema } from '../../triage/issues/queries.ts';
import { findingOf, applyFinding } from '../finding.ts';

/** Sorts the issues on the service, newest or highest first unless `order` is `asc`. */
export default defineCommand({
  args: z.object({
    sort: z.optional(sortSchema),
    order: z.optional(orderSchema),
    ...connectionTarget,
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const now = findingOf(services, session);
    const chosen =
      args.sort === undefined
        ? await askPick(
            call,
            'sort',
            vscode.l10n.t('Sort Issues'),
            ways().map(([sort, order, label]) => ({
              label,
              description: sort === now.sort && order === now.order ? vscode.l10n.t('active') : '',
              value: { sort, order },
            })),
          )
        : { sort: args.sort, order: args.order ?? 'desc' };
    const { sort, order } = await applyFinding(services, session, chosen);
    return { sort, order };
  },
});

function ways() {
  const { l10n } = vscode;
  return [
    ['last_activity_at', 'desc', l10n.t('Last Activity (Newest First)')],
    ['last_activity_at', 'asc', l10n.t('Last Activity (Oldest First)')],
    ['created_at', 'desc', l10n.t('Created (Newest First)')],
    ['created_at', 'asc', l10n.t('Created (Oldest First)')],
    ['severity', 'desc', l10n.t('Severity (Highest First)')],
    ['severity', 'asc', l10n.t('Severity (Lowest First)')],
    ['status', 'desc', l10n.t('Status (Descending)')],
    ['status', 'asc', l10n.t('Status (Ascending)')],
  ] as const;
}
