import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askMember } from '../ask-member.ts';
import { askIssues, changeIssues, issuesTarget } from '../change-issues.ts';

/** Gives one issue or several to a member as its owner, or to nobody (Update Issue). */
export default defineCommand({
  args: z.object({ ...issuesTarget, ownerId: z.optional(z.nullable(z.string().check(z.minLength(1)))) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const ids = await askIssues(session, args, call);
    const part = { argument: 'ownerId', title: vscode.l10n.t('Owner') } as const;
    const ownerId =
      args.ownerId === undefined ? await askMember(services, session, ids[0] ?? '', part, call) : args.ownerId;
    return changeIssues(services, session, call, {
      ids,
      isBulk: args.issueIds !== undefined,
      change: { owner_id: ownerId },
      before: (issue) => ({ owner_id: issue.owner_id }),
      done: ownerId === null ? vscode.l10n.t('owner removed') : vscode.l10n.t('owner changed'),
    });
  },
});
