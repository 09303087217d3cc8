// Sounds made for a test: voices that speak from one second to another, over the noise of a line.

export interface SoundOptions {
  readonly sampleRate?: number;
  /** Loudest sample of the voice, 0 to 1; more is clipped. */
  readonly gain?: number;
  /** Of a line, always the same. */
  readonly noise?: number;
  /** Hertz. */
  readonly pitch?: number;
}

/** Returns sound with a voice of syllables, seven a second, in these stretches: each begins and ends with its loudness. */
export function sound(
  seconds: number,
  speech: readonly (readonly [from: number, to: number])[],
  { sampleRate = 8000, gain = 0.4, noise = 0, pitch = 140 }: SoundOptions = {},
): Float32Array {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 1_073_741_823 - 1;
  };
  const samples = new Float32Array(Math.round(seconds * sampleRate)).map(() => noise * random());
  for (const [from, to] of speech) {
    const end = Math.min(Math.round(to * sampleRate), samples.length);
    for (let place = Math.round(from * sampleRate); place < end; place += 1) {
      const at = place / sampleRate;
      const syllable = 0.55 + 0.45 * Math.cos(2 * Math.PI * 7 * (at - from));
      const tone = Math.sin(2 * Math.PI * pitch * at) + 0.6 * Math.sin(2 * Math.PI * 3.02 * pitch * at);
      const value = (samples[place] ?? 0) + (gain * syllable * tone) / 1.6;
      samples[place] = Math.max(-1, Math.min(1, value));
    }
  }
  return samples;
}

/** Adds a part of one sound to another: an echo. */
export function mixed(one: Float32Array, other: Float32Array, share: number): Float32Array {
  return one.map((sample, place) => sample + share * (other[place] ?? 0));
}
