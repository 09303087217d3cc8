// A real recording for the page, as the host would send it.
import type { TranscriptRow } from '../../../src/shared/transcript.ts';
import { sampleRate, speak } from '../../../src/sandbox/recording/voice.ts';
import { toWav } from '../../../src/sandbox/recording/wav.ts';
import type { TranscriptPage } from './page.ts';

const voices: Readonly<Record<string, 'user' | 'assistant' | 'robot'>> = {
  caller: 'user',
  agent: 'assistant',
  robot: 'robot',
};

/** A WAV file in which the rows are heard at their times, and nothing between. */
export function recordingOf(rows: readonly TranscriptRow[], seconds: number): Buffer {
  return toWav([spoken(rows, rows, seconds)], sampleRate);
}

/** The same with the agent on the second channel and everybody else on the first. */
export function stereoRecordingOf(rows: readonly TranscriptRow[], seconds: number): Buffer {
  const sides = [false, true].map((isAgent) => rows.filter(({ role }) => (role === 'agent') === isAgent));
  return toWav(
    sides.map((side) => spoken(side, rows, seconds)),
    sampleRate,
  );
}

/** @param all the rows that a row ends before */
function spoken(rows: readonly TranscriptRow[], all: readonly TranscriptRow[], seconds: number): Float32Array {
  const samples = new Float32Array(Math.ceil(seconds * sampleRate));
  const said = all.filter((row) => row.seconds !== null && row.role in voices && !row.noise);
  for (const [place, row] of said.entries()) {
    const until = said[place + 1]?.seconds ?? seconds;
    if (!rows.includes(row)) continue;
    speak(samples, voices[row.role] ?? 'user', row.text, row.seconds ?? 0, until - 0.2);
  }
  return samples;
}

/** Answers the page's request for the recording, part by part, with its end unless it is to be left open. */
export async function sendRecording(
  page: TranscriptPage,
  file: Uint8Array,
  { mediaType = 'audio/wav', from = 0, end = true }: { mediaType?: string; from?: number; end?: boolean } = {},
): Promise<void> {
  const partBytes = 300_000;
  await page.page.evaluate(
    ({ text, type, start, size, whole }) => {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const send = (audio: object): boolean =>
        window.dispatchEvent(new MessageEvent('message', { data: { type: 'audio', audio } }));
      for (let position = start; position < bytes.length; position += size) {
        const part = bytes.slice(position, position + size);
        send({ kind: 'part', position, total: bytes.length, mediaType: type, bytes: part });
      }
      if (whole) send({ kind: 'end' });
    },
    { text: Buffer.from(file).toString('base64'), type: mediaType, start: from, size: partBytes, whole: end },
  );
}
