import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { askInput } from '../../editor/prompts/input.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { confirm, showStatusMessage } from '../../editor/notices.ts';
import { askIssue, issueTarget } from '../../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { codeOf } from '../../triage/issues/issue-code.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { deleteIssue } from '../../triage/outbox/kinds/delete-issue.ts';
import { statusOf } from '../ask-issue-fields.ts';
import { changeIssues } from '../change-issues.ts';
import { waitInUi } from '../../editor/progress.ts';

/** Deletes an issue once its code has been typed, or closes it, which keeps everything. */
export default defineCommand({
  args: z.object({ ...issueTarget, confirm: z.optional(z.string()) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const issue = await waitInUi(call, vscode.l10n.t('Loading issue'), session.issues.find(issueId));
    if (!isCode(args.confirm, issue) && (await confirmDeletion(issue, call)) === 'close') {
      return changeIssues(services, session, call, {
        ids: [issueId],
        isBulk: false,
        change: { status: 'closed' },
        before: statusOf,
        done: vscode.l10n.t('closed'),
      });
    }
    const result = await makeWrite(services, session, deleteIssue, { issueId }, call);
    if (call.fromUi && !isPending(result)) {
      const sentence = vscode.l10n.t('Deleted {0}', printable(issue.triage_id));
      showStatusMessage(sentence);
    }
    return result;
  },
});

/** Names what will be deleted, and has the code typed. */
async function confirmDeletion(issue: Issue, call: Call): Promise<'delete' | 'close'> {
  const code = printable(issue.triage_id);
  if (!call.fromUi) {
    throw new InvalidArgumentError('confirm', `Deleting needs "confirm" to be the issue's code, ${code}.`);
  }
  const { l10n } = vscode;
  const go = l10n.t('Delete…');
  const close = l10n.t('Close Instead');
  const chosen = await confirm(
    l10n.t('Permanently delete {0}?', code),
    l10n.t(
      '{0}\n\nIts flags ({1}), relations ({2}), comments and Norm sessions will be permanently deleted. Calls, SMS conversations and files are kept. Close the issue instead to keep everything.',
      printable(issue.title),
      issue.flag_count,
      issue.relation_count,
    ),
    ...(issue.status === 'closed' ? [go] : [close, go]),
  );
  if (chosen === close) return 'close';
  const sentence = l10n.t('Type {0} to delete it', code);
  orCancelled(
    await askInput({
      title: l10n.t('Delete {0}', code),
      prompt: sentence,
      ignoreFocusOut: true,
      validateInput: (typed) => (isCode(typed, issue) ? undefined : sentence),
    }),
  );
  return 'delete';
}

function isCode(typed: string | undefined, issue: Issue): boolean {
  return typed !== undefined && (codeOf(typed) ?? typed.trim()) === issue.triage_id;
}
