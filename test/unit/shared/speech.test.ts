// Speech measured in sounds that are made here, so that every gap and overlap is known.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelsOf, overlapsOf, silencesOf, speechIn, type Stretch } from '../../../src/shared/speech.ts';
import { mixed, sound, type SoundOptions } from '../../support/sound.ts';

/** What may be measured wrong, in seconds. */
const tolerance = 0.05;

type Known = readonly (readonly [number, number])[];

/** Caller and agent with gaps of 3.2 and 2.4 s, and an overlap of 1.4 s. */
const agent: Known = [
  [3.2, 6],
  [10, 14],
  [20, 22.5],
];
const caller: Known = [
  [6.5, 11.4],
  [16.4, 19],
];
const seconds = 24;

function measure(one: Float32Array, other: Float32Array, sampleRate = 8000) {
  return speechIn(levelsOf(one, sampleRate), levelsOf(other, sampleRate));
}

function conversation(options: SoundOptions = {}, others: SoundOptions = options) {
  const rate = options.sampleRate ?? 8000;
  return measure(sound(seconds, agent, options), sound(seconds, caller, { ...others, pitch: 210 }), rate);
}

function expectNear(found: readonly Stretch[] | undefined, known: Known): void {
  expect(found?.map(({ from, to }) => `${from.toFixed(1)}-${to.toFixed(1)}`)).toHaveLength(known.length);
  for (const [place, [from, to]] of known.entries()) {
    expect(Math.abs((found?.[place]?.from ?? -1) - from)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs((found?.[place]?.to ?? -1) - to)).toBeLessThanOrEqual(tolerance);
  }
}

describe('speech of two channels', () => {
  it.each([8000, 4000, 11_025, 16_000, 22_050, 44_100, 48_000])('is found at %i samples per second', (sampleRate) => {
    const found = conversation({ sampleRate });
    expectNear(found?.[0], agent);
    expectNear(found?.[1], caller);
  });

  it.each([
    ['over the noise of a line', { noise: 0.02 }, { noise: 0.02 }],
    ['over noise on one side only', { noise: 0.03 }, {}],
    ['clipped', { gain: 6 }, { gain: 6 }],
    ['quiet', { gain: 0.02 }, { gain: 0.02 }],
    ['of unequal loudness', { gain: 0.9 }, { gain: 0.05 }],
  ])('is found where it is %s', (_name, options, others) => {
    const found = conversation(options, others);
    expectNear(found?.[0], agent);
    expectNear(found?.[1], caller);
  });

  it('gives gaps and talk-over to 50 ms', () => {
    const [one, other] = conversation({ noise: 0.01 })!;
    expectNear(overlapsOf(one, other), [[10, 11.4]]);
    expectNear(silencesOf({ seconds, agent: one, caller: other }), [
      [0, 3.2],
      [6, 6.5],
      [14, 16.4],
      [19, 20],
      [22.5, 24],
    ]);
  });

  it('is measured as well wherever it lies', () => {
    const time = fc.integer({ min: 10, max: 40 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(fc.tuple(time, time, time, time), fc.double({ min: 0.3, max: 1.5, noNaN: true }), (lengths, over) => {
        const [before, first, second, gap] = lengths;
        const begin = before + first - over;
        const [one, other]: [Known, Known] = [
          [[before, before + first]],
          [
            [begin, begin + second + over],
            [begin + second + over + gap, begin + second + over + gap + 1],
          ],
        ];
        if (over > first - 0.2) return;
        const length = begin + second + over + gap + 2;
        const found = measure(sound(length, one, { noise: 0.01 }), sound(length, other, { noise: 0.01, pitch: 230 }));
        expectNear(found?.[0], one);
        expectNear(found?.[1], other);
        expectNear(overlapsOf(found![0], found![1]), [[begin, before + first]]);
      }),
      { numRuns: 25 },
    );
  });

  it('is not the echo of the other side', () => {
    const [one, other] = [sound(seconds, agent), sound(seconds, caller, { pitch: 210 })];
    const found = measure(mixed(one, other, 0.06), mixed(other, one, 0.06));
    expectNear(found?.[0], agent);
    expectNear(found?.[1], caller);
  });

  it('is neither a click, nor lengthened by one', () => {
    const one = sound(seconds, agent);
    for (const at of [1, 6.1, 18]) one.fill(0.99, at * 8000, at * 8000 + 80);
    expectNear(measure(one, sound(seconds, caller, { pitch: 210 }))?.[0], agent);
  });

  it('is none in silence and in noise, and nobody is talked over there', () => {
    const none = [new Float32Array(seconds * 8000), sound(seconds, [], { noise: 0.05 })];
    for (const quiet of none) {
      const found = measure(sound(seconds, agent), quiet);
      expectNear(found?.[0], agent);
      expect(found?.[1]).toEqual([]);
    }
  });

  it('is not told apart where both channels have the same sound, whatever their loudness', () => {
    const mono = mixed(sound(seconds, agent), sound(seconds, caller), 1);
    expect(measure(mono, mono)).toBeNull();
    expect(
      measure(
        mono,
        mono.map((sample) => sample / 3),
      ),
    ).toBeNull();
  });

  it('is none in an empty recording, and in one of a few samples', () => {
    expect(measure(new Float32Array(), new Float32Array())).toEqual([[], []]);
    expect(measure(new Float32Array(3).fill(0.5), new Float32Array(3))).toEqual([[], []]);
    expect(silencesOf({ seconds: 0, agent: [], caller: [] })).toEqual([]);
  });
});

describe('loudness', () => {
  it('has a window for each hundredth of a second, at every rate, and one for what is left', () => {
    for (const rate of [4000, 8000, 11_025, 44_100]) {
      expect(levelsOf(new Float32Array(rate * 2), rate).means.length).toBe(200);
      expect(levelsOf(new Float32Array(rate * 2 + 20), rate).means.length).toBe(201);
    }
    expect(levelsOf(new Float32Array(), 8000).peaks.length).toBe(0);
  });

  it('is the loudest sample and the root mean square of a window', () => {
    const { peaks, means } = levelsOf(new Float32Array(80).fill(-0.5, 0, 40), 8000);
    expect([peaks[0], means[0]]).toEqual([0.5, Math.fround(Math.sqrt(0.125))]);
  });
});
