import * as vscode from 'vscode';
import { type Call, fromView } from '../editor/call.ts';
import type { Attachment } from '../api/talkdesk/attachments.ts';
import { pickIssue } from '../editor/prompts/issue-picker.ts';
import { isPending, makeWrite } from '../editor/make-write.ts';
import { orCancelled, isCancelled } from '../editor/errors/cancelled.ts';
import { inform, showStatusMessage, reportError, warn } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import { connectionKey } from '../triage/sessions/connection.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { TalkdeskSession } from '../triage/sessions/talkdesk-session.ts';
import { addComment } from '../triage/outbox/kinds/add-comment.ts';
import { sizeInWords } from './transfer.ts';

/**
 * Reports an attachment, and offers to open it or to comment on an issue about it. Does not wait.
 *
 * @param also a warning to add
 */
export function reportUploaded(
  services: Services,
  talkdesk: TalkdeskSession,
  attachment: Attachment,
  issue: { readonly session: Session; readonly issueId: string } | undefined,
  call: Call,
  also = '',
): void {
  const { l10n } = vscode;
  const open = l10n.t('Open…');
  const tell = issue === undefined ? l10n.t('Add to an Issue…') : l10n.t('Comment on the Issue');
  const sentence = l10n.t('Uploaded {0} to {1}.', attachment.name, talkdesk.connection.label);
  const answer = async (chosen: string | undefined): Promise<void> => {
    try {
      if (chosen === open) {
        await vscode.commands.executeCommand('callTriage.openAttachment', attachmentRow(talkdesk, attachment));
      } else if (chosen === tell) {
        await commentOnIssue(
          services,
          talkdesk,
          attachment,
          issue ?? (await addToChosenIssue(services, talkdesk, attachment)),
          call,
        );
      }
    } catch (error) {
      if (!isCancelled(error)) await reportError(services, error);
    }
  };
  const show = also === '' ? inform : warn;
  void show(`${sentence} ${also}`.trim(), tell, open).then(answer);
}

async function addToChosenIssue(services: Services, talkdesk: TalkdeskSession, attachment: Attachment) {
  const session = services.session();
  const issueId = orCancelled(await pickIssue(session));
  await services.made.add({
    attachmentId: attachment.id,
    talkdeskId: talkdesk.connection.id,
    name: attachment.name,
    size: attachment.size,
    type: attachment.type,
    owner: connectionKey(session.connection),
    issueId,
    madeAt: new Date().toISOString(),
  });
  return { session, issueId };
}

/** Comments on the issue, so that everyone who sees it knows about the attachment. */
async function commentOnIssue(
  services: Services,
  { connection }: TalkdeskSession,
  { id, name, size, type }: Attachment,
  { session, issueId }: { readonly session: Session; readonly issueId: string },
  call: Call,
): Promise<void> {
  const facts = [size === null ? '' : sizeInWords(size), type ?? '', `id ${id}`]
    .filter((fact) => fact !== '')
    .join(', ');
  const detail = `Talkdesk attachment: ${name} (${facts}), ${connection.label}`.replaceAll(/@norm/gi, '@ norm');
  const result = await makeWrite(services, session, addComment, { issueId, detail }, call, true);
  if (!isPending(result)) showStatusMessage(vscode.l10n.t('Comment added'));
}

/** Arguments for `openAttachment`. */
function attachmentRow({ connection }: TalkdeskSession, { id }: Attachment) {
  return { attachmentId: id, talkdeskId: connection.id, [fromView]: true };
}
