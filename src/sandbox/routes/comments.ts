import * as z from 'zod/mini';
import { data, notFound } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { entryView } from '../state/activity.ts';
import { happen } from '../state/history.ts';
import { now, requireIssue, withActivity } from '../state/issues.ts';
import { startRun, startSession } from '../state/norm-runs.ts';
import { linkView } from '../state/resources.ts';
import type { Issue, State } from '../state/schema.ts';

const body = z.strictObject({
  detail: z.string().check(z.minLength(1), z.maxLength(4000)),
  resource_link_ids: z._default(z.array(z.string().check(z.minLength(1))), () => []),
});

/** POST /v1/triage/issues/{id}/comments (Add Comment). A mention of `@norm` gives the rest of the text to Norm. */
export const comments: Routes = (app, { store }) => {
  app.post('/v1/triage/issues/:id/comments', async (c) => {
    const wanted = await readBody(c, body);
    const view = await store.change((before) => {
      const issue = requireIssue(before, c.req.param('id'));
      const at = now();
      const resources = wanted.resource_link_ids.map((id) => {
        const link = before.links.find((one) => one.id === id && one.issue_id === issue.id);
        // Not documented: a link that is not on the issue is refused as one that is not there.
        if (link === undefined) throw notFound('Resource');
        return linkView(before, link);
      });
      const told = { issue_id: issue.id, type: 'comment', detail: wanted.detail, resources };
      const said = withActivity(happen(before, at, told), at, issue.id);
      const entry = said.activity.at(-1);
      if (entry === undefined) throw notFound('Comment');
      const state = /@norm/i.test(wanted.detail) ? dispatch(said, issue, wanted.detail, at) : said;
      return { state, result: entryView(state, entry, at) };
    });
    return data(c, view, 201);
  });
};

function dispatch(before: State, issue: Issue, detail: string, at: string): State {
  const known = before.agent_sessions.findLast((session) => session.issue_id === issue.id);
  const { state, session } =
    known === undefined ? startSession(before, issue.id, at) : { state: before, session: known };
  const prompt = detail.replace(/@norm\b/gi, '').trim();
  return startRun(state, issue, session, prompt, at).state;
}
