import type { ActivityEntry } from '../../api/bland/activity.ts';
import { maxCommentLength } from '../../api/bland/comments.ts';
import type { Call } from '../../editor/command.ts';
import { makeWrite } from '../../editor/make-write.ts';
import { askForMention } from '../../editor/prompts/ask-mention.ts';
import { checkLength } from '../../editor/prompts/text-prompt.ts';
import type { Services } from '../../editor/services.ts';
import { conversationLink } from '../../triage/conversations/link.ts';
import { addComment } from '../../triage/outbox/kinds/add-comment.ts';
import type { Pending } from '../../triage/outbox/outbox.ts';
import type { Session } from '../../triage/sessions/session.ts';

export interface ConversationComment {
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
  const detail = await askForMention(call, text, allowNorm);
  const payload = { issueId, detail, resourceLinkIds: [linkId], quotes: { conversationId, messageIndex } };
  // No notification: the message in the transcript shows how the comment fares.
  const silent: Call = { fromUi: false, selection: [] };
  const written = makeWrite(services, session, addComment, payload, silent, call.fromUi);
  accepted();
  return written;
}
