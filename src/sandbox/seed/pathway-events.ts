import { timeOf } from '../state/calls.ts';
import { type Call, isJsonObject, type JsonObject } from '../state/schema.ts';
import { seedId } from './call.ts';
import { meadowbankEvents } from './events/meadowbank-card.ts';
import { quickcartEvents } from './events/quickcart-refund.ts';

/**
 * One event: seconds since the call was answered, its type, the node it happened in, its payload, and for the outcome of
 * an operation the place of its invoke in the list.
 */
export type EventSeed = readonly [second: number, type: string, node: string, payload?: JsonObject, invoke?: number];

const seeds: ReadonlyMap<string, readonly EventSeed[]> = new Map([
  [seedId('call quickcart-refund'), quickcartEvents],
  [seedId('call meadowbank-card'), meadowbankEvents],
]);

const spoken: Readonly<Record<string, string>> = { user: 'transcript.user', assistant: 'transcript.assistant' };
/** Sequences have gaps. */
const step = 3;

/**
 * The events of a call's pathway, in order: those of a sample call, with what was said between them, or those that an
 * imported call brought along in `pathway_logs`. None for every other call.
 */
export function pathwayEventsOf({ call_id: callId, details }: Call): readonly JsonObject[] {
  const seed = seeds.get(callId);
  if (seed === undefined) {
    const logs = Array.isArray(details['pathway_logs']) ? details['pathway_logs'].filter(isJsonObject) : [];
    return logs.filter((event) => typeof event['event_type'] === 'string');
  }
  const start = timeOf(details, 'started_at') ?? 0;
  const rows = Array.isArray(details['transcripts']) ? details['transcripts'].filter(isJsonObject) : [];
  const all = [
    ...seed.map(([second, type, node, payload, invoke], place) => ({
      at: start + second * 1000,
      type,
      node,
      payload: payload ?? {},
      place,
      invoke,
    })),
    ...rows.flatMap((row) => {
      const type = spoken[String(row['user'])];
      const at = timeOf(row, 'created_at');
      if (type === undefined || at === undefined) return [];
      const node = seed.findLast(([second]) => start + second * 1000 <= at)?.[2] ?? null;
      return [{ at, type, node, payload: { text: row['text'] }, place: undefined, invoke: undefined }];
    }),
  ].sort((a, b) => a.at - b.at);
  const sequences = new Map(all.map(({ place }, position) => [place, (position + 1) * step]));
  return all.map(({ at, type, node, payload, invoke }, position) => ({
    conversation_id: callId,
    sequence: (position + 1) * step,
    event_type: type,
    node_id: node,
    operation_id: invoke === undefined ? null : (sequences.get(invoke) ?? null),
    payload,
    created_at: new Date(at).toISOString(),
  }));
}
