import * as z from 'zod/mini';
import type { ActivityEntry } from '../../../api/bland/activity.ts';
import { maxCommentLength } from '../../../api/bland/comments.ts';
import type { Outcome, WriteKind } from '../kind.ts';
import { isSameText } from '../same-text.ts';
import { readNewest } from '../list-reading.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({
  issueId: id,
  detail: z.string().check(z.minLength(1), z.maxLength(maxCommentLength)),
  /** Links on the issue that the comment is about. */
  resourceLinkIds: z.optional(z.array(id)),
  /** The message of an SMS conversation that it quotes: the service has no field for that. */
  quotes: z.optional(z.object({ conversationId: id, messageIndex: z.int().check(z.nonnegative()) })),
});

export type AddCommentPayload = Readonly<z.output<typeof schema>>;

/** Add Comment. */
export const addComment: WriteKind<AddCommentPayload, ActivityEntry> = {
  name: 'comment.add',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ issueId, detail, resourceLinkIds }) => ({
    type: 'creation',
    async find(api, baseline, signal) {
      const list = await readNewest((page) => api.activity.list(issueId, page), baseline, signal);
      const comments = list.items.filter(({ type }) => type === 'comment');
      return {
        ...list,
        objects: comments.map((entry) => ({
          isSame: isSameText(detail, entry.detail),
          ...done(entry),
        })),
      };
    },
    async send(api, signal) {
      const links = resourceLinkIds === undefined ? {} : { resource_link_ids: resourceLinkIds };
      return done(await api.comments.add(issueId, { detail, ...links }, { signal })).outcome;
    },
  }),
  apply(stores, { issueId, detail, quotes }, entry) {
    const { activity } = stores.issues.contents(issueId);
    if (activity.loaded) activity.put(entry);
    if (quotes !== undefined) stores.conversations.addComment({ id: entry.id, issueId, detail, quotes });
  },
};

function done(entry: ActivityEntry): {
  made: { id: string; author: string | null };
  outcome: Outcome<AddCommentPayload, ActivityEntry>;
} {
  const made = { id: entry.id, author: entry.actor?.id ?? null };
  return { made, outcome: { made, result: entry } };
}
