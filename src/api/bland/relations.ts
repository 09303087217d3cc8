import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import * as read from './lenient.ts';
import { pagingQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

export const relationTypes = ['related_to', 'blocks', 'duplicate_of'] as const;

/**
 * A directed relation of the issue that it was listed for. It is not documented if the two IDs are swapped for incoming
 * ones, so compare them with the issue's.
 */
const relationSchema = z.object({
  id: read.required,
  org_id: read.text,
  issue_id: read.required,
  related_issue_id: read.required,
  related_triage_id: read.text,
  related_title: read.textOrEmpty,
  relation_type: read.required,
  /** `outgoing` or `incoming`; null when the service does not say. */
  direction: read.text,
  created_by_id: read.text,
  created_at: read.time,
});

export type Relation = z.output<typeof relationSchema>;

const newRelationSchema = z.strictObject({
  related_issue_id: z.string().check(z.minLength(1)),
  relation_type: z.enum(relationTypes),
});

/** Link Related Issue, body. */
type NewRelation = Readonly<z.output<typeof newRelationSchema>>;

export interface RelationsApi {
  /** GET /v1/triage/issues/{id}/relations: both directions. @throws NotFoundError */
  list(issueId: string, options?: PageOptions): Promise<Page<Relation>>;
  /** POST /v1/triage/issues/{id}/relations. What a second link of the same kind does is not documented. @throws NotFoundError */
  link(issueId: string, relation: NewRelation, options?: RequestOptions): Promise<Relation>;
  /** DELETE /v1/triage/issues/{id}/relations/{relation_id}, from either side. @throws NotFoundError */
  remove(issueId: string, relationId: string, options?: RequestOptions): Promise<void>;
}

export function relationsApi(client: Client): RelationsApi {
  const pathOf = (issueId: string): string => `/v1/triage/issues/${segment(issueId, 'issueId')}/relations`;
  return {
    async list(issueId, options = {}) {
      const query = pagingQuery(options);
      const answer = await client.request({ method: 'GET', path: pathOf(issueId), query, signal: options.signal });
      return readList(answer, relationSchema);
    },
    async link(issueId, relation, { signal } = {}) {
      const body = checked(newRelationSchema, relation);
      return readData(await client.request({ method: 'POST', path: pathOf(issueId), body, signal }), relationSchema);
    },
    async remove(issueId, relationId, { signal } = {}) {
      await client.request({
        method: 'DELETE',
        path: `${pathOf(issueId)}/${segment(relationId, 'relationId')}`,
        signal,
      });
    },
  };
}
