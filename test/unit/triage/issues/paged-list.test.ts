import { expect, it } from 'vitest';
import type { Page } from '../../../../src/api/pages.ts';
import { PagedList } from '../../../../src/triage/issues/paged-list.ts';

interface Row {
  readonly id: string;
}

const page = (id: string, nextCursor: string | null, broken: Page<Row>['broken'] = []): Page<Row> => ({
  items: [{ id }],
  broken,
  nextCursor,
});

/** A list whose pages are given one after the other, at a time that is set. */
function listOf(...answers: readonly (Page<Row> | Error)[]) {
  const left = [...answers];
  const clock = { now: 1_000_000 };
  const list = new PagedList<Row>(
    async () => {
      const next = left.shift() ?? new Error('no page is left');
      if (next instanceof Error) throw next;
      return next;
    },
    () => clock.now,
  );
  return { list, clock };
}

it('is whole once its last page was read, for a minute after its first was asked for', async () => {
  const { list, clock } = listOf(page('a', '2'), page('b', null));
  expect(list.isWhole).toBe(false);
  await list.load();
  expect(list.isWhole).toBe(false);
  clock.now += 30_000;
  await list.more();
  expect(list.isWhole).toBe(true);
  list.put({ id: 'c' });
  clock.now += 29_999;
  expect(list.isWhole).toBe(true);
  clock.now += 1;
  expect(list.isWhole).toBe(false);
});

it('is not whole with an item that cannot be read, after a failure, or when it was reset', async () => {
  const broken = [{ position: 1, id: null, code: null, reason: 'unreadable' }];
  const { list } = listOf(page('a', null, broken), page('a', null), new Error('gone'), page('a', null));
  await list.load();
  expect(list.isWhole).toBe(false);
  await list.load();
  expect(list.isWhole).toBe(true);
  await list.load();
  expect(list.isWhole).toBe(false);
  await list.load();
  expect(list.isWhole).toBe(true);
  list.reset();
  expect(list.isWhole).toBe(false);
});

it('has nothing to show while what failed is asked for again', async () => {
  const { list } = listOf(new Error('no key'), page('a', null), new Error('offline'));
  expect(list.isSettled).toBe(false);
  await list.load();
  expect(list.isSettled).toBe(true);
  const again = list.load();
  expect(list.isSettled).toBe(false);
  await again;
  expect(list.isSettled).toBe(true);
  const refreshed = list.load();
  expect(list.isSettled).toBe(true);
  await refreshed;
});
