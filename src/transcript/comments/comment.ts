import * as vscode from 'vscode';
import type { ActivityEntry } from '../../api/bland/activity.ts';
import { maxCommentLength } from '../../api/bland/comments.ts';
import type { Call } from '../../editor/call.ts';
import { isCancelled } from '../../editor/errors/cancelled.ts';
import { explain } from '../../editor/errors/explain.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { confirmMention } from '../../editor/prompts/confirm-mention.ts';
import { checkLength } from '../../editor/prompts/text-prompt.ts';
import type { Services } from '../../editor/services.ts';
import type { PageMessageOf } from '../../shared/messages.ts';
import { conversationLink } from '../../triage/conversations/link.ts';
import { addComment } from '../../triage/outbox/kinds/add-comment.ts';
import { attachResource } from '../../triage/outbox/kinds/attach-resource.ts';
import type { Pending } from '../../triage/outbox/outbox.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { ConversationPort } from '../panel/ports.ts';
import { commentMarks } from './comment-marks.ts';

interface ConversationComment {
  readonly issueId: string;
  readonly conversationId: string;
  /** Raw index of the message that it quotes. */
  readonly messageIndex: number;
  readonly text: string;
  readonly allowNorm: boolean;
}

/**
 * Comments on an issue about an SMS conversation that is attached to it.
 *
 * @param accepted called once the comment is in the outbox
 * @throws NotAttachedError, NormConsentError, Cancelled, ServiceError
 */
export async function commentOnConversation(
  services: Services,
  session: Session,
  { issueId, conversationId, messageIndex, text, allowNorm }: ConversationComment,
  call: Call,
  accepted: () => void = () => undefined,
): Promise<ActivityEntry | Pending> {
  checkLength('note', text, maxCommentLength);
  const linkId = await conversationLink(session, issueId, conversationId);
  const detail = await confirmMention(call, text, allowNorm);
  const payload = { issueId, detail, resourceLinkIds: [linkId], quotes: { conversationId, messageIndex } };
  // No notification: the message in the transcript shows how the comment fares.
  const silent: Call = { fromUi: false, selection: [] };
  const written = makeWrite(services, session, addComment, payload, silent, call.fromUi);
  accepted();
  return written;
}

/** Posts a comment written in the page's composer, and says in the page whether it was stored. */
export async function commentFromPage(
  panel: ConversationPort,
  services: Services,
  { index, text }: PageMessageOf<'comment/create'>,
): Promise<void> {
  const { conversation, target } = panel;
  const session = panel.session();
  if (target.issueId === null || conversation === undefined) return;
  const { conversationId, rows } = conversation;
  if (!rows.some((row) => row.index === index)) return;
  const comment = { issueId: target.issueId, conversationId, messageIndex: index, text, allowNorm: false };
  let isAccepted = false;
  const accept = (): void => {
    isAccepted = true;
    panel.post({ type: 'commented', index, accepted: true });
  };
  try {
    const result = await commentOnConversation(services, session, comment, { fromUi: true, selection: [] }, accept);
    panel.say(
      isPending(result)
        ? vscode.l10n.t('Your comment is saved and will be sent.')
        : vscode.l10n.t('Comment added. Comments cannot be edited or deleted.'),
      'info',
    );
  } catch (error) {
    // Once it is accepted, the quoted message shows the error.
    if (isAccepted) return;
    panel.post({ type: 'commented', index, accepted: false });
    if (!isCancelled(error)) panel.say(explain(error).sentence, 'warning');
  }
}

/** Retries or discards a comment on this conversation that is not stored. */
export async function resolveComment(
  panel: ConversationPort,
  { id, action }: PageMessageOf<'comment/resolve'>,
): Promise<void> {
  const { conversation, target } = panel;
  const session = panel.session();
  if (target.issueId === null || conversation === undefined) return;
  const marks = commentMarks(session, target.issueId, conversation.conversationId);
  if (!marks.some((mark) => mark.id === id && mark.state !== 'stored')) return;
  if (action === 'retry') await session.outbox.retry(id);
  else if (!(await session.outbox.discard(id)))
    panel.say(vscode.l10n.t('The comment is already being sent.'), 'warning');
}

/** Attaches the conversation to the panel's issue. @throws ServiceError */
export async function attachConversation(panel: ConversationPort, services: Services): Promise<void> {
  const { conversation, target } = panel;
  const session = panel.session();
  if (target.issueId === null || conversation === undefined) return;
  const { conversationId: resourceId } = conversation;
  const payload = { issueId: target.issueId, resourceType: 'sms_conversation', resourceId };
  await makeWrite(services, session, attachResource, payload, { fromUi: true, selection: [] });
}
