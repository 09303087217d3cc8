import * as z from 'zod/mini';
import { data } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { issueView, now, requireIssue } from '../state/issues.ts';
import { severities, statuses, type State } from '../state/schema.ts';

const person = z.exactOptional(z.nullable(z.string().check(z.minLength(1))));
const body = z.strictObject({
  title: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(200))),
  description: z.exactOptional(z.string().check(z.maxLength(10_000))),
  status: z.exactOptional(z.enum(statuses)),
  severity: z.exactOptional(z.enum(severities)),
  category: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(64))),
  owner_id: person,
  assignee_id: person,
});

/** PATCH (Update Issue) and DELETE (Delete Issue) of /v1/triage/issues/{id}. */
export const editIssue: Routes = (app, { store }) => {
  // An empty body is an allowed no-op: nothing changes, not even the times.
  app.patch('/v1/triage/issues/:id', async (c) => {
    const change = await readBody(c, body);
    const view = await store.change((before) => {
      const issue = requireIssue(before, c.req.param('id'));
      if (Object.keys(change).length === 0) return { state: before, result: issueView(before, issue) };
      const at = now();
      const changed = { ...issue, ...change, updated_at: at, last_activity_at: at };
      const state = { ...before, issues: before.issues.map((one) => (one === issue ? changed : one)) };
      return { state, result: issueView(state, changed) };
    });
    return data(c, view);
  });

  app.delete('/v1/triage/issues/:id', async (c) => {
    await store.change((before) => {
      const { id } = requireIssue(before, c.req.param('id'));
      return { state: withoutIssue(before, id), result: undefined };
    });
    return c.body(null, 204);
  });
};

/** The state without an issue and what hung on it. Calls, conversations and files are untouched. */
function withoutIssue(state: State, id: string): State {
  const others = (one: { readonly issue_id: string }): boolean => one.issue_id !== id;
  return {
    ...state,
    issues: state.issues.filter((issue) => issue.id !== id),
    links: state.links.filter(others),
    flags: state.flags.filter(others),
    relations: state.relations.filter((one) => others(one) && one.related_issue_id !== id),
  };
}
