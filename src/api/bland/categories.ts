import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import { maxCategoryLength } from './issues.ts';
import * as read from './lenient.ts';
import { pagingQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked } from './strict.ts';

/** A name that pickers offer; an issue's category is free text beside it. */
const categorySchema = z.object({
  /** `built-in:<lowercase name>`, or a UUID. */
  id: read.required,
  org_id: read.text,
  name: read.required,
  created_at: read.time,
});

export type Category = z.output<typeof categorySchema>;

/** Create Category, body. Case is kept. */
export const newCategorySchema = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(maxCategoryLength)),
});

type NewCategory = Readonly<z.output<typeof newCategorySchema>>;

export interface CategoriesApi {
  /** GET /v1/triage/categories, alphabetical. Its last page may name a cursor: walk it with `pages` or `allItems`. */
  list(options?: PageOptions): Promise<Page<Category>>;
  /** POST /v1/triage/categories. What a name that exists does is not documented. @throws BadRequestError */
  create(category: NewCategory, options?: RequestOptions): Promise<Category>;
}

export function categoriesApi(client: Client): CategoriesApi {
  const path = '/v1/triage/categories';
  return {
    async list(options = {}) {
      const query = pagingQuery(options);
      return readList(await client.request({ method: 'GET', path, query, signal: options.signal }), categorySchema);
    },
    async create(category, { signal } = {}) {
      const body = checked(newCategorySchema, category);
      return readData(await client.request({ method: 'POST', path, body, signal }), categorySchema);
    },
  };
}
