import * as z from 'zod/mini';
import { type Category, newCategorySchema } from '../../../api/bland/categories.ts';
import type { Outcome, WriteKind } from '../kind.ts';
import { absentState, readAll } from '../list-reading.ts';

const schema = z.object({ category: newCategorySchema });

export type CreateCategoryPayload = Readonly<z.output<typeof schema>>;

/** Create Category. The effect of a second one of the same name is not documented, so it is never made on purpose. */
export const createCategory: WriteKind<CreateCategoryPayload, Category> = {
  name: 'category.create',
  schema,
  // It belongs to no issue.
  issueId: () => '',
  nextStep: ({ category }) => ({
    type: 'change',
    isCheckedFirst: false,
    async look(api, _baseline, signal) {
      const list = await readAll((page) => api.categories.list(page), signal);
      const stored = list.items.find(({ name }) => spelled(name) === spelled(category.name));
      return stored === undefined ? absentState(list, null) : { at: 'target', outcome: done(stored) };
    },
    send: async (api, _baseline, signal) => done(await api.categories.create(category, { signal })),
  }),
  apply: () => undefined,
};

/** A name as pickers compare it: C and C++ differ. */
function spelled(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

function done(category: Category): Outcome<CreateCategoryPayload, Category> {
  return { made: { id: category.id, author: null }, result: category };
}
