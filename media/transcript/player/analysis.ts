/** Analyses the loudness of a recording, in short slices so that keys and scrolling get their turn. */

export interface Analysis {
  /** The loudest sample of each window, 0 to 1. */
  readonly peaks: Float32Array;
  /** Long silence, in seconds. */
  readonly silences: readonly Silence[];
}

interface Silence {
  readonly from: number;
  readonly to: number;
}

/** Seconds; a longer recording would take too much memory. */
export const longestAnalysis = 3600;

/** Samples per second: enough to tell speech from silence. */
const sampleRate = 4000;
/** Samples per window: 50 ms. */
const windowSize = 200;
/** Windows per slice. */
const slice = 2000;

/** @throws when the browser cannot decode it */
export async function analyse(blob: Blob, longSilence: number): Promise<Analysis> {
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const sound = await context.decodeAudioData(await blob.arrayBuffer());
  const channels = Array.from({ length: sound.numberOfChannels }, (_, channel) => sound.getChannelData(channel));
  const peaks = new Float32Array(Math.ceil(sound.length / windowSize));
  for (let index = 0; index < peaks.length; index += 1) {
    if (index % slice === slice - 1) await new Promise((resolve) => setTimeout(resolve));
    peaks[index] = Math.max(...channels.map((samples) => loudest(samples, index * windowSize)));
  }
  return { peaks, silences: silencesIn(peaks, longSilence) };
}

function loudest(samples: Float32Array, from: number): number {
  let peak = 0;
  const to = Math.min(from + windowSize, samples.length);
  for (let index = from; index < to; index += 1) peak = Math.max(peak, Math.abs(samples[index] ?? 0));
  return peak;
}

/** Quiet is relative to the loudest moment, so that line noise counts as silence. */
function silencesIn(peaks: Float32Array, longSilence: number): Silence[] {
  const quiet = Math.max(0.003, 0.04 * peaks.reduce((one, other) => Math.max(one, other), 0));
  const seconds = (index: number): number => (index * windowSize) / sampleRate;
  const silences: Silence[] = [];
  let begin = 0;
  for (let index = 0; index <= peaks.length; index += 1) {
    if ((peaks[index] ?? 1) <= quiet) continue;
    if (seconds(index - begin) > longSilence) silences.push({ from: seconds(begin), to: seconds(index) });
    begin = index + 1;
  }
  return silences;
}
