import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import { type Issue, issueSchema } from './issue.ts';
import { pagingQuery, toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

export { defaultCategories, type Issue, issueSchema, issueSeverities, issueSources, issueStatuses } from './issue.ts';

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
  /** PUT /v1/triage/issues/{id}/view, for the user who owns the key. Again changes nothing. @throws NotFoundError */
  view(issueId: string, options?: RequestOptions): Promise<void>;
}

export function issuesApi(client: Client): IssuesApi {
  return {
    async list(filter = {}, options = {}) {
      const query = new URLSearchParams([...toQuery(checked(issueFilterSchema, filter)), ...pagingQuery(options)]);
      const path = '/v1/triage/issues';
      return readList(await client.request({ method: 'GET', path, query, signal: options.signal }), issueSchema);
    },
    async get(issueId, { signal } = {}) {
      const path = `/v1/triage/issues/${segment(issueId, 'issueId')}`;
      return readData(await client.request({ method: 'GET', path, signal }), issueSchema);
    },
    async view(issueId, { signal } = {}) {
      const path = `/v1/triage/issues/${segment(issueId, 'issueId')}/view`;
      await client.request({ method: 'PUT', path, signal, repeatable: true });
    },
  };
}
