import { callSeeds } from '../seed/calls/index.ts';
import { seedId } from '../seed/id.ts';
import { timeOf } from '../state/calls.ts';
import { isJsonObject, type Call, type JsonObject } from '../state/schema.ts';
import { sampleRate, speak, type Voice } from './voice.ts';
import { toWav } from './wav.ts';

const samples = new Map(callSeeds.map((seed) => [seedId(`call ${seed.name}`), seed]));
const voices: readonly unknown[] = ['assistant', 'user', 'robot'] satisfies Voice[];
const maxSeconds = 1800;
/** Silence between two speakers, in seconds. */
const pause = 0.2;

/** The last recording that was made: one is listened to at a time. */
const cache = new Map<string, Buffer<ArrayBuffer>>();

/**
 * Returns the recording of a sample call that has ended, as a WAV file in which each message is heard at its time. Undefined
 * for imported calls.
 *
 * @param stereo agent and other party on channels of their own; which is first differs from call to call. The recording of
 * an answering machine has one channel all the same.
 */
export function sampleRecording(call: Call, stereo = false): Buffer<ArrayBuffer> | undefined {
  const { call_id: callId, details } = call;
  const sample = samples.get(callId);
  if (sample === undefined || details['completed'] !== true || details['record'] !== true) return undefined;
  const isStereo = stereo && details['answered_by'] !== 'voicemail';
  const key = `${callId} ${isStereo ? 2 : 1}`;
  const file =
    cache.get(key) ?? toWav(channelsOf(synthesise(details, sample.talkOver ?? []), callId, isStereo), sampleRate);
  cache.clear();
  cache.set(key, file);
  return file;
}

interface Sides {
  readonly agent: Float32Array;
  readonly other: Float32Array;
}

function channelsOf({ agent, other }: Sides, callId: string, isStereo: boolean): readonly Float32Array[] {
  if (!isStereo) return [agent.map((sample, place) => sample + (other[place] ?? 0))];
  return isAgentFirst(callId) ? [agent, other] : [other, agent];
}

const isAgentFirst = (callId: string): boolean => Number.parseInt(callId.slice(0, 1), 16) % 2 === 0;

/** @param talkOver rows that are spoken for so many seconds after the next one has begun */
function synthesise(details: JsonObject, talkOver: readonly (readonly [row: number, seconds: number])[]): Sides {
  const rows = Array.isArray(details['transcripts']) ? details['transcripts'].filter(isJsonObject) : [];
  const times = rows.map((row) => timeOf(row, 'created_at') ?? Number.NaN);
  const start = timeOf(details, 'started_at') ?? times.find((time) => !Number.isNaN(time)) ?? 0;
  const over = new Map(talkOver);
  const spoken = rows
    .map(({ user, text }, row) => ({
      user,
      text,
      at: ((times[row] ?? Number.NaN) - start) / 1000,
      over: over.get(row),
    }))
    .filter(({ user, at }) => at >= 0 && at < maxSeconds && voices.includes(user))
    .sort((a, b) => a.at - b.at);
  const duration = Number(details['corrected_duration']);
  const seconds = Math.min(
    maxSeconds,
    Math.max(Number.isFinite(duration) ? duration : 0, (spoken.at(-1)?.at ?? 0) + 1),
  );
  const length = Math.ceil(seconds * sampleRate);
  const sides = { agent: new Float32Array(length), other: new Float32Array(length) };
  for (const [index, { user, text, at, over: longer }] of spoken.entries()) {
    const next = spoken[index + 1]?.at ?? seconds;
    const until = next + (longer ?? -pause);
    const side = user === 'assistant' ? sides.agent : sides.other;
    speak(side, user as Voice, typeof text === 'string' ? text : '', at, until, longer !== undefined);
  }
  return sides;
}
