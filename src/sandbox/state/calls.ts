import { type Call, isJsonObject, type JsonObject, type CallSummary, type State } from './schema.ts';
import { parseTime } from '../time.ts';

const maxTitleLength = 160;

/** Returns a call's summary, else its first message, else its id, as one line. */
function callTitle(details: JsonObject): string {
  const rows = Array.isArray(details['transcripts']) ? details['transcripts'].filter(isJsonObject) : [];
  // The instructions of a language model, as imported calls may have them, are not what the call is about.
  const said = rows.filter((row) => row['user'] !== 'system' && row['user'] !== 'developer');
  const candidates = [details['summary'], ...said.map((row) => row['text'])];
  for (const candidate of candidates) {
    const line = typeof candidate === 'string' ? candidate.replace(/[\s\p{Cc}]+/gu, ' ').trim() : '';
    if (line !== '') return line.length > maxTitleLength ? `${line.slice(0, maxTitleLength - 1).trimEnd()}…` : line;
  }
  return `Call ${String(details['call_id'])}`;
}

/** Fields of Call Details that List Calls leaves out. */
const detailOnly = new Set([
  'transcripts',
  'concatenated_transcript',
  'pathway_logs',
  'pathway_logs_message',
  'request_data',
]);

function listItem(details: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !detailOnly.has(name)));
}

/** @param corrected null when it has none */
export function makeCall(call_id: string, details: JsonObject, corrected: unknown, added_at: string): Call {
  return { call_id, title: callTitle(details), item: listItem(details), added_at, details, corrected };
}

/** Reads a time of a call, in milliseconds; undefined when it is missing or unreadable. */
export function timeOf(details: JsonObject, field: string): number | undefined {
  const time = parseTime(details[field]);
  return Number.isNaN(time) ? undefined : time;
}

const indexes = new WeakMap<State['calls'], ReadonlyMap<string, CallSummary>>();

/** Finds a call by an index that is built once for each list. */
export function findCall({ calls }: State, id: string): CallSummary | undefined {
  const index = indexes.get(calls) ?? new Map(calls.map((call) => [call.call_id, call]));
  indexes.set(calls, index);
  return index.get(id);
}
