import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { data } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { issueView, now, requireIssue } from '../state/issues.ts';
import { attach } from '../state/resources.ts';
import { resourceTypes, severities, sources, statuses, type Issue, type State } from '../state/schema.ts';

const id = z.string().check(z.minLength(1));
const body = z.strictObject({
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

/** What Create Issue takes, with its defaults filled in. */
export type NewIssue = z.infer<typeof body>;

/** POST /v1/triage/issues (Create Issue). A resource that is missing refuses the whole: nothing is created. */
export const createIssue: Routes = (app, { store }) => {
  app.post('/v1/triage/issues', async (c) => {
    const wanted = await readBody(c, body);
    const view = await store.change((before) => {
      const { state, issue } = addIssue(before, wanted);
      return { state, result: issueView(state, requireIssue(state, issue.id)) };
    });
    return data(c, view, 201);
  });
};

/**
 * The state with one issue more.
 * @throws Refusal 404 `not_found` when something it should have attached does not exist
 */
export function addIssue(before: State, wanted: NewIssue): { readonly state: State; readonly issue: Issue } {
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
