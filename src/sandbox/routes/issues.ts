import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { data } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { issueView, requireIssue } from '../state/issues.ts';
import { attach } from '../state/resources.ts';
import { type Issue, resourceTypes, severities, sources, type State, statuses } from '../state/schema.ts';
import { now } from '../time.ts';

const id = z.string().check(z.minLength(1));
const newIssue = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  severity: z.enum(severities),
  category: z.string().check(z.minLength(1), z.maxLength(64)),
  description: z._default(z.string().check(z.maxLength(10_000)), ''),
  status: z._default(z.enum(statuses), 'todo'),
  source: z._default(z.enum(sources), 'manual'),
  agent_id: z.optional(id),
  agent_version_id: z.optional(id),
  dispatch_id: z.optional(id),
  skill_id: z.optional(id),
  owner_id: z.optional(id),
  assignee_id: z.optional(id),
  resource_links: z._default(
    z.array(z.strictObject({ resource_type: z.enum(resourceTypes), resource_id: id })),
    () => [],
  ),
});

const person = z.exactOptional(z.nullable(id));
const issueChange = z.strictObject({
  title: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(200))),
  description: z.exactOptional(z.string().check(z.maxLength(10_000))),
  status: z.exactOptional(z.enum(statuses)),
  severity: z.exactOptional(z.enum(severities)),
  category: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(64))),
  owner_id: person,
  assignee_id: person,
});

/** Create, Get, Update, Delete and Mark Viewed, under /v1/triage/issues. */
export const issues: Routes = (app, { store }) => {
  // If a resource is missing, nothing is created.
  app.post('/v1/triage/issues', async (c) => {
    const wanted = await readBody(c, newIssue);
    const view = await store.change((before) => {
      const { state, issue } = addIssue(before, wanted);
      return { state, result: issueView(state, requireIssue(state, issue.id)) };
    });
    return data(c, view, 201);
  });

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

  // An empty body is allowed and changes nothing, not even the times.
  app.patch('/v1/triage/issues/:id', async (c) => {
    const change = await readBody(c, issueChange);
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

/**
 * Adds an issue to a state.
 * @throws Refusal 404 `not_found` when one of its resources does not exist
 */
export function addIssue(
  before: State,
  wanted: z.infer<typeof newIssue>,
): { readonly state: State; readonly issue: Issue } {
  const at = now();
  const { resource_links: resources, ...given } = wanted;
  const issue: Issue = {
    id: randomUUID(),
    number: before.next_number,
    title: given.title,
    description: given.description,
    status: given.status,
    severity: given.severity,
    source: given.source,
    category: given.category,
    dispatch_id: given.dispatch_id ?? null,
    skill_id: given.skill_id ?? null,
    agent_id: given.agent_id ?? null,
    agent_version_id: given.agent_version_id ?? null,
    owner_id: given.owner_id ?? null,
    assignee_id: given.assignee_id ?? null,
    author_id: before.user_id,
    created_at: at,
    updated_at: at,
    last_activity_at: at,
    viewed: {},
  };
  let state: State = { ...before, next_number: before.next_number + 1, issues: [...before.issues, issue] };
  for (const resource of resources) {
    state = attach(state, issue.id, resource.resource_type, resource.resource_id, at).state;
  }
  return { state, issue };
}

/** Removes an issue with its links, flags and relations. Calls, conversations and files stay. */
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
