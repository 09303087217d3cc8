import { describe, expect, it } from 'vitest';
import { indexesNamed, indexIn, messageName } from '../../../../src/triage/transcript/message-name.ts';

const rows = [
  { index: 0, seconds: 0.4 },
  { index: 2, seconds: 15.9 },
  { index: 1, seconds: 16 },
  { index: 3, seconds: 16.99 },
  { index: 4, seconds: 3723 },
  { index: 5, seconds: null },
];

describe('the name of a message', () => {
  it.each([
    [3, [3]],
    ['#12', [12]],
    ['0:15', [2]],
    ['0:16', [1, 3]],
    ['1:02:03', [4]],
    ['0:17', []],
  ])('%s is of %j: the time is the one that its row shows', (name, indexes) => {
    expect(messageName.safeParse(name).success).toBe(true);
    expect(indexesNamed(name, rows)).toEqual(indexes);
  });

  it('tells the index by itself, unless it is a time', () => {
    expect([indexIn(3), indexIn('#12'), indexIn('0:16')]).toEqual([3, 12, undefined]);
  });

  it.each(['', '#', '12', '0:1', ':16', '#-1', '0:16 ', '#1e3', -1, 1.5, null])('is not %j', (name) => {
    expect(messageName.safeParse(name).success).toBe(false);
  });
});
