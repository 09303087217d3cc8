import { expect, test } from 'vitest';
import type { Page } from '../../../../src/issues/activity/page.ts';
import { DocumentSnapshots } from '../../../../src/issues/activity/document-snapshots.ts';

const uri = 'call-triage-issue:/T-1.txt';
const page = (word: string): Page => ({
  text: `${word}\n`,
  links: [],
  actions: [{ title: word, command: 'callTriage.addComment', args: {}, line: 0 }],
});

/** Shows these texts one after the other. */
async function show(...words: readonly string[]): Promise<DocumentSnapshots<string>> {
  const left = [...words];
  const snapshots = new DocumentSnapshots(async () => page(left.shift() ?? ''));
  for (const _ of words) {
    snapshots.invalidate(uri);
    await snapshots.get(uri, true);
  }
  return snapshots;
}

test('a text that the editor still shows, or shows again, keeps its page', async () => {
  const snapshots = await show('first', 'second');
  expect(snapshots.findByText(uri, 'first\n')?.actions.map(({ title }) => title)).toEqual(['first']);
  expect(snapshots.findByText(uri, 'second\n')?.actions.map(({ title }) => title)).toEqual(['second']);
  expect(snapshots.findByText(uri, 'never\n')).toBeUndefined();
});

test('only the last few are kept, and none once the document is closed', async () => {
  const snapshots = await show('one', 'two', 'two', 'three', 'four', 'five');
  const known = () => ['one', 'two', 'three', 'four', 'five'].filter((word) => snapshots.findByText(uri, `${word}\n`));
  expect(known()).toEqual(['two', 'three', 'four', 'five']);
  snapshots.forget(uri);
  expect(known()).toEqual([]);
});

test('what stays the same stays as old as it was; what changes is newer, also within a millisecond', async () => {
  const left = ['same', 'same', 'other', 'same'];
  const snapshots = new DocumentSnapshots(async () => page(left.shift() ?? ''));
  const times: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    snapshots.invalidate(uri);
    times.push((await snapshots.get(uri, true)).changedAt);
  }
  const [first = 0, second = 0, third = 0, fourth = 0] = times;
  expect(second).toBe(first);
  expect(third).toBeGreaterThan(second);
  expect(fourth).toBeGreaterThan(third);
});
