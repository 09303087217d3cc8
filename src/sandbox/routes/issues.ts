import { data } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { issueView, now, requireIssue } from '../state/issues.ts';

/** GET /v1/triage/issues/{id} (Get Issue) and PUT …/view (Mark Viewed). */
export const issues: Routes = (app, { store }) => {
  app.get('/v1/triage/issues/:id', async (c) => {
    const state = await store.read();
    return data(c, issueView(state, requireIssue(state, c.req.param('id'))));
  });

  app.put('/v1/triage/issues/:id/view', async (c) => {
    const viewed = await store.change((state) => {
      const { id } = requireIssue(state, c.req.param('id'));
      const at = now();
      const after = state.issues.map((issue) =>
        issue.id === id ? { ...issue, viewed: { ...issue.viewed, [state.user_id]: at } } : issue,
      );
      return { state: { ...state, issues: after }, result: { issue_id: id, last_viewed_at: at } };
    });
    return data(c, viewed);
  });
};
