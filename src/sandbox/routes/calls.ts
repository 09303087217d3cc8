import * as z from 'zod/mini';
import { flatError, invalidParameter } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { booleanText, decimal, readQuery, wholeNumber } from '../http/query.ts';
import { pathwayEventsOf } from '../seed/pathway-events.ts';
import { timeOf } from '../state/calls.ts';
import type { CallSummary, JsonObject } from '../state/schema.ts';
import { parseTime } from '../time.ts';

const day = 86_400_000;
const position = z.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER));
const dayText = z.string().check(z.refine((text) => startOfDay(text) !== undefined, 'must be a date, YYYY-MM-DD'));
const dateOrTime = z.string().check(z.refine((text) => !Number.isNaN(parseTime(text)), 'must be a date'));
const exact = z.optional(z.string());

const query = {
  from: position,
  to: position,
  limit: z._default(wholeNumber(0, 1000), 1000),
  ascending: z._default(booleanText, false),
  sort_by: z._default(z.enum(['created_at', 'updated_at']), 'created_at'),
  call_id: exact,
  from_number: exact,
  to_number: exact,
  batch_id: exact,
  error_message: exact,
  completed: z.optional(booleanText),
  inbound: z.optional(booleanText),
  record: z.optional(booleanText),
  answered_by: z.optional(z.enum(['human', 'machine', 'unknown', 'voicemail'])),
  call_ended_by: z.optional(z.enum(['USER', 'ASSISTANT'])),
  /** Minutes, exclusive. */
  duration_gt: z.optional(decimal),
  duration_lt: z.optional(decimal),
  /** Compare `started_at`, so calls that never connected are left out. A date is the whole day, UTC. */
  start_date: z.optional(dateOrTime),
  end_date: z.optional(dateOrTime),
  created_at: z.optional(dayText),
};
type Query = z.infer<z.ZodMiniObject<typeof query>>;

/** Parameters that compare for equality, and the fields they compare. */
const equalities = {
  call_id: 'call_id',
  from_number: 'from',
  to_number: 'to',
  batch_id: 'batch_id',
  error_message: 'error_message',
  completed: 'completed',
  inbound: 'inbound',
  record: 'record',
  answered_by: 'answered_by',
  call_ended_by: 'call_ended_by',
} as const;

/** List Calls, Call Details and Pathway Call Events: without an envelope. */
export const calls: Routes = (app, { store }) => {
  app.get('/v1/calls', async (c) => {
    const asked = readQuery(c, query, { refuse: invalidParameter });
    if (asked.created_at !== undefined && (asked.start_date ?? asked.end_date) !== undefined) {
      throw invalidParameter('created_at: cannot be combined with start_date or end_date');
    }
    const { calls: all } = await store.read();
    const found = all.filter(({ item }) => matches(item, asked)).sort(inOrder(asked));
    const from = asked.from ?? 0;
    const size = Math.min(asked.limit, Math.max(0, (asked.to ?? Infinity) - from));
    const window = found.slice(from, from + size).map(({ item }) => item);
    return c.json({ status: 'success', total_count: found.length, count: window.length, calls: window });
  });

  // Pathway events (`v=2`) are left to their own operation.
  app.get('/v1/calls/:callId', async (c) => {
    readQuery(c, { v: z.optional(z.enum(['1', '2'])) }, { refuse: (message) => flatError(400, message) });
    const call = await store.call(c.req.param('callId'));
    if (call === undefined) throw flatError(404, 'Call not found');
    // A recording that was imported with the call is there, whatever the platform said.
    const isRecorded = (await store.read()).recordings.some(({ id }) => id === call.call_id);
    return c.json(isRecorded ? { ...call.details, record: true } : call.details);
  });

  // Without `v=2`, the service answers in an older format, which is not supported here.
  app.get('/v1/pathway_calls/:callId', async (c) => {
    readQuery(c, { v: z.literal('2') }, { refuse: (message) => flatError(400, message) });
    const call = await store.call(c.req.param('callId'));
    if (call === undefined) throw flatError(404, 'Call not found');
    return c.json(pathwayEventsOf(call));
  });
};

function matches(item: JsonObject, asked: Query): boolean {
  for (const [name, field] of Object.entries(equalities)) {
    const wanted = asked[name as keyof typeof equalities];
    if (wanted !== undefined && item[field] !== wanted) return false;
  }
  const { duration_gt: longer, duration_lt: shorter, start_date: start, end_date: end, created_at: created } = asked;
  if (longer !== undefined || shorter !== undefined) {
    const minutes = item['call_length'];
    if (typeof minutes !== 'number' || minutes <= (longer ?? -Infinity) || minutes >= (shorter ?? Infinity))
      return false;
  }
  if (start !== undefined || end !== undefined) {
    const started = timeOf(item, 'started_at') ?? Number.NaN;
    const last = end === undefined ? Infinity : (startOfDay(end) ?? parseTime(end) - day) + day;
    if (!(started >= (start === undefined ? -Infinity : parseTime(start)) && started <= last)) return false;
  }
  const first = created === undefined ? undefined : startOfDay(created);
  if (first === undefined) return true;
  const made = timeOf(item, 'created_at') ?? Number.NaN;
  return made >= first && made < first + day;
}

/** Returns the start of a date YYYY-MM-DD, UTC, in milliseconds; undefined for other texts. */
function startOfDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const time = parseTime(text);
  return Number.isNaN(time) ? undefined : time;
}

function inOrder(asked: Query): (a: CallSummary, b: CallSummary) => number {
  const timeOfCall = (call: CallSummary): number =>
    timeOf(call.item, asked.sort_by) ?? timeOf(call.item, 'created_at') ?? parseTime(call.added_at);
  const direction = asked.ascending ? 1 : -1;
  return (a, b) => direction * (timeOfCall(a) - timeOfCall(b) || (a.call_id < b.call_id ? -1 : 1));
}
