import * as z from 'zod/mini';
import { invalidParameter } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { decimal, readQuery, truth, wholeNumber } from '../http/query.ts';
import { timeOf } from '../state/calls.ts';
import type { JsonObject, KeptCall } from '../state/schema.ts';
import { timeIn } from '../time.ts';

const day = 86_400_000;
const index = z.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER));
const dayText = z.string().check(z.refine((text) => startOfDay(text) !== undefined, 'must be a date, YYYY-MM-DD'));
const moment = z.string().check(z.refine((text) => !Number.isNaN(timeIn(text)), 'must be a date'));
const equal = z.optional(z.string());

const query = {
  from: index,
  to: index,
  limit: z._default(wholeNumber(0, 1000), 1000),
  ascending: z._default(truth, false),
  sort_by: z._default(z.enum(['created_at', 'updated_at']), 'created_at'),
  call_id: equal,
  from_number: equal,
  to_number: equal,
  batch_id: equal,
  error_message: equal,
  completed: z.optional(truth),
  inbound: z.optional(truth),
  record: z.optional(truth),
  answered_by: z.optional(z.enum(['human', 'machine', 'unknown', 'voicemail'])),
  call_ended_by: z.optional(z.enum(['USER', 'ASSISTANT'])),
  /** Minutes, exclusive. */
  duration_gt: z.optional(decimal),
  duration_lt: z.optional(decimal),
  /** By `started_at`, so that a call which never connected drops out. A date alone is that whole day, UTC. */
  start_date: z.optional(moment),
  end_date: z.optional(moment),
  created_at: z.optional(dayText),
};
type Query = z.infer<z.ZodMiniObject<typeof query>>;

/** The query's names and the fields they compare for equality. */
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

/** GET /v1/calls (List Calls): flat, paged by an index window, newest first. */
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
    const last = end === undefined ? Infinity : (startOfDay(end) ?? timeIn(end) - day) + day;
    // A date that ends a range counts to its last moment.
    if (!(started >= (start === undefined ? -Infinity : timeIn(start)) && started <= last)) return false;
  }
  const first = created === undefined ? undefined : startOfDay(created);
  if (first === undefined) return true;
  const made = timeOf(item, 'created_at') ?? Number.NaN;
  return made >= first && made < first + day;
}

/** The first millisecond of a date written YYYY-MM-DD, UTC; undefined for every other text. */
function startOfDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const time = timeIn(text);
  return Number.isNaN(time) ? undefined : time;
}

function inOrder(asked: Query): (a: KeptCall, b: KeptCall) => number {
  const place = (call: KeptCall): number =>
    timeOf(call.item, asked.sort_by) ?? timeOf(call.item, 'created_at') ?? timeIn(call.added_at);
  const direction = asked.ascending ? 1 : -1;
  return (a, b) => direction * (place(a) - place(b) || (a.call_id < b.call_id ? -1 : 1));
}
