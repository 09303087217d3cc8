import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page } from '../pages.ts';
import { readList } from './envelope.ts';
import * as read from './lenient.ts';
import type { RequestOptions } from './request-options.ts';
import { segment } from './strict.ts';

/** A member of the organisation. Other fields are private and not read. */
const memberSchema = z.object({
  user_id: read.required,
  first_name: read.textOrEmpty,
  last_name: read.textOrEmpty,
  member_email: read.textOrEmpty,
});

export type Member = z.output<typeof memberSchema>;

export interface MembersApi {
  /** GET /v1/orgs/{org_id}/members. Not paged. @throws NotFoundError, ForbiddenError */
  list(orgId: string, options?: RequestOptions): Promise<Page<Member>>;
}

export function membersApi(client: Client): MembersApi {
  return {
    async list(orgId, { signal } = {}) {
      const path = `/v1/orgs/${segment(orgId, 'orgId')}/members`;
      return readList(await client.request({ method: 'GET', path, signal }), memberSchema, read.mostUnpaged);
    },
  };
}
