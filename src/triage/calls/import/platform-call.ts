import { createHash } from 'node:crypto';
import { parseTime } from '../../../shared/time.ts';
import { speakerRole } from '../../transcript/speaker.ts';
import { readId } from './call-id.ts';
import {
  type ImportItem,
  type JsonObject,
  type Look,
  type Note,
  type Origin,
  type Place,
  refusal,
} from './import-item.ts';

/** Reads a value of one platform, recognised by its shape; null for any other value. */
export type Platform = (value: unknown, place: Place) => ImportItem | null;

/** An entry of a platform's transcript. */
export interface PlatformRow {
  /** The service's own word for a known role, else the platform's name for who speaks. */
  readonly speaker: string;
  readonly text: string;
  /** A time in any form that `parseTime` reads. */
  readonly at?: unknown;
  /** Seconds since the call began, for an entry without a clock. */
  readonly seconds?: unknown;
  /** Milliseconds until the agent answered. */
  readonly latency?: unknown;
}

export interface PlatformCall {
  readonly origin: Exclude<Origin, 'bland'>;
  /** The platform's ID; where there is none, the call is named by its content. */
  readonly id?: unknown;
  readonly rows: readonly PlatformRow[];
  /** Positions of entries that are neither speech nor a tool call. */
  readonly leftOut?: readonly number[];
  /** A time in any form that `parseTime` reads. */
  readonly start?: unknown;
  /** Seconds. */
  readonly duration?: unknown;
  readonly recording?: unknown;
  /** Fields of Call Details by the service's names. */
  readonly details?: JsonObject;
}

/** The service's words for roles. */
export const caller = 'user';
export const agent = 'assistant';
export const action = 'agent-action';

/** Builds a call in the shape of Call Details from what a platform says of it. */
export function platformCall(call: PlatformCall, place: Place): ImportItem {
  const { origin, leftOut = [], details = {} } = call;
  const start = parseTime(call.start);
  const rows = call.rows.map((row, index) => rowOf(row, index, start));
  const read = call.id === undefined || call.id === null ? { id: nameOf(origin, call.rows) } : readId(call.id, 'id');
  if ('reason' in read) return refusal(read.reason, place);
  const duration = positive(call.duration) ?? null;
  const recording = typeof call.recording === 'string' && call.recording.trim() !== '' ? call.recording : null;
  return {
    kind: 'call',
    callId: read.id,
    origin,
    part: 'whole',
    details: {
      ...details,
      call_id: read.id,
      origin,
      created_at: isoOf(start) ?? rows.find(({ created_at: at }) => at !== null)?.created_at ?? null,
      started_at: isoOf(start),
      end_at: start === null || duration === null ? null : isoOf(start + duration * 1000),
      call_length: duration === null ? null : duration / 60,
      corrected_duration: duration === null ? null : String(duration),
      completed: true,
      recording_url: recording !== null && /^https?:/i.test(recording) ? recording : null,
      transcripts: rows,
    },
    corrected: null,
    recording,
    notes: notesOn(call.rows, leftOut),
    place,
  };
}

/** Returns who called whom, from the numbers of the person and of the agent. An unknown direction is taken for an inbound one. */
export function parties(inbound: boolean | null, person: unknown, own: unknown): JsonObject {
  const [theirs, ours] = [person ?? null, own ?? null];
  return inbound === false ? { from: ours, to: theirs, inbound } : { from: theirs, to: ours, inbound };
}

/** A refusal of something that is recognised, and lacks what its messages are read from. */
export function without(look: Look, missing: string, place: Place): ImportItem {
  return refusal({ kind: 'looks-like', look, missing }, place);
}

function rowOf({ speaker, text, at, seconds, latency }: PlatformRow, index: number, start: number | null) {
  const offset = typeof seconds === 'string' && seconds.trim() !== '' ? Number(seconds) : seconds;
  const known = typeof offset === 'number' && Number.isFinite(offset) ? offset : null;
  const time = parseTime(at) ?? (start === null || known === null ? null : start + known * 1000);
  return {
    id: index + 1,
    user: speaker,
    text,
    created_at: isoOf(time),
    ...(time === null && known !== null && { offset_seconds: known }),
    ...(positive(latency) !== null && { latency_ms: positive(latency) }),
  };
}

/** ISO 8601; null where a `Date` cannot hold the time. */
function isoOf(at: number | null): string | null {
  return at === null || !(Math.abs(at) <= 8.64e15) ? null : new Date(at).toISOString();
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

function notesOn(rows: readonly PlatformRow[], leftOut: readonly number[]): Note[] {
  const unknown = new Set(rows.map(({ speaker }) => speaker).filter(isUnknown));
  const speakers = Array.from(unknown).filter((name) => name !== '');
  return [
    ...(leftOut.length > 0 ? [{ kind: 'left-out', entries: leftOut } as const] : []),
    ...(unknown.size > 0 ? [{ kind: 'unknown-speakers', speakers } as const] : []),
  ];
}

/** Tells whether nothing says that a speaker is caller or agent. Instructions to the model are spoken by nobody. */
function isUnknown(speaker: string): boolean {
  return speakerRole(speaker) === 'other' && speaker !== 'system' && speaker !== 'developer';
}

/** An ID that the same content has again, so that importing it twice does not double the call. */
function nameOf(origin: Origin, rows: readonly PlatformRow[]): string {
  const content = JSON.stringify(rows.map(({ speaker, text, at, seconds }) => [speaker, text, at, seconds]));
  return `${origin}-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
}
