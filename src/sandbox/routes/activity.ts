import { data } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { activityOf } from '../state/activity.ts';
import { now, requireIssue } from '../state/issues.ts';
import { pageOf } from '../state/pages.ts';

/** GET /v1/triage/issues/{id}/activity (List Activity), newest first. */
export const activity: Routes = (app, { store }) => {
  app.get('/v1/triage/issues/:id/activity', async (c) => {
    const asked = readQuery(c, paging);
    const state = await store.read();
    const { id } = requireIssue(state, c.req.param('id'));
    const all = activityOf(state, id, now());
    const page = pageOf(all, asked, 'activity', ({ seq, view }) => [view.created_at, seq, view.id], -1);
    return data(c, { ...page, items: page.items.map(({ view }) => view) });
  });
};
