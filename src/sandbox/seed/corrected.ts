import { timeOf } from '../state/calls.ts';
import { type Call, isJsonObject, type JsonObject } from '../state/schema.ts';
import type { CallSeed } from './call.ts';
import { callSeeds } from './calls/index.ts';
import { seedId } from './id.ts';

const misheard: ReadonlyMap<string, NonNullable<CallSeed['misheard']>> = new Map(
  callSeeds.map((seed) => [seedId(`call ${seed.name}`), seed.misheard ?? []]),
);

const labels: Readonly<Record<string, readonly [speaker: number, label: string]>> = {
  user: [0, 'user'],
  assistant: [1, 'assistant'],
  robot: [2, 'representative'],
};

/** Characters per second. */
const speechRate = 15;
/** A longer silence, in seconds, begins another segment of the same speaker. */
const segmentPause = 1.5;
/** Longer segments, in characters, are split at the end of a sentence. */
const maxSegmentLength = 80;

interface Segment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly user: string;
}

/**
 * Returns the corrected segments of a sample call, made from its rows with misheard words put right. As the service's, they
 * do not match rows one to one: adjoining rows of a speaker are one segment, a long row is two.
 */
export function correctedSegments({ call_id: callId, details }: Call): readonly JsonObject[] {
  const rows = Array.isArray(details['transcripts']) ? details['transcripts'].filter(isJsonObject) : [];
  const start = timeOf(details, 'started_at') ?? 0;
  const spoken = rows
    .map((row) => ({ user: String(row['user']), at: timeOf(row, 'created_at'), text: wordsOf(callId, row['text']) }))
    .flatMap(({ user, at, text }) =>
      at === undefined || text === '' || labels[user] === undefined ? [] : [{ user, text, at: (at - start) / 1000 }],
    )
    .sort((a, b) => a.at - b.at);
  const segments: Segment[] = [];
  for (const [index, { user, text, at }] of spoken.entries()) {
    const before = segments.at(-1);
    const next = spoken[index + 1]?.at ?? Infinity;
    const end = Math.max(at, Math.min(next, at + text.length / speechRate));
    if (before?.user !== user || at - before.end > segmentPause) segments.push({ start: at, end, text, user });
    else segments[segments.length - 1] = { ...before, end, text: `${before.text} ${text}` };
  }
  return segments.flatMap(splitLong).map(({ start: from, end, text, user }) => {
    const [speaker, label] = labels[user] ?? [0, 'user'];
    return { start: round(from), end: round(end), text, speaker, speaker_label: label, confidence: 0.97 };
  });
}

/** Returns the words of a row, without sounds in brackets. */
function wordsOf(callId: string, text: unknown): string {
  const words = typeof text === 'string' ? text.replace(/\[[^\]]*\]/g, ' ') : '';
  const corrected = (misheard.get(callId) ?? []).reduce((all, [heard, said]) => all.replaceAll(heard, said), words);
  return corrected.replace(/\s+/g, ' ').trim();
}

function splitLong(whole: Segment): readonly Segment[] {
  const { start, end, text } = whole;
  const at = text.length > maxSegmentLength ? text.search(/(?<=[.?!]) /) : -1;
  if (at < 0) return [whole];
  const middle = start + ((end - start) * at) / text.length;
  return [
    { ...whole, end: middle, text: text.slice(0, at) },
    { ...whole, start: middle, text: text.slice(at + 1) },
  ];
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;
