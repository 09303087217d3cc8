import * as z from 'zod/mini';
import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { type CallDetails, callDetailsSchema, type CallSummary, callSummarySchema } from './call.ts';
import { type CallFilter, callFilterSchema } from './call-filter.ts';
import { isObject, readData, readFlat, readItems, shapeError } from './envelope.ts';
import { mostPaged } from './lenient.ts';
import { type Issue, issueSchema } from './issue.ts';
import { toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

export {
  type CallDetails,
  callDetailsSchema,
  type CallSummary,
  callSummarySchema,
  type CallTranscriptRow,
  transcriptRowSchema,
} from './call.ts';
export type { CallFilter } from './call-filter.ts';

export interface CallsApi {
  /**
   * PUT /v1/triage/issues/{id}/calls/{call_id}. Idempotent. Resolves to the issue as it is then.
   * @throws NotFoundError when the issue or the call is not in the organisation
   */
  attach(issueId: string, callId: string, options?: RequestOptions): Promise<Issue>;
  /** DELETE /v1/triage/issues/{id}/calls/{call_id}. Not idempotent. @throws NotFoundError when it is not attached */
  detach(issueId: string, callId: string, options?: RequestOptions): Promise<void>;
  /** GET /v1/calls. `limit` is 1 to 1000, default 50. Cursors are made here, from the service's index window. */
  list(filter?: CallFilter, options?: PageOptions): Promise<Page<CallSummary>>;
  /** GET /v1/calls/{call_id}, with its transcript. Some fields lag up to a minute behind the call's end. @throws NotFoundError */
  details(callId: string, options?: RequestOptions): Promise<CallDetails>;
}

export function callsApi(client: Client): CallsApi {
  const linkOf = (issueId: string, callId: string): string =>
    `/v1/triage/issues/${segment(issueId, 'issueId')}/calls/${segment(callId, 'callId')}`;
  return {
    async attach(issueId, callId, { signal } = {}) {
      const request = { method: 'PUT', path: linkOf(issueId, callId), signal } as const;
      return readData(await client.request(request), issueSchema);
    },
    async detach(issueId, callId, { signal } = {}) {
      await client.request({ method: 'DELETE', path: linkOf(issueId, callId), signal });
    },
    async list(filter = {}, options = {}) {
      const window = windowOf(options);
      const query = toQuery({ ...checked(callFilterSchema, filter), ...window });
      const answer = await client.request({ method: 'GET', path: '/v1/calls', query, signal: options.signal });
      return readCalls(answer, window);
    },
    async details(callId, { signal } = {}) {
      const path = `/v1/calls/${segment(callId, 'callId')}`;
      return readFlat(await client.request({ method: 'GET', path, signal }), callDetailsSchema);
    },
  };
}

/** The part of the list that is asked for: `from` is included, `to` is not. */
interface Window {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

const windowSchema = z.object({
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(1000))),
  cursor: z.optional(z.string().check(z.regex(/^\d{1,9}$/))),
});

function windowOf(options: PageOptions): Window {
  const { limit = 50, cursor } = checked(windowSchema, options);
  const from = Number(cursor ?? 0);
  return { from, to: from + limit, limit };
}

/** `total_count` may stop at this when no date filters the list, and then says nothing about what follows. */
const countCap = 10_000;

/** Reads `{ status, total_count, count, calls }`, which has no cursor: a full window means that there may be more. */
function readCalls(answer: Answer, { from, limit }: Window): Page<CallSummary> {
  const body = isObject(answer.body) ? answer.body : {};
  const list = body['calls'];
  if (!Array.isArray(list)) throw shapeError(answer, 'calls: expected a list');
  const total = body['total_count'];
  const next = from + Math.min(list.length, mostPaged);
  const ended = list.length < limit || (typeof total === 'number' && total < countCap && next >= total);
  return { ...readItems(list, callSummarySchema, mostPaged), nextCursor: ended ? null : String(next) };
}
