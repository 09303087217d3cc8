import { NotAttachedError } from './errors.ts';
import type { Session } from '../sessions/session.ts';

const type = 'sms_conversation';

/** Tells whether a conversation is attached to an issue; null while the issue's evidence is not loaded. */
export function isAttached({ issues }: Session, issueId: string, conversationId: string): boolean | null {
  const { resources } = issues.contents(issueId);
  const isIts = (link: { resource_type: string; resource_id: string }): boolean =>
    link.resource_type === type && link.resource_id === conversationId;
  if (resources.items.some(isIts)) return true;
  return resources.loaded && !resources.hasMore ? false : null;
}

/**
 * The id of the link by which a conversation is on an issue: what a comment refers to it by.
 *
 * @throws NotAttachedError, ServiceError
 */
export async function conversationLink({ issues }: Session, issueId: string, conversationId: string): Promise<string> {
  await issues.loadResources(issueId);
  const { items } = issues.contents(issueId).resources;
  const link = items.find((one) => one.resource_type === type && one.resource_id === conversationId);
  if (link === undefined) throw new NotAttachedError(conversationId);
  return link.id;
}
