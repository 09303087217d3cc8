import * as z from 'zod/mini';
import { type Category, newCategorySchema } from '../../../api/bland/categories.ts';
import type { Outcome, WriteKind } from '../kind.ts';
import { absent, readAll } from '../sight.ts';

const schema = z.object({ category: newCategorySchema });

export type CreateCategoryPayload = Readonly<z.output<typeof schema>>;

/** Create Category. What a second one of the same name does is not documented, so it is never made on purpose. */
export const createCategory: WriteKind<CreateCategoryPayload, Category> = {
  name: 'category.create',
  schema,
  // It belongs to no issue, and waits for none.
  issueId: () => '',
  next: ({ category }) => ({
    type: 'change',
    checked: false,
    async look(api, _baseline, signal) {
      const list = await readAll((cursor) => api.categories.list({ cursor, limit: 100, signal }), signal);
      const stored = list.items.find(({ name }) => spelled(name) === spelled(category.name));
      return stored === undefined ? absent(list, null) : { at: 'target', outcome: done(stored) };
    },
    send: async (api, _baseline, signal) => done(await api.categories.create(category, { signal })),
  }),
  apply: () => undefined,
};

/** A name as pickers tell it from others: C and C++ are two. */
function spelled(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

function done(category: Category): Outcome<CreateCategoryPayload, Category> {
  return { made: { id: category.id, author: null }, result: category };
}
