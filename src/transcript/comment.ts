import * as vscode from 'vscode';
import type { ActivityEntry } from '../api/bland/activity.ts';
import { maxCommentLength } from '../api/bland/comments.ts';
import { askForMention } from '../editor/ask-mention.ts';
import { isCancelled } from '../editor/cancelled.ts';
import type { Call } from '../editor/command.ts';
import { explain } from '../editor/explain.ts';
import { isPending, makeWrite } from '../editor/make-write.ts';
import type { Services } from '../editor/services.ts';
import { checkLength } from '../editor/text-prompt.ts';
import type { PageMessageOf } from '../shared/messages.ts';
import { conversationLink } from '../triage/conversation-link.ts';
import type { Pending } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/session.ts';
import { addComment } from '../triage/outbox/kinds/add-comment.ts';
import { attachResource } from '../triage/outbox/kinds/attach-resource.ts';
import type { TranscriptPanel } from './panel.ts';

export interface ConversationComment {
  readonly issueId: string;
  readonly conversationId: string;
  readonly text: string;
  readonly allowNorm: boolean;
}

/**
 * Comments on an issue about an SMS conversation that is attached to it.
 *
 * @param taken is told once everything is agreed to and the outbox has the words
 * @throws NotAttachedError, NormConsentError, Cancelled, ServiceError
 */
export async function commentOn(
  services: Services,
  session: Session,
  { issueId, conversationId, text, allowNorm }: ConversationComment,
  call: Call,
  taken: () => void = () => undefined,
): Promise<ActivityEntry | Pending> {
  checkLength('note', text, maxCommentLength);
  const linkId = await conversationLink(session, issueId, conversationId);
  const detail = await askForMention(call, text, allowNorm);
  const payload = { issueId, detail, resourceLinkIds: [linkId] };
  const written = makeWrite(services, session, addComment, payload, call, call.fromUi);
  taken();
  return written;
}

/** Posts what was written in the composer, and says in the page what became of it. */
export async function commentFromPage(
  panel: TranscriptPanel,
  { index, text }: PageMessageOf<'comment/create'>,
): Promise<void> {
  const { conversation, services, session, target } = panel;
  if (target.issueId === null || conversation === undefined) return;
  const { conversationId } = conversation;
  const comment = { issueId: target.issueId, conversationId, text, allowNorm: false };
  let accepted = false;
  const taken = (): void => {
    accepted = true;
    panel.post({ type: 'commented', index, accepted });
  };
  try {
    const result = await commentOn(services, session, comment, { fromUi: true, selection: [] }, taken);
    panel.say(
      isPending(result)
        ? vscode.l10n.t('The comment is kept and will be sent.')
        : vscode.l10n.t('Comment added. It cannot be changed or taken back.'),
      'info',
    );
  } catch (error) {
    if (!accepted) panel.post({ type: 'commented', index, accepted });
    if (isCancelled(error)) return;
    const { sentence } = explain(error);
    const kept = vscode.l10n.t('{0} The comment is kept: see the status bar.', sentence);
    panel.say(accepted ? kept : sentence, 'warning');
  }
}

/** Attaches the conversation that is shown to the issue it is read under. @throws what the service refuses it with */
export async function attachShown({ conversation, services, session, target }: TranscriptPanel): Promise<void> {
  if (target.issueId === null || conversation === undefined) return;
  const { conversationId: resourceId } = conversation;
  const payload = { issueId: target.issueId, resourceType: 'sms_conversation', resourceId };
  await makeWrite(services, session, attachResource, payload, { fromUi: true, selection: [] });
}
