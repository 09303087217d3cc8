import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';

/** Copies the most specific ID of a row. */
export default defineCommand({
  args: z.object({
    issueId: z.optional(z.string()),
    resourceId: z.optional(z.string()),
    callId: z.optional(z.string()),
    flagId: z.optional(z.string()),
    relationId: z.optional(z.string()),
    number: z.optional(z.string()),
    personaId: z.optional(z.string()),
    agentId: z.optional(z.string()),
  }),
  async run(_services, { flagId, relationId, resourceId, callId, issueId, number, personaId, agentId }) {
    const id = flagId ?? relationId ?? resourceId ?? callId ?? issueId ?? number ?? personaId ?? agentId;
    if (id === undefined) throw new InvalidArgumentError('issueId', vscode.l10n.t('Select an item to copy its ID.'));
    await vscode.env.clipboard.writeText(id);
    showStatusMessage(vscode.l10n.t('Copied {0}', id));
    return { id };
  },
});
