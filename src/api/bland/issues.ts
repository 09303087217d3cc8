import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import { type Issue, issueSchema } from './issue.ts';
import { type IssueChange, issueChangeSchema, type NewIssue, newIssueSchema } from './issue-body.ts';
import { pagingQuery, toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

export { defaultCategories, type Issue, issueSchema, issueSeverities, issueSources, issueStatuses } from './issue.ts';
export { type IssueChange, issueChangeSchema, type NewIssue, newIssueSchema } from './issue-body.ts';

const value = z.optional(z.string());
const values = z.optional(z.readonly(z.array(z.string().check(z.minLength(1)))));

/**
 * List Issues, query. The names are the service's. What it documents as repeatable is a list; what it refuses with 400
 * outside its values (`sort`, `order`, `date_field`, `date_range`, `resource_type`) is refused here. Texts that are empty
 * are not sent, because unknown and empty parameters are refused too.
 */
export const issueFilterSchema = z.strictObject({
  sort: z.optional(z.enum(['last_activity_at', 'created_at', 'severity', 'status'])),
  order: z.optional(z.enum(['desc', 'asc'])),
  /** Searches title and description. */
  search: value,
  status: values,
  severity: values,
  category: values,
  /** Issues with at least one resource of this type. */
  resource_type: z.optional(z.enum(['call', 'sms_conversation', 'file'])),
  owner_id: value,
  assignee_id: value,
  agent_id: value,
  agent_version_id: value,
  dispatch_id: value,
  skill_id: value,
  has_alert: z.optional(z.boolean()),
  /** What `date_range` counts from; the service's default is `last_activity_at`. */
  date_field: z.optional(z.enum(['last_activity_at', 'created_at'])),
  date_range: z.optional(z.enum(['24h', '7d', '30d', '90d'])),
});

export type IssueFilter = Readonly<z.output<typeof issueFilterSchema>>;

export interface IssuesApi {
  /** GET /v1/triage/issues. `limit` is 1 to 100. @throws InvalidRequestError, BadRequestError and what every request throws */
  list(filter?: IssueFilter, options?: PageOptions): Promise<Page<Issue>>;
  /** GET /v1/triage/issues/{id}. @throws NotFoundError also for an issue of another organisation */
  get(issueId: string, options?: RequestOptions): Promise<Issue>;
  /**
   * POST /v1/triage/issues. Not idempotent: sent again, it makes another issue.
   * @throws NotFoundError when a resource that it should attach is not in the organisation; BadRequestError
   */
  create(issue: NewIssue, options?: RequestOptions): Promise<Issue>;
  /** PATCH /v1/triage/issues/{id}. What is left out stays; null clears owner or assignee. @throws NotFoundError, BadRequestError */
  update(issueId: string, change: IssueChange, options?: RequestOptions): Promise<Issue>;
  /**
   * DELETE /v1/triage/issues/{id}: with its flags, relations, comments and sessions, for good. Not idempotent.
   * @throws NotFoundError
   */
  remove(issueId: string, options?: RequestOptions): Promise<void>;
  /** PUT /v1/triage/issues/{id}/view, for the user who owns the key. Again changes nothing. @throws NotFoundError */
  view(issueId: string, options?: RequestOptions): Promise<void>;
}

export function issuesApi(client: Client): IssuesApi {
  const path = '/v1/triage/issues';
  const pathOf = (issueId: string): string => `${path}/${segment(issueId, 'issueId')}`;
  return {
    async list(filter = {}, options = {}) {
      const query = new URLSearchParams([...toQuery(checked(issueFilterSchema, filter)), ...pagingQuery(options)]);
      return readList(await client.request({ method: 'GET', path, query, signal: options.signal }), issueSchema);
    },
    async get(issueId, { signal } = {}) {
      return readData(await client.request({ method: 'GET', path: pathOf(issueId), signal }), issueSchema);
    },
    async create(issue, { signal } = {}) {
      const body = checked(newIssueSchema, issue);
      return readData(await client.request({ method: 'POST', path, body, signal }), issueSchema);
    },
    async update(issueId, change, { signal } = {}) {
      const body = checked(issueChangeSchema, change);
      return readData(await client.request({ method: 'PATCH', path: pathOf(issueId), body, signal }), issueSchema);
    },
    async remove(issueId, { signal } = {}) {
      await client.request({ method: 'DELETE', path: pathOf(issueId), signal });
    },
    async view(issueId, { signal } = {}) {
      const path = `/v1/triage/issues/${segment(issueId, 'issueId')}/view`;
      await client.request({ method: 'PUT', path, signal });
    },
  };
}
