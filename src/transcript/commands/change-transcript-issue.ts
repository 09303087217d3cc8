import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { refuseToAsk } from '../../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { resolveIssueId } from '../../triage/issues/resolve-issue.ts';
import { changeIssue, moveTo } from '../change-issue.ts';
import { panelsOf } from '../panels.ts';
import { callIdOf } from '../target.ts';

const id = z.string().check(z.minLength(1));

/** Reads an open transcript for another issue, given by id or code, or for none with null. */
export default defineCommand({
  args: z.object({ callId: z.optional(id), issueId: z.optional(z.nullable(id)) }),
  async run(services, { callId, issueId }, call) {
    const panels = panelsOf(services);
    const panel = callId === undefined ? panels.active : panels.find(callId, undefined);
    if (panel === undefined) throw new InvalidArgumentError('callId', vscode.l10n.t('Open a transcript first.'));
    if (issueId === undefined) refuseToAsk(call, 'issueId');
    if (issueId === undefined) {
      await changeIssue(panel);
      return undefined;
    }
    const { issues, api } = panel.session;
    const { target } =
      issueId === null
        ? await panel.changeIssue(null)
        : await moveTo(panel, await issues.find(await resolveIssueId(issues, api, issueId)));
    return { callId: callIdOf(target) ?? null, issueId: target.issueId };
  },
});
