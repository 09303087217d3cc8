import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import { type ActivityEntry, activityEntrySchema } from './activity.ts';
import { readData } from './envelope.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

/** The longest comment, in UTF-16 units (the service does not say what it counts; this is the strictest reading). */
export const maxCommentLength = 4000;

/** Add Comment, body. */
const newCommentSchema = z.strictObject({
  detail: z.string().check(z.minLength(1), z.maxLength(maxCommentLength)),
  /** IDs of resource links of the same issue, not of the resources. */
  resource_link_ids: z.optional(z.array(z.string().check(z.minLength(1)))),
});

type NewComment = Readonly<z.output<typeof newCommentSchema>>;

export interface CommentsApi {
  /**
   * POST /v1/triage/issues/{id}/comments. Not idempotent. Comments can be neither edited nor deleted. A text with
   * `@norm` starts a run of Norm, which may edit drafts of pathways: the caller has to ask the user first.
   * @throws InvalidRequestError for a body that breaks a documented limit; nothing was sent
   * @throws NotFoundError
   */
  add(issueId: string, comment: NewComment, options?: RequestOptions): Promise<ActivityEntry>;
}

export function commentsApi(client: Client): CommentsApi {
  return {
    async add(issueId, comment, { signal } = {}) {
      const path = `/v1/triage/issues/${segment(issueId, 'issueId')}/comments`;
      const body = checked(newCommentSchema, comment);
      return readData(await client.request({ method: 'POST', path, body, signal }), activityEntrySchema);
    },
  };
}
