import { seedId } from '../seed/id.ts';
import { callSeeds } from '../seed/calls/index.ts';
import { timeOf } from '../state/calls.ts';
import { isJsonObject, type Call, type JsonObject } from '../state/schema.ts';
import { sampleRate, speak, type Voice } from './voice.ts';
import { toWav } from './wav.ts';

const sampleCalls = new Set(callSeeds.map(({ name }) => seedId(`call ${name}`)));
const voices: readonly unknown[] = ['assistant', 'user', 'robot'] satisfies Voice[];
const maxSeconds = 1800;
/** Silence between two speakers, in seconds. */
const pause = 0.2;

/** The last recording that was made: one is listened to at a time. */
const cache = new Map<string, Buffer<ArrayBuffer>>();

/**
 * Returns the recording of a sample call that has ended, as a WAV file in which each message is heard at its time. Undefined
 * for imported calls.
 */
export function sampleRecording(call: Call): Buffer<ArrayBuffer> | undefined {
  const { call_id: callId, details } = call;
  if (!sampleCalls.has(callId) || details['completed'] !== true || details['record'] !== true) return undefined;
  const file = cache.get(callId) ?? toWav(synthesise(details), sampleRate);
  cache.clear();
  cache.set(callId, file);
  return file;
}

function synthesise(details: JsonObject): Float32Array {
  const rows = Array.isArray(details['transcripts']) ? details['transcripts'].filter(isJsonObject) : [];
  const times = rows.map((row) => timeOf(row, 'created_at') ?? Number.NaN);
  const start = timeOf(details, 'started_at') ?? times.find((time) => !Number.isNaN(time)) ?? 0;
  const spoken = rows
    .map(({ user, text }, index) => ({ user, text, at: ((times[index] ?? Number.NaN) - start) / 1000 }))
    .filter(({ user, at }) => at >= 0 && at < maxSeconds && voices.includes(user))
    .sort((a, b) => a.at - b.at);
  const duration = Number(details['corrected_duration']);
  const seconds = Math.min(
    maxSeconds,
    Math.max(Number.isFinite(duration) ? duration : 0, (spoken.at(-1)?.at ?? 0) + 1),
  );
  const samples = new Float32Array(Math.ceil(seconds * sampleRate));
  for (const [index, { user, text, at }] of spoken.entries()) {
    const until = (spoken[index + 1]?.at ?? seconds) - pause;
    speak(samples, user as Voice, typeof text === 'string' ? text : '', at, until);
  }
  return samples;
}
