import * as z from 'zod/mini';
import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import * as read from './lenient.ts';
import { pagingQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';
import { parseHttpDate, parseTime } from '../../shared/time.ts';

export const resourceTypes = ['call', 'sms_conversation', 'file'] as const;

/** Evidence on an issue. `id` is the link's (used to detach), `resource_id` the call's, conversation's or file's. */
export const resourceLinkSchema = z.object({
  id: read.required,
  issue_id: read.text,
  org_id: read.text,
  resource_type: read.required,
  resource_id: read.required,
  /** Resolved by the service; for calls a one-line summary. */
  title: read.textOrEmpty,
  /** `available` or `unavailable`; empty when the service does not say. */
  status: read.textOrEmpty,
  /** Snapshot from when it was attached. */
  metadata: read.object,
  attached_by_id: read.text,
  created_at: read.time,
});

export type ResourceLink = z.output<typeof resourceLinkSchema>;

/** Attach Resource, body. `resource_type` must be one of `resourceTypes`. */
interface NewResource {
  readonly resource_type: string;
  readonly resource_id: string;
}

const newResourceSchema = z.strictObject({
  resource_type: z.enum(resourceTypes),
  resource_id: z.string().check(z.minLength(1)),
});

export interface AttachedResource {
  readonly link: ResourceLink;
  /** The resource was on the issue before; null if unknown. */
  readonly existed: boolean | null;
}

export interface ResourcesApi {
  /** GET /v1/triage/issues/{id}/resources. @throws NotFoundError */
  list(issueId: string, options?: PageOptions): Promise<Page<ResourceLink>>;
  /**
   * POST /v1/triage/issues/{id}/resources. A second attach returns the existing link.
   * @throws NotFoundError when the issue or the resource is not in the organisation
   */
  attach(issueId: string, resource: NewResource, options?: RequestOptions): Promise<AttachedResource>;
  /** DELETE /v1/triage/issues/{id}/resources/{resource_link_id}. @throws NotFoundError when it is not attached */
  detach(issueId: string, linkId: string, options?: RequestOptions): Promise<void>;
}

export function resourcesApi(client: Client): ResourcesApi {
  const pathOf = (issueId: string): string => `/v1/triage/issues/${segment(issueId, 'issueId')}/resources`;
  return {
    async list(issueId, options = {}) {
      const query = pagingQuery(options);
      const answer = await client.request({ method: 'GET', path: pathOf(issueId), query, signal: options.signal });
      return readList(answer, resourceLinkSchema);
    },
    async attach(issueId, resource, { signal } = {}) {
      const body = checked(newResourceSchema, resource);
      const answer = await client.request({ method: 'POST', path: pathOf(issueId), body, signal });
      const link = readData(answer, resourceLinkSchema);
      return { link, existed: existedBefore(answer, link) };
    },
    async detach(issueId, linkId, { signal } = {}) {
      await client.request({ method: 'DELETE', path: `${pathOf(issueId)}/${segment(linkId, 'linkId')}`, signal });
    },
  };
}

/** A link that is older than its response by more than this existed before. Allows for slow requests and rounded clocks. */
const minAgeMs = 15_000;

/**
 * Returns whether a link existed before; null if unknown. The reference documents 200 for an existing link, later pages 201.
 * With 201, the link's time is compared with the response's `Date`, both from the service's clock.
 */
function existedBefore({ status, headers }: Answer, link: ResourceLink): boolean | null {
  if (status === 200) return true;
  const respondedAt = parseHttpDate(headers['date'] ?? '');
  const createdAt = parseTime(link.created_at);
  if (respondedAt === null || createdAt === null) return null;
  return respondedAt - createdAt > minAgeMs;
}
