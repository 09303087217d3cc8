/** Analyses the sound of a recording, in short slices so that keys and scrolling get their turn. */
import { type Levels, levelsOf, speechIn, type Stretch, windowSeconds } from '../../../src/shared/speech.ts';
import { wavPieces } from './wav-pieces.ts';

export interface Analysis {
  readonly seconds: number;
  /** The loudest sample of each window, 0 to 1, of all channels. */
  readonly peaks: Float32Array;
  /** Long silence, in seconds. */
  readonly silences: readonly Stretch[];
  /** The two channels of a stereo recording; null when both have the same sound, or there are not two. */
  readonly sides: Sides | null;
}

export interface Sides {
  readonly peaks: readonly [Float32Array, Float32Array];
  readonly speech: readonly [readonly Stretch[], readonly Stretch[]];
}

/** The recording cannot be decoded piece by piece, and would take too much memory as a whole. */
export class TooLongError extends Error {
  override readonly name = 'TooLongError';
}

/** Seconds of a recording that is decoded as a whole. */
const longestWhole = 3600;
/** Samples per second: enough to tell speech from silence. */
const sampleRate = 4000;
const window = windowSeconds * sampleRate;
/** Samples that are measured at once: a minute, of whole windows. */
const slice = 60 * sampleRate;

/**
 * @param duration seconds, where they are known
 * @throws TooLongError, or whatever keeps the browser from decoding it
 */
export async function analyse(blob: Blob, duration: number | null, longSilence: number): Promise<Analysis> {
  const pieces = await wavPieces(blob);
  if (pieces === undefined && (duration ?? 0) > longestWhole) throw new TooLongError();
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const found: Levels[][] = [];
  let seconds = 0;
  for (const piece of pieces ?? [blob]) {
    const sound = await context.decodeAudioData(await piece.arrayBuffer());
    seconds += sound.duration;
    // A piece may be decoded to a sample more than it has: a window for it would move all that follows.
    for (let from = 0; from < sound.length - window / 2; from += slice) {
      const channels = Array.from({ length: sound.numberOfChannels }, (_, channel) => sound.getChannelData(channel));
      found.push(channels.map((samples) => levelsOf(samples.subarray(from, from + slice), sampleRate)));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  const channels = (found[0] ?? []).map((_, channel) => joined(found.flatMap((levels) => levels[channel] ?? [])));
  const peaks = loudest(channels.map((channel) => channel.peaks));
  return { seconds, peaks, silences: silencesIn(peaks, longSilence), sides: sidesOf(channels) };
}

function joined(levels: readonly Levels[]): Levels {
  const whole = (parts: readonly Float32Array[]): Float32Array => {
    const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let place = 0;
    for (const part of parts) {
      all.set(part, place);
      place += part.length;
    }
    return all;
  };
  return { peaks: whole(levels.map(({ peaks }) => peaks)), means: whole(levels.map(({ means }) => means)) };
}

function loudest([first = new Float32Array(), ...others]: readonly Float32Array[]): Float32Array {
  if (others.length === 0) return first;
  return first.map((peak, place) => Math.max(peak, ...others.map((peaks) => peaks[place] ?? 0)));
}

function sidesOf([one, other, ...more]: readonly Levels[]): Sides | null {
  if (one === undefined || other === undefined || more.length > 0) return null;
  const speech = speechIn(one, other);
  return speech === null ? null : { peaks: [one.peaks, other.peaks], speech };
}

/** Quiet is relative to the loudest moment, so that line noise counts as silence. */
function silencesIn(peaks: Float32Array, longSilence: number): Stretch[] {
  const quiet = Math.max(0.003, 0.04 * peaks.reduce((one, other) => Math.max(one, other), 0));
  const seconds = (place: number): number => place * windowSeconds;
  const silences: Stretch[] = [];
  let begin = 0;
  for (let place = 0; place <= peaks.length; place += 1) {
    if ((peaks[place] ?? 1) <= quiet) continue;
    if (seconds(place - begin) > longSilence) silences.push({ from: seconds(begin), to: seconds(place) });
    begin = place + 1;
  }
  return silences;
}
