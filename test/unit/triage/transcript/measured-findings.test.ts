import { describe, expect, it } from 'vitest';
import { levelsOf, type MeasuredSpeech, speechIn } from '../../../../src/shared/speech.ts';
import type { Role, TranscriptRow } from '../../../../src/shared/transcript.ts';
import type { Finding } from '../../../../src/triage/transcript/finding.ts';
import { findFindings } from '../../../../src/triage/transcript/findings.ts';
import { sound } from '../../../support/sound.ts';

const row = (index: number, seconds: number | null, role: Role, text = 'Said.'): TranscriptRow => ({
  index,
  role,
  speaker: '',
  seconds,
  clock: null,
  text,
  fullLength: null,
  noise: false,
});
const rows = [row(0, 3.2, 'agent'), row(1, 6.5, 'caller'), row(2, 10, 'agent'), row(3, 19.4, 'caller')];
const speech = (
  agent: readonly (readonly [number, number])[],
  caller: readonly (readonly [number, number])[],
  seconds = 60,
): MeasuredSpeech => {
  const [one, other] = [agent, caller].map((all) => all.map(([from, to]) => ({ from, to })));
  return { seconds, agent: one!, caller: other! };
};
const measured = (found: readonly Finding[]) =>
  found.map((finding) => `${finding.id} ${'seconds' in finding ? finding.seconds.toFixed(1) : ''}`);
const find = (given: readonly TranscriptRow[], heard: MeasuredSpeech) =>
  measured(findFindings(given, { speech: heard }));

it('measures in the sound of a call what its messages only let estimate, to 50 ms', () => {
  const [agent, caller] = speechIn(
    levelsOf(
      sound(
        24,
        [
          [3.2, 6],
          [10, 14],
        ],
        { noise: 0.01 },
      ),
      8000,
    ),
    levelsOf(
      sound(
        24,
        [
          [6.5, 11.4],
          [19.4, 22],
        ],
        { noise: 0.01, pitch: 210 },
      ),
      8000,
    ),
  )!;
  const found = findFindings(rows, { speech: { seconds: 24, agent, caller } });
  expect(found.map(({ id }) => id)).toEqual(['start:0', 'talkover:2', 'silence:3']);
  const lengths = found.map((finding) => ('seconds' in finding ? finding.seconds : 0));
  for (const [place, known] of [3.2, 1.4, 5.4].entries()) expect(Math.abs(lengths[place]! - known)).toBeLessThan(0.05);
});

describe('silence', () => {
  it.each([
    [
      'up to 4 s is none',
      speech(
        [
          [0, 3],
          [7, 8],
        ],
        [],
      ),
      [],
    ],
    ['longer is one, on the message of whoever ends it', speech([[0, 5]], [[9.1, 12]]), ['silence:1 4.1']],
    ['to the end of the recording is none', speech([[0, 5]], []), []],
    ['before the first word may be 3 s', speech([[3, 60]], []), []],
    ['before the first word is said as that', speech([[3.1, 60]], []), ['start:0 3.1']],
    ['also where the caller says it', speech([], [[6.2, 60]]), ['start:1 6.2']],
    [
      'is the longest for its message',
      speech(
        [
          [0, 3.5],
          [8, 9],
          [14, 60],
        ],
        [],
      ),
      ['silence:2 5.0'],
    ],
  ])('%s', (_name, heard, expected) => expect(find(rows, heard)).toEqual(expected));

  it('is measured in place of estimated, as far as the recording goes', () => {
    const long = [row(0, 0, 'agent'), row(1, 20, 'caller'), row(2, 90, 'agent')];
    expect(measured(findFindings(long, {}))).toEqual(['silence:1 19.7', 'silence:2 69.7']);
    expect(find(long, speech([[0, 16]], [[20, 21]], 22))).toEqual(['silence:2 69.7']);
    const found = findFindings(long, { speech: speech([[0, 2]], [[20, 21]], 22) });
    expect(found.map((finding) => 'measured' in finding && finding.measured)).toEqual([true, false]);
  });

  it('needs a message with a time to stand on', () => {
    expect(find([row(0, null, 'agent')], speech([[5, 6]], []))).toEqual([]);
  });
});

describe('talk-over', () => {
  it.each([
    [
      'of the agent is found on the message that it begins',
      speech(
        [
          [0, 6],
          [10, 14],
        ],
        [[6, 11.4]],
      ),
      ['talkover:2 1.4'],
    ],
    [
      'shorter than 0.8 s is usual',
      speech(
        [
          [0, 6],
          [10, 14],
        ],
        [[6, 10.7]],
      ),
      [],
    ],
    [
      'of the caller is found where the agent goes on',
      speech(
        [[0, 9]],
        [
          [7, 8.5],
          [9, 60],
        ],
      ),
      ['goeson:0 1.5'],
    ],
    [
      'is the longest for its message',
      speech(
        [[0, 9]],
        [
          [4, 5],
          [6, 8],
        ],
      ),
      ['goeson:0 2.0'],
    ],
    ['is none of a caller who speaks alone', speech([], [[0, 60]]), []],
  ])('%s', (_name, heard, expected) => expect(find(rows, heard)).toEqual(expected));

  it('needs a message of the agent to stand on', () => {
    expect(find([row(0, 0, 'caller')], speech([[0, 6]], [[0, 6]]))).toEqual([]);
  });
});
