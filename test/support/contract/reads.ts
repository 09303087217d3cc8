import * as z from 'zod/mini';
import { count, id, none, parameters } from './fields.ts';
import { nowhere, type Operation } from './operation.ts';

const truth = z.enum(['true', 'false']);
const number = z.string().check(z.regex(/^\d+(\.\d+)?$/));
const date = z.string().check(z.regex(/^\d{4}-\d\d-\d\d(T.+)?$/));

const calls = parameters({
  call_id: id,
  from_number: id,
  to_number: id,
  from: number,
  to: number,
  limit: z.string().check(z.refine((text) => /^\d{1,4}$/.test(text) && Number(text) <= 1000)),
  ascending: truth,
  sort_by: z.enum(['created_at', 'updated_at']),
  start_date: date,
  end_date: date,
  created_at: date,
  timezone: id,
  update_start_date: date,
  update_end_date: date,
  completed: truth,
  inbound: truth,
  record: truth,
  is_simulation: truth,
  batch_id: id,
  campaign_id: id,
  answered_by: z.enum(['human', 'machine', 'unknown', 'voicemail']),
  call_ended_by: z.enum(['USER', 'ASSISTANT']),
  error_message: id,
  duration_gt: number,
  duration_lt: number,
  cost_gt: number,
  cost_lt: number,
  twilio_account_sid: id,
  agent_experiment_id: id,
  analysis_schema: id,
  variables: id,
  exclude_fields: z.union([id, z.array(id)]),
});

const conversations = parameters({
  page: count(9_999_999),
  pageSize: count(),
  sortBy: z.enum(['created_at', 'updated_at', 'user_number', 'agent_number', 'is_active', 'message_count']),
  sortDir: z.enum(['asc', 'desc']),
});

const read = { method: 'GET', answers: [200], refusals: [] } as const;

/** What else of the service is read beside the triage operations. */
export const readOperations = {
  'List Calls': { ...read, path: '/v1/calls', query: calls, shape: 'list' },
  'Call Details': { ...read, path: '/v1/calls/{call}', query: parameters({ v: z.literal('2') }), shape: 'object' },
  'Corrected Transcript': {
    ...read,
    path: '/v1/calls/{call}/correct',
    query: none,
    shape: 'object',
    refusals: [
      { because: 'there is no such call', path: { call: nowhere }, status: 404, code: 'CALL_NOT_FOUND' },
      { because: 'the call is too short', path: { call: '{shortCall}' }, status: 400, code: 'CALL_LENGTH_TOO_SHORT' },
      {
        because: 'there is no recording to transcribe',
        path: { call: '{unrecordedCall}' },
        status: 500,
        code: 'RECORDING_URL_CONVERSION_FAILED',
      },
    ],
  },
  'Pathway Call Events': {
    ...read,
    path: '/v1/pathway_calls/{call}',
    query: z.strictObject({ v: z.literal('2') }),
    shape: 'list',
  },
  'Call Recording': {
    ...read,
    path: '/v1/recordings/{call}',
    answers: [200, 206],
    query: parameters({ RequestedChannels: z.enum(['1', '2']) }),
    shape: 'object',
  },
  'Recording URL': { ...read, path: '/v1/calls/{call}/recording', query: none, shape: 'object' },
  'List SMS Conversations': { ...read, path: '/v1/sms/conversations', query: conversations, shape: 'list' },
  'Current account': { ...read, path: '/v1/me', query: none, shape: 'object' },
  'List Members': { ...read, path: '/v1/orgs/{org}/members', query: none, shape: 'list' },
} as const satisfies Record<string, Operation>;
