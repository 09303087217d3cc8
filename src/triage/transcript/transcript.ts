import type { CallDetails } from '../../api/bland/calls.ts';
import { maxRowText, type TranscriptRow } from '../../shared/transcript.ts';
import { parseTime } from '../../shared/time.ts';
import { speakerRole } from './speaker.ts';

/** A call's transcript: its rows as the API returned them, and the same rows as they are read. */
export interface Transcript {
  readonly callId: string;
  readonly details: CallDetails;
  /** Rows in display order: by time, then id. Each keeps its raw index. */
  readonly rows: readonly TranscriptRow[];
  /** The call has not ended: rows may still be added. */
  readonly running: boolean;
  /** The rows stand in for those that the service did not send: no flag may name one by its index. */
  readonly approximate: boolean;
}

/** A message as a flag names it: its raw index, and the row's text verbatim. */
export interface Message {
  readonly index: number;
  /** Null when the row has no text: such a flag carries the index alone. */
  readonly text: string | null;
}

type RawRow = CallDetails['transcripts'][number];

/** Builds what is read from what was returned. Never fails: an odd row is shown as it is. */
export function readTranscript(details: CallDetails): Transcript {
  const raw = details.transcripts;
  const start = startOf(details);
  const order = displayOrder(raw);
  return {
    callId: details.call_id,
    details,
    running: details.completed === false,
    approximate: details.approximate_index,
    rows: order.map((index) => toRow(raw[index] as RawRow, index, start)),
  };
}

/** The message at a raw index; undefined when the transcript has no such row. */
export function messageAt(transcript: Transcript, index: number): Message | undefined {
  const row = transcript.details.transcripts[index];
  return row === undefined ? undefined : { index, text: row.text };
}

/** Returns the duration of the call, seconds; null where the call has none. */
export function durationOf(details: CallDetails): number | null {
  const corrected = Number.parseFloat(details.corrected_duration ?? '');
  if (Number.isFinite(corrected) && corrected >= 0) return corrected;
  return details.call_length === null ? null : details.call_length * 60;
}

/** Time zero of the call: `started_at`, else its first row's time. Milliseconds since the epoch. */
function startOf(details: CallDetails): number | null {
  const started = parseTime(details.started_at);
  if (started !== null) return started;
  return firstOf(details.transcripts);
}

/** The time of the earliest row, milliseconds since the epoch. */
export function firstOf(rows: readonly Pick<RawRow, 'created_at'>[]): number | null {
  const times = rows.map((row) => parseTime(row.created_at)).filter((at) => at !== null);
  return times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b));
}

/**
 * Raw indexes in display order. A row without a readable time stays behind the row that the API returned before it,
 * since nothing better is known of it.
 */
export function displayOrder(
  rows: readonly (Pick<RawRow, 'id' | 'created_at'> & Partial<Pick<RawRow, 'offset_seconds'>>)[],
): number[] {
  let at = -Number.MAX_VALUE;
  let id = -Number.MAX_VALUE;
  const keys = rows.map((row, index) => {
    const own = parseTime(row.created_at) ?? millisecondsOf(row.offset_seconds ?? null);
    if (own !== null) {
      at = own;
      id = typeof row.id === 'number' ? row.id : id;
    }
    return { index, at, id };
  });
  return keys.sort((a, b) => a.at - b.at || a.id - b.id || a.index - b.index).map(({ index }) => index);
}

function toRow(raw: RawRow, index: number, start: number | null): TranscriptRow {
  const role = speakerRole(raw.user);
  return {
    index,
    role,
    speaker: role === 'other' ? printable(raw.user ?? '').slice(0, 40) : '',
    ...shownTime(raw.created_at, start),
    ...(parseTime(raw.created_at) === null && raw.offset_seconds !== null && { seconds: raw.offset_seconds }),
    ...(raw.latency_ms !== null && { latency: raw.latency_ms }),
    ...shownText(raw.text),
  };
}

function millisecondsOf(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000;
}

/** Returns the time of a row relative to a start, which is in milliseconds since the epoch. */
export function shownTime(createdAt: string | null, start: number | null): Pick<TranscriptRow, 'seconds' | 'clock'> {
  const at = parseTime(createdAt);
  return {
    seconds: at === null || start === null ? null : (at - start) / 1000,
    clock: at === null ? null : new Date(at).toISOString(),
  };
}

/** A row's text as it is shown, and what is to be known of the whole. */
export function shownText(raw: string | null): Pick<TranscriptRow, 'text' | 'fullLength' | 'noise'> {
  const whole = raw ?? '';
  return {
    text: printable(whole.length > maxRowText ? whole.slice(0, maxRowText) : whole),
    fullLength: whole.length > maxRowText ? whole.length : null,
    noise: isNoise(whole),
  };
}

/** Rows such as `[noise]`, `<unk> [laughter]` or an empty one hold no words. */
function isNoise(text: string): boolean {
  return text.length < 400 && text.replace(/\[[^\]]*\]|<[^<>]*>/g, '').trim() === '';
}

/** Text without control characters other than tab and line break: they are invisible, or act on what shows them. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, '');
}
