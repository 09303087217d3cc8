import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askMember } from '../ask-member.ts';
import { askIssues, changeIssues, issuesTarget } from '../change-issues.ts';

/** Assigns one issue or several to a member, or to nobody (Update Issue). */
export default defineCommand({
  args: z.object({ ...issuesTarget, assigneeId: z.optional(z.nullable(z.string().check(z.minLength(1)))) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const ids = await askIssues(session, args, call);
    const part = { argument: 'assigneeId', title: vscode.l10n.t('Assign To') } as const;
    const assigneeId =
      args.assigneeId === undefined ? await askMember(services, session, ids[0] ?? '', part, call) : args.assigneeId;
    return changeIssues(services, session, call, {
      ids,
      isBulk: args.issueIds !== undefined,
      change: { assignee_id: assigneeId },
      before: (issue) => ({ assignee_id: issue.assignee_id }),
      done: assigneeId === null ? vscode.l10n.t('unassigned') : vscode.l10n.t('assigned'),
    });
  },
});
