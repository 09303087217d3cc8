import { seedId } from '../seed/call.ts';
import { callSeeds } from '../seed/calls/index.ts';
import { timeOf } from '../state/calls.ts';
import { isJsonObject, type Call, type JsonObject } from '../state/schema.ts';
import { sampleRate, speak, type Voice } from './voice.ts';
import { toWav } from './wav.ts';

const recorded = new Set(callSeeds.map(({ name }) => seedId(`call ${name}`)));
const voices: readonly unknown[] = ['assistant', 'user', 'robot'] satisfies Voice[];
/** The longest recording that is made, in seconds. */
const longest = 1800;
/** Silence between two that speak one after the other, in seconds. */
const breath = 0.2;

const made = new Map<string, Buffer<ArrayBuffer>>();

/**
 * The recording of a sample call that has ended, as a WAV file: every message is heard from its time on, with silence
 * between. Made when it is first asked for. Undefined for calls that were imported, which came without one.
 */
export function recordingOf(call: Call): Buffer<ArrayBuffer> | undefined {
  const { call_id: callId, details } = call;
  if (!recorded.has(callId) || details['completed'] !== true || details['record'] !== true) return undefined;
  const known = made.get(callId) ?? toWav(record(details), sampleRate);
  // One is listened to at a time.
  made.clear();
  made.set(callId, known);
  return known;
}

function record(details: JsonObject): Float32Array {
  const rows = Array.isArray(details['transcripts']) ? details['transcripts'].filter(isJsonObject) : [];
  const times = rows.map((row) => timeOf(row, 'created_at') ?? Number.NaN);
  const start = timeOf(details, 'started_at') ?? times.find((time) => !Number.isNaN(time)) ?? 0;
  const said = rows
    .map(({ user, text }, place) => ({ user, text, at: ((times[place] ?? Number.NaN) - start) / 1000 }))
    .filter(({ user, at }) => at >= 0 && at < longest && voices.includes(user))
    .sort((a, b) => a.at - b.at);
  const told = Number(details['corrected_duration']);
  const seconds = Math.min(longest, Math.max(Number.isFinite(told) ? told : 0, (said.at(-1)?.at ?? 0) + 1));
  const samples = new Float32Array(Math.ceil(seconds * sampleRate));
  for (const [place, { user, text, at }] of said.entries()) {
    const until = (said[place + 1]?.at ?? seconds) - breath;
    speak(samples, user as Voice, typeof text === 'string' ? text : '', at, until);
  }
  return samples;
}
