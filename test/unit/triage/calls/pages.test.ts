import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallSummary, callSummarySchema } from '../../../../src/api/bland/calls.ts';
import type { Page } from '../../../../src/api/pages.ts';
import { mergedPage } from '../../../../src/triage/calls/pages.ts';

const call = (id: string, second: number | null): CallSummary =>
  callSummarySchema.parse({
    call_id: id,
    created_at: second === null ? null : new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString(),
  });

type Entry = CallSummary | 'broken';

/** A service that has these lists, told apart by their filter's number, and gives `size` places at a time. */
function serviceOf(lists: readonly (readonly Entry[])[], size: number) {
  return async (filter: { readonly from_number?: string | undefined }, cursor: string | undefined) => {
    const list = lists[Number(filter.from_number)] ?? [];
    const from = Number(cursor ?? 0);
    const window = list.slice(from, from + size);
    const page: Page<CallSummary> = {
      items: window.filter((entry) => entry !== 'broken'),
      broken: window.flatMap((entry, position) =>
        entry === 'broken' ? [{ position, id: null, code: null, reason: 'call_id: expected string' }] : [],
      ),
      nextCursor: from + size < list.length ? String(from + size) : null,
    };
    return page;
  };
}

async function everyPage(lists: readonly (readonly Entry[])[], size: number) {
  const filters = lists.map((_, index) => ({ from_number: String(index) }));
  const pages: Page<CallSummary>[] = [];
  let cursor: string | undefined;
  do {
    const page = await mergedPage(filters, cursor, size, serviceOf(lists, size));
    pages.push(page);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

describe('one list', () => {
  it('comes as the service pages it', async () => {
    const list = [call('a', 5), call('b', 4), 'broken' as const, call('c', 3), call('d', 2)];
    const pages = await everyPage([list], 2);
    expect(pages.map(({ items }) => items.map(({ call_id: id }) => id))).toEqual([['a', 'b'], ['c'], ['d']]);
    expect(pages.map(({ nextCursor }) => nextCursor)).toEqual(['2', '4', null]);
    expect(pages[1]?.broken).toMatchObject([{ position: 0 }]);
  });

  it('that is empty is a page without a next one', async () => {
    expect(await everyPage([[]], 50)).toEqual([{ items: [], broken: [], nextCursor: null }]);
  });
});

describe('two lists', () => {
  it('come newest first, whichever they are from, and end when both have', async () => {
    const from = [call('a', 9), call('c', 7), call('d', 6)];
    const to = [call('b', 8), call('e', 1)];
    const pages = await everyPage([from, to], 2);
    expect(pages.map(({ items }) => items.map(({ call_id: id }) => id))).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(pages[1]?.nextCursor).toBe('-+1');
  });

  it('give everything exactly once and in order, whatever they hold', async () => {
    const list = fc
      .array(fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 8 }), { maxLength: 25 })
      .map((seconds) => seconds.sort((a, b) => (b ?? 0) - (a ?? 0)));
    await fc.assert(
      fc.asyncProperty(list, list, fc.integer({ min: 1, max: 7 }), async (first, second, size) => {
        const entries = (name: string, seconds: (number | null)[]): Entry[] =>
          seconds.map((at, index) => (at === null ? 'broken' : call(`${name}${index}`, at)));
        const lists = [entries('a', first), entries('b', second)];
        const pages = await everyPage(lists, size);
        const got = pages.flatMap(({ items }) => items);
        const all = lists.flat().filter((entry) => entry !== 'broken');
        expect(got.map(({ call_id: id }) => id).sort()).toEqual(all.map(({ call_id: id }) => id).sort());
        const times = got.map(({ created_at: at }) => at ?? '');
        expect(times).toEqual(times.toSorted().reverse());
        expect(pages.flatMap(({ broken }) => broken)).toHaveLength(lists.flat().length - all.length);
        for (const page of pages) expect(page.items.length + page.broken.length).toBeLessThanOrEqual(size);
      }),
      { numRuns: 200 },
    );
  });
});
