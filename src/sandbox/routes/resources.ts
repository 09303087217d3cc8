import * as z from 'zod/mini';
import { data, notFound } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { issueView, requireIssue } from '../state/issues.ts';
import { pageOf } from '../state/pages.ts';
import { attach, detach, findLink, linkView } from '../state/resources.ts';
import { resourceTypes } from '../state/schema.ts';

const body = z.strictObject({
  resource_type: z.enum(resourceTypes),
  resource_id: z.string().check(z.minLength(1)),
});

/** List, Attach and Remove, under /v1/triage/issues/{id}/resources; Attach Call and Detach Call, under …/calls/{call_id}. */
export const resources: Routes = (app, { store }) => {
  app.get('/v1/triage/issues/:id/resources', async (c) => {
    const asked = readQuery(c, paging);
    const state = await store.read();
    const { id } = requireIssue(state, c.req.param('id'));
    const links = state.links.filter((link) => link.issue_id === id);
    const page = pageOf(links, asked, 'resources', (link) => [link.created_at, link.id]);
    return data(c, { ...page, items: page.items.map((link) => linkView(state, link)) });
  });

  // Attaching again answers 200 with the existing link.
  app.post('/v1/triage/issues/:id/resources', async (c) => {
    const wanted = await readBody(c, body);
    const { view, added } = await store.change((before) => {
      const { id } = requireIssue(before, c.req.param('id'));
      const { state, link, added } = attach(before, id, wanted.resource_type, wanted.resource_id);
      return { state, result: { view: linkView(state, link), added } };
    });
    return data(c, view, added ? 201 : 200);
  });

  app.delete('/v1/triage/issues/:id/resources/:linkId', async (c) => {
    const { id, linkId } = c.req.param();
    await store.change((state) => {
      const link = state.links.find((one) => one.id === linkId && one.issue_id === id);
      if (link === undefined) throw notFound('Resource');
      return { state: detach(state, link), result: undefined };
    });
    return c.body(null, 204);
  });

  // Answers the issue, not the link.
  app.put('/v1/triage/issues/:id/calls/:callId', async (c) => {
    const { id, callId } = c.req.param();
    const view = await store.change((before) => {
      requireIssue(before, id);
      const { state } = attach(before, id, 'call', callId);
      return { state, result: issueView(state, requireIssue(state, id)) };
    });
    return data(c, view);
  });

  // Not idempotent: detaching again answers 404.
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
