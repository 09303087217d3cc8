import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { issueSeverities } from '../../api/bland/issues.ts';
import { defineCommand } from '../../editor/command.ts';
import { askSeverity, severityOf } from '../ask-issue-fields.ts';
import { askIssues, changeIssues, issuesTarget } from '../change-issues.ts';
import { enumWord } from '../enum-word.ts';

/** Sets the severity of one issue or several (Update Issue). */
export default defineCommand({
  args: z.object({ ...issuesTarget, severity: z.optional(z.enum(issueSeverities)) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const ids = await askIssues(session, args, call);
    const now = ids.length === 1 ? session.issues.get(ids[0] ?? '')?.severity : undefined;
    const severity = args.severity ?? (await askSeverity(call, now));
    return changeIssues(services, session, call, {
      ids,
      isBulk: args.issueIds !== undefined,
      change: { severity },
      before: severityOf,
      done: vscode.l10n.t('severity set to {0}', enumWord(severity)),
    });
  },
});
