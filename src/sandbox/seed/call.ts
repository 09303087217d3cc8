import { createHash } from 'node:crypto';
import type { JsonObject } from '../state/schema.ts';

/** Who speaks: user, assistant, robot, or `x` for an action of the agent. */
export type Speaker = 'u' | 'a' | 'r' | 'x';

/** One row: seconds since the call was answered, who, and the text as it is kept, trailing spaces and all. */
export type Line = readonly [seconds: number, who: Speaker, text: string];

/** A sample call in short; what is not said here follows from it. */
export interface CallSeed {
  readonly name: string;
  readonly minutesAgo: number;
  readonly direction: 'inbound' | 'outbound';
  /** The business's number, and the other party's. Both from ranges that are kept for fiction. */
  readonly business: string;
  readonly customer: string;
  /** Null while the call is still running. */
  readonly endedBy: 'USER' | 'ASSISTANT' | null;
  readonly answeredBy?: 'human' | 'voicemail';
  readonly summary: string | null;
  readonly variables: JsonObject;
  readonly pathway: { readonly name: string; readonly version: number };
  readonly transferredTo?: string;
  readonly lines: readonly Line[];
}

const users = { u: 'user', a: 'assistant', r: 'robot', x: 'agent-action' } as const;

/** The id that a name always gets: a UUID, the same in every sandbox. */
export function seedId(name: string): string {
  const hex = createHash('sha256').update(`call-triage ${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Calls write their times with an offset, and some with microseconds; triage writes `Z`. */
const offsetTime = (time: number): string => new Date(time).toISOString().replace('Z', '+00:00');

/**
 * The call as Call Details answers it.
 * @param base the moment of seeding, in milliseconds
 */
export function buildCall(seed: CallSeed, base: number): JsonObject {
  const callId = seedId(`call ${seed.name}`);
  const created = base - seed.minutesAgo * 60_000 + 7120;
  const started = created + 3880;
  const running = seed.endedBy === null;
  const seconds = Math.max(...seed.lines.map(([second]) => second)) + 1.2;
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
    transcripts: seed.lines.map(([second, who, text], index) => ({
      id: rowId(seed.name, index),
      created_at: offsetTime(started + Math.round(second * 1000)),
      text,
      user: users[who],
      c_id: callId,
      status: null,
      transcript_id: null,
    })),
    concatenated_transcript: seed.lines.map(([, who, text]) => `${users[who]}: ${text} \n `).join(''),
  };
}

/** Large and with gaps, as ids are that many calls draw from one sequence. */
function rowId(name: string, index: number): number {
  const digest = createHash('sha256').update(name).digest();
  return 810_000_000 + digest.readUInt16BE(0) * 1000 + index * 5 + ((digest[index % 32] ?? 0) % 4);
}
