import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { issueStatuses } from '../../api/bland/issues.ts';
import { defineCommand } from '../../editor/command.ts';
import { askStatus, statusOf } from '../ask-issue-fields.ts';
import { askIssues, changeIssues, issuesTarget } from '../change-issues.ts';
import { enumWord } from '../enum-word.ts';

/** Sets the status of one issue or several (Update Issue). */
export default defineCommand({
  args: z.object({ ...issuesTarget, status: z.optional(z.enum(issueStatuses)) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const ids = await askIssues(session, args, call);
    const now = ids.length === 1 ? session.issues.get(ids[0] ?? '')?.status : undefined;
    const status = args.status ?? (await askStatus(call, now));
    return changeIssues(services, session, call, {
      ids,
      isBulk: args.issueIds !== undefined,
      change: { status },
      before: statusOf,
      done: vscode.l10n.t('status set to {0}', enumWord(status)),
    });
  },
});
