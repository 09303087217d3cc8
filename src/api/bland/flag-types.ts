import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readList } from './envelope.ts';
import * as read from './lenient.ts';
import { pagingQuery } from './paging.ts';

/** A flag type in use. It leaves the catalogue with its last flag. */
const flagTypeSchema = z.object({
  type: read.required,
  /** The note of the latest flag of this type; empty when it has none. */
  description: read.textOrEmpty,
  /** Flags that exist now. */
  usage_count: read.count,
  last_used_at: read.time,
});

export type FlagType = z.output<typeof flagTypeSchema>;

export interface FlagTypesApi {
  /** GET /v1/triage/flag-types. The order is not documented. */
  list(options?: PageOptions): Promise<Page<FlagType>>;
}

export function flagTypesApi(client: Client): FlagTypesApi {
  return {
    async list(options = {}) {
      const request = { method: 'GET', path: '/v1/triage/flag-types', query: pagingQuery(options) } as const;
      return readList(await client.request({ ...request, signal: options.signal }), flagTypeSchema);
    },
  };
}
