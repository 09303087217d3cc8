import * as vscode from 'vscode';
import { unsaved } from '../../editor/errors/document-errors.ts';
import { explain } from '../../editor/errors/explain.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { forDisplay } from '../../editor/privacy.ts';
import { uiCall } from '../../editor/call.ts';
import type { Services } from '../../editor/services.ts';
import { editOf, faultsOf, type IssueText, readIssueText, type TextFault } from '../../triage/issues/issue-text.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { updateIssue } from '../../triage/outbox/kinds/update-issue.ts';
import type { EditedIssue } from './edited-issue.ts';

/**
 * Sends the edit of a document that the user saved (Update Issue).
 *
 * @returns the texts of the issue afterwards
 * @throws vscode.FileSystemError, on which the document stays unsaved; its text is kept
 */
export async function saveIssue(services: Services, issue: EditedIssue, text: string): Promise<IssueText> {
  const before = issue.seen;
  const edit = editOf(before, readIssueText(text));
  const [fault] = faultsOf(edit);
  if (fault !== undefined) throw unsaved(faultSentence(fault));
  const after = { ...before, ...edit };
  if (Object.keys(edit).length === 0) {
    issue.discard();
    return after;
  }
  const { session, issueId } = issue;
  const payload = { issueId, change: edit, expected: before };
  try {
    const result = await makeWrite(services, session, updateIssue, payload, uiCall);
    const now = isPending(result) ? after : { title: result.title, description: result.description };
    issue.markSent(now);
    if (!isPending(result)) {
      showStatusMessage(vscode.l10n.t('{0} saved', printable(issue.code)));
    }
    return now;
  } catch (error) {
    throw unsaved(forDisplay(explain(error).sentence));
  }
}

export function faultSentence({ field, length, longest }: TextFault): string {
  const { l10n } = vscode;
  if (field === 'description') {
    return l10n.t('A description has at most {0} characters ({1} now).', longest, length);
  }
  return length === 0
    ? l10n.t('Enter a title in the first line.')
    : l10n.t('A title has at most {0} characters ({1} now).', longest, length);
}
