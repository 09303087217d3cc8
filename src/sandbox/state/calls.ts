import { type Call, isJsonObject, type JsonObject, type KeptCall, type State } from './schema.ts';
import { timeIn } from '../time.ts';

/** The longest title of a call, in characters. */
const longestTitle = 160;

/** One line that says what a call is about: its summary, else the first thing said, else its number. */
function callTitle(details: JsonObject): string {
  const rows = Array.isArray(details['transcripts']) ? details['transcripts'].filter(isJsonObject) : [];
  const candidates = [details['summary'], ...rows.map((row) => row['text'])];
  for (const candidate of candidates) {
    const line = typeof candidate === 'string' ? candidate.replace(/[\s\p{Cc}]+/gu, ' ').trim() : '';
    if (line !== '') return line.length > longestTitle ? `${line.slice(0, longestTitle - 1).trimEnd()}…` : line;
  }
  return `Call ${String(details['call_id'])}`;
}

/** The fields of Call Details that List Calls leaves out. */
const detailOnly = new Set([
  'transcripts',
  'concatenated_transcript',
  'pathway_logs',
  'pathway_logs_message',
  'request_data',
]);

/** A call as List Calls answers it. */
function callItem(details: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !detailOnly.has(name)));
}

/** A call as it is kept. @param corrected null when none came with it */
export function makeCall(call_id: string, details: JsonObject, corrected: unknown, added_at: string): Call {
  return { call_id, title: callTitle(details), item: callItem(details), added_at, details, corrected };
}

/** When a call's field says, in milliseconds; undefined when it does not say so readably. */
export function timeOf(details: JsonObject, field: string): number | undefined {
  const time = timeIn(details[field]);
  return Number.isNaN(time) ? undefined : time;
}

const indexes = new WeakMap<State['calls'], ReadonlyMap<string, KeptCall>>();

/** The call of an id, found without going through all of them each time. */
export function findCall({ calls }: State, id: string): KeptCall | undefined {
  const index = indexes.get(calls) ?? new Map(calls.map((call) => [call.call_id, call]));
  indexes.set(calls, index);
  return index.get(id);
}
