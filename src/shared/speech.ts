/** Measures in the sound of a recording when somebody speaks. Times are in seconds from the start of the recording. */

/** Seconds per window of loudness. */
export const windowSeconds = 0.01;

/** The loudness of one channel, window by window, 0 to 1. */
export interface Levels {
  readonly peaks: Float32Array;
  /** Root mean square, which a single click hardly raises. */
  readonly means: Float32Array;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Speech in a recording that has caller and agent on channels of their own. */
export interface MeasuredSpeech {
  /** Duration of the recording. */
  readonly seconds: number;
  readonly agent: readonly Stretch[];
  readonly caller: readonly Stretch[];
}

/** Quieter sound, such as dither, is never speech. */
const quietest = 0.002;
/** The loudest windows that are not taken for the loudness of a voice: clicks, coughs. A fifth of a second. */
const outliers = 20;
/** Share of the windows that are taken for pauses when the noise of the line is estimated. */
const pauses = 0.1;
/** What is louder than this times the noise is sound; a channel that never is has no speech. 8 dB. */
const overNoise = 2.5;
/** Of the loudness of the channel's voice, the least that counts as speech (-24 dB), and the most that noise can ask for. */
const [leastShare, mostShare] = [0.06, 0.3];
/** Quieter than this share of the other channel's voice, each by its own loudness, is its echo. -16 dB. */
const echoShare = 0.15;
/** Channels whose loudness correlates more have the same sound. */
const sameSound = 0.98;

/** Shorter sounds are clicks; they do not lengthen speech. */
const shortestSound = 0.03;
/** Shorter pauses are within speech. */
const shortestPause = 0.3;
const shortestSpeech = 0.1;

export function levelsOf(samples: Float32Array, sampleRate: number): Levels {
  const start = (window: number): number => Math.round(window * windowSeconds * sampleRate);
  let count = Math.ceil(samples.length / (windowSeconds * sampleRate));
  while (count > 0 && start(count - 1) >= samples.length) count -= 1;
  const [peaks, means] = [new Float32Array(count), new Float32Array(count)];
  for (let window = 0; window < count; window += 1) {
    const [from, to] = [start(window), Math.min(start(window + 1), samples.length)];
    let [peak, sum] = [0, 0];
    for (let place = from; place < to; place += 1) {
      const sample = samples[place] ?? 0;
      peak = Math.max(peak, Math.abs(sample));
      sum += sample * sample;
    }
    peaks[window] = peak;
    means[window] = Math.sqrt(sum / (to - from));
  }
  return { peaks, means };
}

/** Returns the speech in each of two channels; null when both have the same sound, as a mono recording in stereo has. */
export function speechIn(one: Levels, other: Levels): readonly [readonly Stretch[], readonly Stretch[]] | null {
  if (correlation(one.means, other.means) > sameSound) return null;
  const voices = [one, other].map(({ means }) => voiceOf(means)) as [Voice, Voice];
  return [
    stretches(one.means, voices[0], other.means, voices[1]),
    stretches(other.means, voices[1], one.means, voices[0]),
  ];
}

/** Returns when both speak. */
export function overlapsOf(one: readonly Stretch[], other: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  let [left, right] = [0, 0];
  for (;;) {
    const [a, b] = [one[left], other[right]];
    if (a === undefined || b === undefined) return found;
    const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
    if (both.from < both.to) found.push(both);
    if (a.to < b.to) left += 1;
    else right += 1;
  }
}

/** Returns when nobody speaks, from the start of the recording to its end. */
export function silencesOf({ seconds, agent, caller }: MeasuredSpeech): readonly Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (const speech of [...agent, ...caller].sort((a, b) => a.from - b.from)) {
    if (speech.from > from) found.push({ from, to: speech.from });
    from = Math.max(from, speech.to);
  }
  if (from < seconds) found.push({ from, to: seconds });
  return found;
}

export const totalOf = (all: readonly Stretch[]): number => all.reduce((sum, { from, to }) => sum + to - from, 0);

/** The loudness of a channel's voice, and the least of it that is speech; no voice for a channel of silence or noise. */
interface Voice {
  readonly loudness: number;
  readonly threshold: number;
}

function voiceOf(means: Float32Array): Voice {
  const sorted = means.toSorted();
  const at = (place: number): number => sorted[Math.max(0, Math.floor(place))] ?? 0;
  const loudness = at(sorted.length - 1 - Math.min(outliers, sorted.length / 10));
  const noise = overNoise * at(sorted.length * pauses);
  if (loudness < Math.max(quietest, noise)) return { loudness, threshold: Infinity };
  return { loudness, threshold: Math.max(quietest, leastShare * loudness, Math.min(noise, mostShare * loudness)) };
}

function stretches(means: Float32Array, own: Voice, beside: Float32Array, other: Voice): readonly Stretch[] {
  const echo = other.threshold === Infinity ? 0 : (echoShare * own.loudness) / other.loudness;
  const sounds: Stretch[] = [];
  let from = -1;
  for (let window = 0; window <= means.length; window += 1) {
    const mean = means[window] ?? 0;
    const isSpeech = mean > own.threshold && mean > echo * (beside[window] ?? 0);
    if (isSpeech && from < 0) from = window;
    if (isSpeech || from < 0) continue;
    sounds.push({ from: from * windowSeconds, to: window * windowSeconds });
    from = -1;
  }
  const joined: Stretch[] = [];
  for (const sound of sounds.filter(({ from, to }) => to - from >= shortestSound)) {
    const last = joined.at(-1);
    if (last !== undefined && sound.from - last.to < shortestPause)
      joined[joined.length - 1] = { ...last, to: sound.to };
    else joined.push(sound);
  }
  return joined.filter(({ from, to }) => to - from >= shortestSpeech);
}

/** Pearson's correlation; 0 when one of them is even. */
function correlation(one: Float32Array, other: Float32Array): number {
  const count = Math.min(one.length, other.length);
  const mean = (values: Float32Array): number =>
    values.subarray(0, count).reduce((sum, value) => sum + value, 0) / count;
  const [left, right] = [mean(one), mean(other)];
  let [both, squares, others] = [0, 0, 0];
  for (let place = 0; place < count; place += 1) {
    const [a, b] = [(one[place] ?? 0) - left, (other[place] ?? 0) - right];
    both += a * b;
    squares += a * a;
    others += b * b;
  }
  return squares === 0 || others === 0 ? 0 : both / Math.sqrt(squares * others);
}
