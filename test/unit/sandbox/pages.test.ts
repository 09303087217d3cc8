import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, type Page } from '../../../src/sandbox/state/pages.ts';

describe('pages', () => {
  it('hold every item once, in order, whatever the limit', () => {
    const items = fc.uniqueArray(fc.record({ rank: fc.integer({ min: 0, max: 3 }), id: fc.string() }), {
      selector: ({ id }) => id,
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        items,
        fc.integer({ min: 1, max: 10 }),
        fc.constantFrom(1 as const, -1 as const),
        (list, limit, direction) => {
          const walked: typeof list = [];
          let cursor: string | undefined;
          do {
            const page: Page<(typeof list)[number]> = pageOf(
              list,
              { limit, cursor },
              'things',
              ({ rank, id }) => [rank, id],
              direction,
            );
            walked.push(...page.items);
            cursor = page.next_cursor ?? undefined;
          } while (cursor !== undefined);
          const sorted = list.toSorted((a, b) => direction * (a.rank - b.rank || (a.id < b.id ? -1 : 1)));
          expect(walked).toEqual(sorted);
        },
      ),
    );
  });

  it('refuse every cursor they did not give', () => {
    const list = [{ id: 'a' }, { id: 'b' }];
    const page = (cursor: string) => pageOf(list, { limit: 1, cursor }, 'things', ({ id }) => [id]);
    const { next_cursor } = pageOf(list, { limit: 1 }, 'others', ({ id }) => [id]);
    expect(() => page(next_cursor!)).toThrow('cursor: ');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => page(text)).toThrow('cursor: ');
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const made = Buffer.from(JSON.stringify(value)).toString('base64url');
        expect(() => page(made)).toThrow('cursor: ');
      }),
    );
  });
});
