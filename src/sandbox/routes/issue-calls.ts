import { data, notFound } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { issueView, requireIssue } from '../state/issues.ts';
import { attach, detach, findLink } from '../state/resources.ts';

/** PUT (Attach Call) and DELETE (Detach Call) of /v1/triage/issues/{id}/calls/{call_id}. */
export const issueCalls: Routes = (app, { store }) => {
  // Answers the whole issue, not a link.
  app.put('/v1/triage/issues/:id/calls/:callId', async (c) => {
    const { id, callId } = c.req.param();
    const view = await store.change((before) => {
      requireIssue(before, id);
      const { state } = attach(before, id, 'call', callId);
      return { state, result: issueView(state, requireIssue(state, id)) };
    });
    return data(c, view);
  });

  // Not idempotent: what is detached already is not found.
  app.delete('/v1/triage/issues/:id/calls/:callId', async (c) => {
    const { id, callId } = c.req.param();
    await store.change((state) => {
      const link = findLink(state, id, 'call', callId);
      if (link === undefined) throw notFound('Resource');
      return { state: detach(state, link), result: undefined };
    });
    return c.body(null, 204);
  });
};
