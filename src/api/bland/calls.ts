import * as z from 'zod/mini';
import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { isObject, readData, readFlat, readItems, shapeError } from './envelope.ts';
import { type Issue, issueSchema } from './issues.ts';
import * as read from './lenient.ts';
import { toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';
import { concatenatedRows, transcriptRows } from './transcript-rows.ts';
import { readWarmTransfers } from './warm-transfers.ts';

/** Fields that List Calls and Call Details share. Times are ISO 8601, with `Z` or an offset. */
const callShape = {
  call_id: read.required,
  created_at: read.time,
  updated_at: read.time,
  started_at: read.time,
  end_at: read.time,
  /** Minutes. */
  call_length: read.numberOrText,
  to: read.textOrNumber,
  from: read.textOrNumber,
  inbound: read.boolean,
  completed: read.boolean,
  /** `new` to `complete`, and `…_error`. */
  queue_status: read.text,
  /** `completed`, `failed`, `busy`, `no-answer`, `canceled`, `unknown`; others are kept. */
  status: read.text,
  error_message: read.text,
  /** `human`, `voicemail`, `unknown`, `no-answer`, or null. */
  answered_by: read.text,
  /** `ASSISTANT` or `USER`. */
  call_ended_by: read.text,
  record: read.boolean,
  recording_url: read.text,
  /** US dollars. */
  price: read.numberOrText,
  variables: read.object,
  metadata: read.object,
  summary: read.text,
  transferred_to: read.textOrNumber,
  batch_id: read.text,
  pathway_id: read.text,
} as const;

/** An item of List Calls. */
export const callSummarySchema = z.object(callShape);
export type CallSummary = z.output<typeof callSummarySchema>;

/** Call Details. Rows of `concatenated_transcript` stand in for those of `transcripts` where there are none. */
export const callDetailsSchema = z.pipe(
  z.object({
    ...callShape,
    /** Only of imported calls: the platform that the call is from. */
    origin: read.text,
    /** Seconds, as text: `"79"`. */
    corrected_duration: read.textOrNumber,
    pathway_version: read.numberOrText,
    persona_id: read.text,
    transcripts: transcriptRows,
    concatenated_transcript: read.textOrEmpty,
    /** The agent's steps, as events or as turns: see `readPathwayLogs`. */
    pathway_logs: read.orElse(z.array(z.unknown()), () => []),
    warm_transfer_call: z.optional(z.unknown()),
    warm_transfer_calls: z.optional(z.unknown()),
  }),
  z.transform(({ warm_transfer_call, warm_transfer_calls, ...details }) => {
    const rows = details.transcripts.length > 0 ? [] : concatenatedRows(details.concatenated_transcript);
    /** The rows' positions are not known to be the service's. */
    const approximate_index = rows.length > 0;
    const warm_transfers = readWarmTransfers(warm_transfer_call, warm_transfer_calls);
    return { ...details, approximate_index, warm_transfers, ...(approximate_index && { transcripts: rows }) };
  }),
);
export type CallDetails = z.output<typeof callDetailsSchema>;

const value = z.optional(z.string());
const day = z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)));
const number = z.optional(z.number());
const boolean = z.optional(z.boolean());

/**
 * List Calls, query, by the service's names; `from`, `to` and `limit` belong to the paging. Times filter on `started_at`,
 * so that calls which never connected drop out.
 */
const callFilterSchema = z.strictObject({
  call_id: value,
  from_number: value,
  to_number: value,
  ascending: boolean,
  sort_by: z.optional(z.enum(['created_at', 'updated_at'])),
  /** A date or an ISO date and time. */
  start_date: value,
  end_date: value,
  /** Cannot be combined with `start_date` and `end_date`. */
  created_at: day,
  /** IANA name; without it dates are in UTC. */
  timezone: value,
  update_start_date: day,
  update_end_date: day,
  completed: boolean,
  inbound: boolean,
  record: boolean,
  is_simulation: boolean,
  batch_id: value,
  campaign_id: value,
  answered_by: z.optional(z.enum(['human', 'machine', 'unknown', 'voicemail'])),
  call_ended_by: z.optional(z.enum(['USER', 'ASSISTANT'])),
  error_message: value,
  /** Minutes. */
  duration_gt: number,
  duration_lt: number,
  /** US dollars, inclusive. */
  cost_gt: number,
  cost_lt: number,
  twilio_account_sid: value,
  agent_experiment_id: value,
  /** JSON text with a single key and value. */
  analysis_schema: value,
  variables: value,
  exclude_fields: z.optional(z.readonly(z.array(z.string().check(z.minLength(1))))),
});

export type CallFilter = Readonly<z.output<typeof callFilterSchema>>;

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
  const next = from + Math.min(list.length, read.mostPaged);
  const ended = list.length < limit || (typeof total === 'number' && total < countCap && next >= total);
  return { ...readItems(list, callSummarySchema, read.mostPaged), nextCursor: ended ? null : String(next) };
}
