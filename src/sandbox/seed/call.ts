import { createHash } from 'node:crypto';
import type { JsonObject } from '../state/schema.ts';
import { seedId } from './id.ts';

/** User, assistant, robot, or an action of the agent. */
type Speaker = 'u' | 'a' | 'r' | 'x';

/** A transcript row: seconds since the call was answered, speaker, and the text verbatim. */
type Row = readonly [seconds: number, speaker: Speaker, text: string];

/**
 * A pathway event: seconds since the call was answered, type, node, payload, and for the outcome of an operation the index
 * of its invoke in the list.
 */
export type EventSeed = readonly [second: number, type: string, node: string, payload?: JsonObject, invoke?: number];

/** A sample call in short; `buildCall` fills in the rest. */
export interface CallSeed {
  readonly name: string;
  readonly minutesAgo: number;
  readonly direction: 'inbound' | 'outbound';
  /** Numbers of the business and the other party, from ranges reserved for fiction. */
  readonly business: string;
  readonly customer: string;
  /** Null while the call is running. */
  readonly endedBy: 'USER' | 'ASSISTANT' | null;
  readonly answeredBy?: 'human' | 'voicemail';
  readonly summary: string | null;
  readonly variables: JsonObject;
  readonly pathway: { readonly name: string; readonly version: number };
  readonly transferredTo?: string;
  readonly rows: readonly Row[];
  readonly events?: readonly EventSeed[];
  /** Rows that are spoken for so many seconds after the next one has begun. */
  readonly talkOver?: readonly (readonly [row: number, seconds: number])[];
  /** Misheard texts: as the transcript has them, and as they were said. */
  readonly misheard?: readonly (readonly [heard: string, said: string])[];
}

const users = { u: 'user', a: 'assistant', r: 'robot', x: 'agent-action' } as const;

/** Formats a time as the calls operations do: with an offset, where triage has `Z`. */
const offsetTime = (time: number): string => new Date(time).toISOString().replace('Z', '+00:00');

/**
 * Builds the Call Details of a sample call.
 * @param base time of seeding, in milliseconds
 */
export function buildCall(seed: CallSeed, base: number): JsonObject {
  const callId = seedId(`call ${seed.name}`);
  const created = base - seed.minutesAgo * 60_000 + 7120;
  const started = created + 3880;
  const running = seed.endedBy === null;
  const seconds = Math.max(...seed.rows.map(([second]) => second)) + 1.2;
  const inbound = seed.direction === 'inbound';
  const recording = running ? null : `https://recordings.example.com/${callId}.wav`;
  return {
    call_id: callId,
    c_id: callId,
    created_at: offsetTime(created).replace('+', '331+'),
    updated_at: offsetTime(started + (seconds + 30) * 1000),
    started_at: new Date(started).toISOString().replace('.000Z', '+00:00'),
    start_time: null,
    end_at: running ? null : new Date(started + seconds * 1000).toISOString(),
    status: running ? 'unknown' : 'completed',
    completed: !running,
    queue_status: running ? 'started' : 'complete',
    inbound,
    from: inbound ? seed.customer : seed.business,
    to: inbound ? seed.business : seed.customer,
    answered_by: running ? null : (seed.answeredBy ?? 'human'),
    call_ended_by: seed.endedBy,
    call_length: running ? null : Math.round((seconds / 60) * 100) / 100,
    corrected_duration: running ? null : String(Math.round(seconds)),
    max_duration: 30,
    price: running ? null : Math.round((seconds / 60) * 90) / 1000,
    local_dialing: false,
    record: true,
    recording_url: recording,
    recording_expiration: null,
    voice_id: seedId('voice'),
    persona_id: null,
    pathway_id: seedId(`pathway ${seed.pathway.name}`),
    pathway_version: seed.pathway.version,
    pathway_tags: [],
    pathway_logs: [],
    pathway_logs_message: 'Ask with v=2 for the events of the pathway.',
    transferred_to: seed.transferredTo ?? null,
    transferred_at: null,
    batch_id: null,
    error_message: null,
    is_proxy_agent_call: false,
    metadata: {},
    variables: seed.variables,
    summary: seed.summary,
    analysis: null,
    analysis_schema: null,
    dispositions: [],
    transcripts: seed.rows.map(([second, who, text], index) => ({
      id: rowId(seed.name, index),
      created_at: offsetTime(started + Math.round(second * 1000)),
      text,
      user: users[who],
      c_id: callId,
      status: null,
      transcript_id: null,
    })),
    concatenated_transcript: seed.rows.map(([, who, text]) => `${users[who]}: ${text} \n `).join(''),
  };
}

/** Large and with gaps, as the service's row ids are. */
function rowId(name: string, index: number): number {
  const digest = createHash('sha256').update(name).digest();
  return 810_000_000 + digest.readUInt16BE(0) * 1000 + index * 5 + ((digest[index % 32] ?? 0) % 4);
}
