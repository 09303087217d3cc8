import { expect, it } from 'vitest';
import { readNewest } from '../../../../src/triage/outbox/list-reading.ts';

const item = (number: number) => ({ id: `item-${number}` });
const signal = new AbortController().signal;

/** A service's list, newest first. */
const read = (items: readonly { id: string }[], before: ReadonlySet<string> | undefined) =>
  readNewest(async () => ({ items: items.slice(0, 100), broken: [], nextCursor: null }), before, signal);

it('takes nothing for new that has moved up to the first page since', async () => {
  const items = Array.from({ length: 120 }, (_, at) => item(120 - at));
  const before = new Set((await read(items, undefined)).ids);
  const now = [item(121), ...items.filter(({ id }) => id !== 'item-118')];
  const fresh = (await read(now, before)).items.filter(({ id }) => !before.has(id));
  expect(fresh).toEqual([item(121)]);
});

it('takes for new what stands behind something old in a short list', async () => {
  const before = new Set((await read([item(1)], undefined)).ids);
  const fresh = (await read([item(1), item(2)], before)).items.filter(({ id }) => !before.has(id));
  expect(fresh).toEqual([item(2)]);
});
