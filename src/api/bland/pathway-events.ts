import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import { isObject, readItems, type ReadList, shapeError } from './envelope.ts';
import * as read from './lenient.ts';
import { toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { segment } from './strict.ts';

/** An event of a call's pathway. */
export const pathwayEventSchema = z.object({
  /** Position in the order of events. Gaps have no meaning. */
  sequence: read.number,
  /** `node.transition`, `webhook.invoke`, `transcript.user`; others are kept. */
  event_type: read.required,
  node_id: read.text,
  /** `sequence` of the invoke event that this is the result of. */
  operation_id: read.number,
  /** Differs by type, and is documented only in part. */
  payload: read.object,
  created_at: read.time,
});
export type PathwayEvent = z.output<typeof pathwayEventSchema>;

/** A call's events, in the order of the service. */
export type PathwayLog = ReadList<PathwayEvent>;

export interface PathwayEventsApi {
  /** GET /v1/pathway_calls/{call_id}?v=2. Empty for a call without a pathway. @throws NotFoundError */
  list(callId: string, options?: RequestOptions): Promise<PathwayLog>;
}

export function pathwayEventsApi(client: Client): PathwayEventsApi {
  return {
    async list(callId, { signal } = {}) {
      const path = `/v1/pathway_calls/${segment(callId, 'callId')}`;
      const answer = await client.request({ method: 'GET', path, query: toQuery({ v: '2' }), signal });
      const list = isObject(answer.body) ? answer.body['data'] : answer.body;
      if (!Array.isArray(list)) throw shapeError(answer, 'expected a list');
      return readItems(list, pathwayEventSchema, read.mostUnpaged);
    },
  };
}
