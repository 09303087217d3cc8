import { timeOf } from '../state/calls.ts';
import { type Call, isJsonObject, type JsonObject } from '../state/schema.ts';
import type { EventSeed } from './call.ts';
import { callSeeds } from './calls/index.ts';
import { seedId } from './id.ts';

const seeds: ReadonlyMap<string, readonly EventSeed[]> = new Map(
  callSeeds.flatMap(({ name, events }) => (events === undefined ? [] : [[seedId(`call ${name}`), events]])),
);

const spoken: Readonly<Record<string, string>> = { user: 'transcript.user', assistant: 'transcript.assistant' };
/** Sequences of the service have gaps. */
const sequenceStep = 3;

/**
 * Returns the pathway events of a call in order: a sample call's with its speech between them, an imported call's from its
 * `pathway_logs`.
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
  const sequences = new Map(all.map(({ place }, position) => [place, (position + 1) * sequenceStep]));
  return all.map(({ at, type, node, payload, invoke }, position) => ({
    conversation_id: callId,
    sequence: (position + 1) * sequenceStep,
    event_type: type,
    node_id: node,
    operation_id: invoke === undefined ? null : (sequences.get(invoke) ?? null),
    payload,
    created_at: new Date(at).toISOString(),
  }));
}
