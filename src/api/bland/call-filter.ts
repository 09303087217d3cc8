import * as z from 'zod/mini';

const value = z.optional(z.string());
const day = z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)));
const number = z.optional(z.number());
const boolean = z.optional(z.boolean());

/**
 * List Calls, query, by the service's names; `from`, `to` and `limit` belong to the paging. Times filter on `started_at`,
 * so that calls which never connected drop out.
 */
export const callFilterSchema = z.strictObject({
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
