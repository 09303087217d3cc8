import * as z from 'zod/mini';
import type { CallFilter as ServiceFilter, CallSummary } from '../../api/bland/calls.ts';
import { isoTime } from '../../shared/time.ts';

const text = z.string().check(z.minLength(1));
/** Digits as a service writes a number, once what people put between them is gone. */
const number = z.pipe(
  z.string(),
  z.pipe(
    z.transform((typed: string) => typed.replace(/[\s().-]/g, '')),
    z.string().check(z.regex(/^\+?\d{3,15}$/, 'a number has 3 to 15 digits, such as +14155550100')),
  ),
);
const dateText = z.string().check(z.refine((typed) => momentOf(typed, false) !== undefined, 'write it as 2026-04-30'));
const seconds = z.number().check(z.nonnegative());

/** Filters of the calls view. All but the last three are sent to the service. */
export const callFilterSchema = z.strictObject({
  /** A number that called or was called. */
  number: z.optional(number),
  /** A day, which counts whole and in local time, or an ISO date and time. Calls that never began drop out. */
  startDate: z.optional(dateText),
  endDate: z.optional(dateText),
  completed: z.optional(z.boolean()),
  answeredBy: z.optional(z.enum(['human', 'machine', 'unknown', 'voicemail'])),
  endedBy: z.optional(z.enum(['USER', 'ASSISTANT'])),
  inbound: z.optional(z.boolean()),
  /** Seconds, both inclusive. */
  minDuration: z.optional(seconds),
  maxDuration: z.optional(seconds),
  /** Reviewed on this machine or not, of the loaded calls: the service does not know. */
  reviewed: z.optional(z.boolean()),
  /** Looked for among the loaded calls, since the service cannot search them. */
  text: z.optional(text),
  /** Looked for among the loaded calls as well. */
  agentId: z.optional(text),
});

export type CallFilter = Readonly<z.output<typeof callFilterSchema>>;

/** Tells whether a filter is applied to loaded calls, since the service cannot. */
export function isLocal({ reviewed, text: words, agentId }: CallFilter): boolean {
  return reviewed !== undefined || words !== undefined || agentId !== undefined;
}

/** A millisecond in minutes: the service's bounds are exclusive or not documented, ours include their value. */
const hairMinutes = 1 / 60_000;

/**
 * The lists that are asked of List Calls: the service tells the caller's number from the called one, the filter does not, so a
 * number makes two, whose calls belong together.
 */
export function serviceFilters(filter: CallFilter): readonly ServiceFilter[] {
  const {
    number: wanted,
    startDate,
    endDate,
    completed,
    answeredBy,
    endedBy,
    inbound,
    minDuration,
    maxDuration,
  } = filter;
  const common: ServiceFilter = {
    ...(startDate === undefined ? {} : { start_date: momentOf(startDate, false) }),
    ...(endDate === undefined ? {} : { end_date: momentOf(endDate, true) }),
    ...(completed === undefined ? {} : { completed }),
    ...(answeredBy === undefined ? {} : { answered_by: answeredBy }),
    ...(endedBy === undefined ? {} : { call_ended_by: endedBy }),
    ...(inbound === undefined ? {} : { inbound }),
    ...(minDuration === undefined || minDuration === 0 ? {} : { duration_gt: minutes(minDuration, -hairMinutes) }),
    ...(maxDuration === undefined ? {} : { duration_lt: minutes(maxDuration, hairMinutes) }),
  };
  if (wanted === undefined) return [common];
  return [
    { ...common, from_number: wanted },
    { ...common, to_number: wanted },
  ];
}

/** Tells whether a loaded call has the filter's text in its summary, numbers, id or status. */
export function hasText(call: CallSummary, filter: CallFilter): boolean {
  if (filter.text === undefined) return true;
  const { summary, from, to, call_id: id, status, error_message: error, answered_by: answered } = call;
  const all = [summary, from, to, id, status, error, answered].filter((part) => part !== null).join('\n');
  return all.toLowerCase().includes(filter.text.toLowerCase());
}

function minutes(value: number, by: number): number {
  return Number((value / 60 + by).toFixed(6));
}

/**
 * A point in time as ISO 8601 in UTC: a date alone begins or ends at the local midnight, a time without a zone is UTC.
 * Undefined for what is no date.
 */
function momentOf(typed: string, atEnd: boolean): string | undefined {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed);
  if (day === null) return /^\d{4}-\d{2}-\d{2}[T ]/i.test(typed) ? (isoTime(typed) ?? undefined) : undefined;
  const [year, month, date] = [Number(day[1]), Number(day[2]), Number(day[3])];
  const start = new Date(year, month - 1, date);
  if (start.getMonth() !== month - 1 || start.getDate() !== date) return undefined;
  return atEnd ? new Date(year, month - 1, date, 23, 59, 59, 999).toISOString() : start.toISOString();
}
