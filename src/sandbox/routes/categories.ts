import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { data } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { now } from '../time.ts';
import { pageOf } from '../state/pages.ts';
import type { Category, State } from '../state/schema.ts';

const body = z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(64)) });

/** List Categories (alphabetical) and Create Category, at /v1/triage/categories. */
export const categories: Routes = (app, { store }) => {
  app.get('/v1/triage/categories', async (c) => {
    const asked = readQuery(c, paging);
    const state = await store.read();
    const page = pageOf(state.categories, asked, 'categories', ({ name, id }) => [name.toLowerCase(), id]);
    return data(c, { ...page, items: page.items.map((category) => categoryView(state, category)) });
  });

  // Not documented: here, creating again answers 200 with the existing category, as for links and relations.
  app.post('/v1/triage/categories', async (c) => {
    const { name } = await readBody(c, body);
    const { view, added } = await store.change((before) => {
      const existing = before.categories.find((one) => one.name === name);
      if (existing !== undefined) {
        return { state: before, result: { view: categoryView(before, existing), added: false } };
      }
      const category: Category = { id: randomUUID(), name, created_at: now() };
      const state = { ...before, categories: [...before.categories, category] };
      return { state, result: { view: categoryView(state, category), added: true } };
    });
    return data(c, view, added ? 201 : 200);
  });
};

const categoryView = (state: State, category: Category) => ({ ...category, org_id: state.org_id });
