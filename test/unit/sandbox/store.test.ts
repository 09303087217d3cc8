import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seedState } from '../../../src/sandbox/seed/index.ts';
import { pageOf, type Page } from '../../../src/sandbox/state/pages.ts';
import type { State } from '../../../src/sandbox/state/schema.ts';
import { Store, type Keeper } from '../../../src/sandbox/state/store.ts';

/** A keeper whose saves end when the test says so. */
class SlowKeeper implements Keeper {
  readonly saved: number[] = [];
  #end: ((error?: Error) => void)[] = [];

  async save(state: State): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#end.push((error) => (error ? reject(error) : resolve()));
    });
    this.saved.push(state.next_number);
  }

  end(error?: Error): void {
    this.#end.shift()?.(error);
  }
}

const counted = (number: number): State => ({ ...seedState(0), next_number: number });
const add = (store: Store) =>
  store.change((state) => ({
    state: { ...state, next_number: state.next_number + 1 },
    result: state.next_number + 1,
  }));
const turn = async () => await new Promise<void>((resolve) => setImmediate(resolve));

describe('the store', () => {
  it('promises and shows nothing that is not saved', async () => {
    const keeper = new SlowKeeper();
    const store = new Store(counted(0), keeper);
    let answered = false;
    const change = add(store).finally(() => {
      answered = true;
    });
    await turn();
    expect([answered, store.state.next_number]).toEqual([false, 0]);
    keeper.end();
    expect([await change, store.state.next_number]).toEqual([1, 1]);
  });

  it('saves changes that come meanwhile together', async () => {
    const keeper = new SlowKeeper();
    const store = new Store(counted(0), keeper);
    const changes = [add(store), add(store), add(store), add(store)];
    await turn();
    keeper.end();
    await turn();
    keeper.end();
    expect(await Promise.all(changes)).toEqual([1, 2, 3, 4]);
    expect(keeper.saved).toEqual([1, 4]);
  });

  it('takes back what could not be saved, and what was built on it, and goes on', async () => {
    const keeper = new SlowKeeper();
    const store = new Store(counted(0), keeper);
    const lost = Promise.allSettled([add(store), add(store)]);
    await turn();
    keeper.end(new Error('disk full'));
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(store.state.next_number).toBe(0);
    const kept = add(store);
    await turn();
    keeper.end();
    expect([await kept, keeper.saved]).toEqual([1, [1]]);
  });

  it('changes nothing when a change is refused', async () => {
    const keeper = new SlowKeeper();
    const store = new Store(counted(7), keeper);
    const refused = store.change(() => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    await store.settled();
    expect([store.state.next_number, keeper.saved]).toEqual([7, []]);
  });

  it('lets an answer that rests on an unsaved change wait for it', async () => {
    const keeper = new SlowKeeper();
    const store = new Store(counted(0), keeper);
    const first = add(store);
    let answered = false;
    const reader = store
      .change((state) => ({ state, result: state.next_number }))
      .finally(() => {
        answered = true;
      });
    await turn();
    expect(answered).toBe(false);
    keeper.end();
    await first;
    await turn();
    keeper.end();
    expect(await reader).toBe(1);
  });
});

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
