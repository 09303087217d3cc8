import { expect, it } from 'vitest';
import type { Page } from '../../../../src/api/pages.ts';
import { PagedList } from '../../../../src/triage/issues/paged-list.ts';

interface Item {
  readonly id: string;
}

/** A list of pages of one item, whose requests are answered when the test says so. */
function pagedList(pages: number) {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const list = new PagedList<Item>(async (cursor = '0') => {
    asked.push(cursor);
    await new Promise<void>((resolve) => waiting.push(resolve));
    const at = Number(cursor);
    const page: Page<Item> = {
      items: [{ id: cursor }],
      broken: [],
      nextCursor: at + 1 < pages ? String(at + 1) : null,
    };
    return page;
  });
  /** Answers every request, also those that follow, until this is done. */
  const answer = async (done: Promise<unknown>): Promise<void> => {
    const end = done.then(() => true);
    const turn = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)));
    while (!(await Promise.race([end, turn()]))) waiting.shift()?.();
  };
  return { list, asked, answer };
}

it('more that is asked for during a refresh comes after it', async () => {
  const { list, asked, answer } = pagedList(5);
  await answer(list.load());
  const refresh = list.load();
  const more = [list.more(), list.more()];
  await answer(Promise.all([refresh, ...more]));
  expect(asked).toEqual(['0', '0', '1']);
  expect(list.items.map(({ id }) => id)).toEqual(['0', '1']);
});

it('more that is asked for during the first load, or at the end, asks for nothing in vain', async () => {
  const { list, asked, answer } = pagedList(1);
  await answer(Promise.all([list.load(), list.more()]));
  await answer(list.more());
  expect(asked).toEqual(['0']);
});

it('a refresh that is asked for while a page comes follows it', async () => {
  const { list, asked, answer } = pagedList(3);
  await answer(list.load());
  await answer(Promise.all([list.more(), list.load()]));
  expect(asked).toEqual(['0', '1', '0', '1']);
});
