import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import * as read from './lenient.ts';
import { pagingQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

/** The longest note, in UTF-16 units (the service does not say what it counts; this is the strictest reading). */
const maxNoteLength = 4000;

export const flagSchema = z.object({
  id: read.required,
  org_id: read.text,
  issue_id: read.text,
  call_id: read.required,
  /** As the service normalised it: lower_snake_case. */
  type: read.required,
  /** Empty when there is none. */
  note: read.textOrEmpty,
  node_id: read.text,
  node_name: read.text,
  /** Position in the call's `transcripts[]`, counting every row, from zero. */
  message_index: read.position,
  message_text: read.text,
  author_id: read.text,
  created_at: read.time,
});

export type Flag = z.output<typeof flagSchema>;

/** Add Flag, body, as it is checked before it is sent. */
export const newFlagSchema = z.strictObject({
  call_id: z.string().check(z.minLength(1)),
  type: z.string().check(z.regex(/\S/)),
  note: z.optional(z.string().check(z.minLength(1), z.maxLength(maxNoteLength))),
  node_id: z.optional(z.string().check(z.minLength(1))),
  node_name: z.optional(z.string()),
  message_index: z.optional(z.int().check(z.nonnegative())),
  /** The row's text verbatim: neither trimmed nor cut. */
  message_text: z.optional(z.string()),
});

/** `note` is 1 to 4000 characters or absent, never empty. */
export type NewFlag = Readonly<z.output<typeof newFlagSchema>>;

export interface FlagsApi {
  /** GET /v1/triage/issues/{id}/flags: all flags of the issue, over all its calls. @throws NotFoundError */
  list(issueId: string, options?: PageOptions): Promise<Page<Flag>>;
  /**
   * POST /v1/triage/issues/{id}/flags. Not idempotent: sending it twice makes two flags.
   * @throws ConflictError with code `call_not_attached` when the call is not on the issue
   * @throws InvalidRequestError for a body that breaks a documented limit; nothing was sent
   */
  add(issueId: string, flag: NewFlag, options?: RequestOptions): Promise<Flag>;
  /** DELETE /v1/triage/issues/{id}/flags/{flag_id}. @throws NotFoundError when it is gone already */
  remove(issueId: string, flagId: string, options?: RequestOptions): Promise<void>;
}

export function flagsApi(client: Client): FlagsApi {
  const pathOf = (issueId: string): string => `/v1/triage/issues/${segment(issueId, 'issueId')}/flags`;
  return {
    async list(issueId, options = {}) {
      const query = pagingQuery(options);
      const answer = await client.request({ method: 'GET', path: pathOf(issueId), query, signal: options.signal });
      return readList(answer, flagSchema);
    },
    async add(issueId, flag, { signal } = {}) {
      const body = checked(newFlagSchema, flag);
      return readData(await client.request({ method: 'POST', path: pathOf(issueId), body, signal }), flagSchema);
    },
    async remove(issueId, flagId, { signal } = {}) {
      await client.request({ method: 'DELETE', path: `${pathOf(issueId)}/${segment(flagId, 'flagId')}`, signal });
    },
  };
}
