import * as z from 'zod/mini';
import { type Category, newCategorySchema } from '../../../api/bland/categories.ts';
import { allItems } from '../../../api/pages.ts';
import type { WriteKind } from '../outbox.ts';

const schema = z.object({ category: newCategorySchema });

export type CreateCategoryPayload = Readonly<z.output<typeof schema>>;

/** Create Category. What a second one of the same name does is not documented, so it is never made on purpose. */
export const createCategory: WriteKind<CreateCategoryPayload, Category> = {
  name: 'category.create',
  schema,
  // It belongs to no issue, and waits for none.
  issueId: () => '',
  send: (api, { category }, signal) => api.categories.create(category, { signal }),
  async find(api, { category }, _since, _isTaken, signal) {
    const page = (cursor: string | undefined) => api.categories.list({ cursor, limit: 100, signal });
    for await (const stored of allItems(page)) if (stored.name === category.name) return stored;
    return undefined;
  },
  resultId: () => null,
  apply: () => undefined,
};
