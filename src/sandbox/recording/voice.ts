/** Synthetic voices: sound with the rhythm of speech, always the same for the same words. */

/** Samples per second, as on a phone line. */
export const sampleRate = 8000;

/** Fundamental frequency in hertz, and how far it varies. */
const pitches = { assistant: [196, 0.12], user: [122, 0.16], robot: [240, 0.01] } as const;
export type Voice = keyof typeof pitches;

const syllableSeconds = 0.15;
const wordPauseSeconds = 0.05;
const clausePauseSeconds = 0.28;

/**
 * Adds speech to a recording.
 * @param samples the recording, -1 to 1
 * @param from seconds
 * @param until seconds; words that do not fit are left out
 * @param drawn the last sound is drawn out to `until`
 */
export function speak(
  samples: Float32Array,
  voice: Voice,
  text: string,
  from: number,
  until: number,
  drawn = false,
): void {
  const [pitch] = pitches[voice];
  const end = addWords(samples, voice, text, from, until);
  if (drawn) addSyllable(samples, Math.round(end * sampleRate), pitch, 0.5, until - end);
}

/** Returns when the last word ends, in seconds. */
function addWords(samples: Float32Array, voice: Voice, text: string, from: number, until: number): number {
  const [pitch, melody] = pitches[voice];
  let at = from;
  let end = from;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const letters = word.replace(/[^\p{L}\p{N}]/gu, '');
    for (let done = 0; done < Math.ceil(letters.length / 3); done += 1) {
      if (at + syllableSeconds > until) return end;
      const colour = (letters.charCodeAt(done * 3) % 7) / 7;
      const tone = pitch * (1 + melody * Math.sin(at * 2.1 + colour * 3));
      addSyllable(samples, Math.round(at * sampleRate), tone, colour);
      at += syllableSeconds;
      end = at;
    }
    at += /[.,?!;:]$/.test(word) ? clausePauseSeconds : wordPauseSeconds;
  }
  return end;
}

/** Adds a syllable: harmonics with two formants, which `colour` (0 to 1) places, under an envelope. */
function addSyllable(
  samples: Float32Array,
  start: number,
  tone: number,
  colour: number,
  seconds = syllableSeconds,
): void {
  const length = Math.round(seconds * sampleRate);
  const formants = [350 + 400 * colour, 1100 + 1100 * (1 - colour)];
  const harmonics = Array.from({ length: 12 }, (_, number) => (number + 1) * tone)
    .filter((frequency) => frequency < 3400)
    .map((frequency) => {
      const near = formants.map((formant) => Math.exp(-(((frequency - formant) / 220) ** 2)));
      return { step: (2 * Math.PI * frequency) / sampleRate, loudness: 0.04 + Math.max(...near) };
    });
  const whole = harmonics.reduce((sum, { loudness }) => sum + loudness, 0);
  for (let sample = 0; sample < length && start + sample < samples.length; sample += 1) {
    const envelope = Math.sin((Math.PI * sample) / length) ** 0.6;
    let value = 0;
    for (const { step, loudness } of harmonics) value += loudness * Math.sin(step * sample);
    samples[start + sample] = (0.6 * envelope * value) / whole;
  }
}
