import { expect, test } from 'vitest';
import type { Page } from '../../../../src/issues/activity/page.ts';
import { Shots } from '../../../../src/issues/activity/document-snapshots.ts';

const uri = 'call-triage-issue:/T-1.txt';
const page = (word: string): Page => ({
  text: `${word}\n`,
  links: [],
  actions: [{ title: word, command: 'callTriage.addComment', args: {}, line: 0 }],
});

/** Shows these texts one after the other. */
async function show(...words: readonly string[]): Promise<Shots<string>> {
  const left = [...words];
  const shots = new Shots(async () => page(left.shift() ?? ''));
  for (const _ of words) {
    shots.drop(uri);
    await shots.get(uri, true);
  }
  return shots;
}

test('a text that the editor still shows, or shows again, keeps its page', async () => {
  const shots = await show('first', 'second');
  expect(shots.saying(uri, 'first\n')?.actions.map(({ title }) => title)).toEqual(['first']);
  expect(shots.saying(uri, 'second\n')?.actions.map(({ title }) => title)).toEqual(['second']);
  expect(shots.saying(uri, 'never\n')).toBeUndefined();
});

test('only the last few are kept, and none once the document is closed', async () => {
  const shots = await show('one', 'two', 'two', 'three', 'four', 'five');
  const known = () => ['one', 'two', 'three', 'four', 'five'].filter((word) => shots.saying(uri, `${word}\n`));
  expect(known()).toEqual(['two', 'three', 'four', 'five']);
  shots.forget(uri);
  expect(known()).toEqual([]);
});

test('what stays the same stays as old as it was; what changes is newer, also within a millisecond', async () => {
  const left = ['same', 'same', 'other', 'same'];
  const shots = new Shots(async () => page(left.shift() ?? ''));
  const times: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    shots.drop(uri);
    times.push((await shots.get(uri, true)).changedAt);
  }
  const [first = 0, second = 0, third = 0, fourth = 0] = times;
  expect(second).toBe(first);
  expect(third).toBeGreaterThan(second);
  expect(fourth).toBeGreaterThan(third);
});
