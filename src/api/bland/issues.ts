import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import * as read from './lenient.ts';
import { pagingQuery, toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

/** Documented values. The service may send others, which are shown as they are. */
export const issueStatuses = ['backlog', 'todo', 'in_progress', 'in_review', 'done', 'closed'] as const;
export const issueSeverities = ['critical', 'high', 'medium', 'low'] as const;
const issueSources = ['manual', 'automated', 'client'] as const;
/** Categories every organisation has; others are free text. */
export const defaultCategories = [
  'Transcription',
  'Speech',
  'Dialogue',
  'Routing',
  'Tools',
  'Latency',
  'Telephony',
  'Bug',
] as const;

/**
 * An issue as read. What names and ranks it is required; `dispatch_*`, `skill_*`, `agent_*` and `linked_alert_count` come
 * and go between versions of the service. Timestamps are ISO 8601 in UTC.
 */
export const issueSchema = z.object({
  /** UUID; the only id that paths accept. */
  id: read.required,
  /** `T-1042`: for people, never for paths. */
  triage_id: read.required,
  org_id: read.text,
  number: read.number,
  title: z.string(),
  description: read.textOrEmpty,
  status: read.required,
  severity: read.required,
  source: read.textOrEmpty,
  category: read.textOrEmpty,
  dispatch_id: read.text,
  dispatch_name: read.text,
  skill_id: read.text,
  skill_name: read.text,
  agent_id: read.text,
  agent_version_id: read.text,
  owner_id: read.text,
  assignee_id: read.text,
  author_id: read.text,
  external_link: read.object,
  created_at: read.time,
  updated_at: read.time,
  last_activity_at: read.time,
  resource_count: read.count,
  flag_count: read.count,
  relation_count: read.count,
  /** Null: this version of the service does not count them. */
  linked_alert_count: read.countOrNull,
  /** The latest run of the agent, of which only these two are documented. */
  latest_agent_session: read.orNull(z.object({ id: read.text, status: read.text })),
  is_processing: read.booleanOrFalse,
  has_unread_activity: read.booleanOrFalse,
});

export type Issue = z.output<typeof issueSchema>;

/** Limits of the service, in UTF-16 units (it does not say what it counts; this is the strictest reading). */
export const maxTitleLength = 200;
export const maxDescriptionLength = 10_000;
export const maxCategoryLength = 64;

const id = z.string().check(z.minLength(1));
const optionalId = z.optional(id);
const title = z.string().check(z.minLength(1), z.maxLength(maxTitleLength));
const category = z.string().check(z.minLength(1), z.maxLength(maxCategoryLength));
const description = z.optional(z.string().check(z.maxLength(maxDescriptionLength)));

/** Create Issue, body, as it is checked before it is sent. An unknown key would be refused with 400. */
export const newIssueSchema = z.strictObject({
  title,
  severity: z.enum(issueSeverities),
  /** Free text; it need not be in the catalogue. */
  category,
  description,
  /** `todo` when it is left out. */
  status: z.optional(z.enum(issueStatuses)),
  /** `manual` when it is left out. */
  source: z.optional(z.enum(issueSources)),
  agent_id: optionalId,
  agent_version_id: optionalId,
  dispatch_id: optionalId,
  skill_id: optionalId,
  owner_id: optionalId,
  assignee_id: optionalId,
  /** Evidence that is attached with it. */
  resource_links: z.optional(
    z.array(z.strictObject({ resource_type: z.enum(['call', 'sms_conversation', 'file']), resource_id: id })),
  ),
});

export type NewIssue = Readonly<z.output<typeof newIssueSchema>>;

/** Update Issue, body: any of these. Null clears a person. */
export const issueChangeSchema = z.strictObject({
  title: z.optional(title),
  description,
  status: z.optional(z.enum(issueStatuses)),
  severity: z.optional(z.enum(issueSeverities)),
  category: z.optional(category),
  owner_id: z.optional(z.nullable(id)),
  assignee_id: z.optional(z.nullable(id)),
});

export type IssueChange = Readonly<z.output<typeof issueChangeSchema>>;

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
  /** The time that `date_range` filters; the service's default is `last_activity_at`. */
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
