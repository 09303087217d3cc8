import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import { readData } from './envelope.ts';
import * as read from './lenient.ts';
import type { RequestOptions } from './request-options.ts';
import { segment } from './strict.ts';

const version = {
  pathway_version_id: read.text,
  version_number: read.number,
  version_label: read.text,
} as const;

const callIds = read.listOf(z.string());

/** Pathways, personas and alerts of an issue's calls, which the service derives from the attached calls. */
const affectedSchema = z.object({
  issue_id: read.text,
  calls: read.listOf(
    z.object({
      call_id: read.required,
      title: read.textOrEmpty,
      started_at: read.time,
      pathway_id: read.text,
      pathway_name: read.text,
      ...version,
      persona_id: read.text,
      persona_name: read.text,
    }),
  ),
  pathways: read.listOf(
    z.object({
      pathway_id: read.required,
      pathway_name: read.textOrEmpty,
      ...version,
      call_count: read.count,
      call_ids: callIds,
    }),
  ),
  personas: read.listOf(
    z.object({ persona_id: read.required, persona_name: read.textOrEmpty, call_count: read.count, call_ids: callIds }),
  ),
});

export type Affected = z.output<typeof affectedSchema>;

export interface AffectedApi {
  /** GET /v1/triage/issues/{id}/affected. Not paged. @throws NotFoundError */
  get(issueId: string, options?: RequestOptions): Promise<Affected>;
}

export function affectedApi(client: Client): AffectedApi {
  return {
    async get(issueId, { signal } = {}) {
      const path = `/v1/triage/issues/${segment(issueId, 'issueId')}/affected`;
      return readData(await client.request({ method: 'GET', path, signal }), affectedSchema);
    },
  };
}
