import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readList } from './envelope.ts';
import * as read from './lenient.ts';
import { pagingQuery } from './paging.ts';
import { resourceLinkSchema } from './resources.ts';
import { segment } from './strict.ts';

/** The author: a `user`, the `system`, or an `agent`; other kinds are kept. */
const actorSchema = z.object({
  kind: read.textOrEmpty,
  id: read.text,
  label: read.textOrEmpty,
  avatar_url: read.text,
});

/** An issue as an entry names it. The shape is not documented: what is missing is null. */
const referencedIssueSchema = z.object({
  id: read.text,
  triage_id: read.text,
  title: read.textOrEmpty,
});

/** A thing the agent made, such as a draft of a pathway. `payload` is not documented. */
const artifactSchema = z.object({
  id: read.text,
  type: read.textOrEmpty,
  title: read.textOrEmpty,
  renderer: read.text,
  /** `pending`, `ready` or `error`; others are kept. */
  status: read.textOrEmpty,
  payload: read.orElse(z.unknown(), null),
  external_urls: read.orElse(z.unknown(), null),
});

/** A run's session as its entries name it. `status` as in `agentSessionSchema`. */
const entrySessionSchema = z.object({
  id: read.text,
  agent_profile_id: read.text,
  agent_name: read.textOrEmpty,
  status: read.textOrEmpty,
});

/**
 * One thing that happened on an issue. Entries of the issue and of the agent come mixed; what one kind does not have is
 * null or empty. `metadata` differs by type and is not documented.
 */
export const activityEntrySchema = z.object({
  /** `issue` or `agent`. */
  entry_kind: read.textOrEmpty,
  id: read.required,
  issue_id: read.text,
  /** `status_changed`, `comment`, `response`; others are kept. */
  type: read.required,
  actor: read.orNull(actorSchema),
  detail: read.textOrEmpty,
  metadata: read.object,
  created_at: read.time,
  /** On `status_changed` only. */
  from_status: read.text,
  to_status: read.text,
  resources: read.listOf(resourceLinkSchema, read.mostPaged),
  referenced_issues: read.listOf(referencedIssueSchema, read.mostPaged),
  agent_session: read.orNull(entrySessionSchema),
  artifact: read.orNull(artifactSchema),
});

export type ActivityEntry = z.output<typeof activityEntrySchema>;

export interface ActivityApi {
  /**
   * GET /v1/triage/issues/{id}/activity, newest first. The only way to read comments and what the agent answered.
   * @throws NotFoundError
   */
  list(issueId: string, options?: PageOptions): Promise<Page<ActivityEntry>>;
}

export function activityApi(client: Client): ActivityApi {
  return {
    async list(issueId, options = {}) {
      const path = `/v1/triage/issues/${segment(issueId, 'issueId')}/activity`;
      const query = pagingQuery(options);
      return readList(
        await client.request({ method: 'GET', path, query, signal: options.signal }),
        activityEntrySchema,
      );
    },
  };
}
