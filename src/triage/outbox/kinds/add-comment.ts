import * as z from 'zod/mini';
import type { ActivityEntry } from '../../../api/bland/activity.ts';
import { maxCommentLength } from '../../../api/bland/comments.ts';
import { recentActivity } from '../../activity.ts';
import type { WriteKind } from '../outbox.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({
  issueId: id,
  detail: z.string().check(z.minLength(1), z.maxLength(maxCommentLength)),
  /** Links on the issue that the comment is about. */
  resourceLinkIds: z.optional(z.array(id)),
});

export type AddCommentPayload = Readonly<z.output<typeof schema>>;

/** Add Comment. */
export const addComment: WriteKind<AddCommentPayload, ActivityEntry> = {
  name: 'comment.add',
  schema,
  issueId: ({ issueId }) => issueId,
  send: (api, { issueId, detail, resourceLinkIds }, signal) =>
    api.comments.add(
      issueId,
      { detail, ...(resourceLinkIds === undefined ? {} : { resource_link_ids: resourceLinkIds }) },
      { signal },
    ),
  async find(api, { issueId, detail }, since, isTaken, signal) {
    for await (const entry of recentActivity(api, issueId, since, signal)) {
      // Spaces at its ends may be taken off by the service: they do not make it another comment.
      const same = entry.type === 'comment' && entry.detail.trim() === detail.trim();
      if (same && !isTaken(entry.id)) return entry;
    }
    return undefined;
  },
  resultId: ({ id: entryId }) => entryId,
  apply(stores, { issueId }, entry) {
    const { activity } = stores.issues.contents(issueId);
    if (activity.loaded) activity.put(entry);
  },
};
