import { data } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { pageOf } from '../state/pages.ts';

/** GET /v1/triage/categories (List Categories), alphabetical. */
export const categories: Routes = (app, { store }) => {
  app.get('/v1/triage/categories', (c) => {
    const asked = readQuery(c, paging);
    const state = store.state;
    const page = pageOf(state.categories, asked, 'categories', ({ name, id }) => [name.toLowerCase(), id]);
    return data(c, { ...page, items: page.items.map((category) => ({ ...category, org_id: state.org_id })) });
  });
};
