import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import { snapshotSchema } from './agent-snapshot.ts';
import { agentPath, cutPage, type CutPage } from './agents.ts';
import { readData, readList } from './envelope.ts';
import * as read from './lenient.ts';
import { toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

/** The most versions of one agent that can be listed. */
const mostVersions = 200;

const id = z.string().check(z.minLength(1), z.maxLength(200));

const versionSchema = z.object({
  id: read.required,
  agent_id: read.text,
  name: read.text,
  /** `manual` or `autosave`; others are kept. */
  created_via: read.textOrEmpty,
  /** Null when it was saved with a key of the organisation. */
  created_by: read.text,
  created_at: read.time,
  /** `MAJOR.MINOR.PATCH`; null until it is published. */
  semver: read.text,
});

export type AgentVersion = z.output<typeof versionSchema>;

const versionDetailsSchema = z.object({
  id: read.required,
  agent_id: read.text,
  /** Null on the main line. */
  branch_id: read.text,
  name: read.text,
  created_via: read.textOrEmpty,
  created_by: read.text,
  created_at: read.time,
  /** Autosaves rewrite a version in place until it is named or published: each counts here. */
  revision: read.number,
  snapshot: snapshotSchema,
});

type AgentVersionDetails = z.output<typeof versionDetailsSchema>;

/** A node as it was stored; old versions have fields that nothing writes now. */
const storedNodeSchema = read.orNull(z.object({ type: read.textOrEmpty, data: read.object }));

const historySchema = z.object({
  versions: read.listOf(
    z.object({
      id: read.required,
      name: read.text,
      created_at: read.time,
      /** Name for display. */
      author: read.text,
      /** Null: not in that version. */
      node: storedNodeSchema,
    }),
  ),
  /** A version's id. */
  next_cursor: read.text,
  environments: read.listOf(z.object({ env: read.required, node: storedNodeSchema })),
});

type NodeHistory = z.output<typeof historySchema>;

const versionsQuery = z.object({
  limit: z.int().check(z.minimum(1), z.maximum(mostVersions)),
  branch: z.optional(id),
});
const branchQuery = z.object({ branch: z.optional(id) });
const semver = z.string().check(z.regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/));
const historyQuery = z.object({
  branch: z.optional(id),
  path: z.array(id).check(z.maxLength(10)),
  before: z.optional(id),
});

interface OnBranch extends RequestOptions {
  /** The main line without it. */
  readonly branch?: string | undefined;
}

export interface AgentVersionsApi {
  /** GET /v2/agents/{agent_id}/versions, newest first. A branch that does not exist has none. @throws NotFoundError */
  list(agentId: string, options?: OnBranch & { readonly limit?: number }): Promise<CutPage<AgentVersion>>;
  /** GET /v2/agents/{agent_id}/versions/latest. @throws ApiError with the code `AGENT_NOT_SAVED` or `NOT_FOUND` */
  latest(agentId: string, options?: OnBranch): Promise<AgentVersionDetails>;
  /** GET /v2/agents/{agent_id}/versions/{semver}: one that was published, as `1.2.0`. @throws NotFoundError */
  published(agentId: string, semver: string, options?: RequestOptions): Promise<AgentVersionDetails>;
  /**
   * GET /v2/agents/{agent_id}/scenarios/{node_id}/history, newest first: for scenarios and containers, and not for the steps
   * inside. `path` has the ids of the containers around it, outermost first.
   * @throws NotFoundError, BadRequestError
   */
  history(
    agentId: string,
    nodeId: string,
    options?: OnBranch & { readonly path?: readonly string[]; readonly before?: string | undefined },
  ): Promise<NodeHistory>;
}

export function agentVersionsApi(client: Client): AgentVersionsApi {
  const pathOf = (agentId: string): string => `${agentPath(agentId)}/versions`;
  return {
    async list(agentId, { limit = mostVersions, branch, signal } = {}) {
      const query = toQuery(checked(versionsQuery, { limit, branch }));
      const answer = await client.request({ method: 'GET', path: pathOf(agentId), query, signal });
      return cutPage(readList(answer, versionSchema), limit);
    },
    async latest(agentId, { branch, signal } = {}) {
      const query = toQuery(checked(branchQuery, { branch }));
      const path = `${pathOf(agentId)}/latest`;
      return readData(await client.request({ method: 'GET', path, query, signal }), versionDetailsSchema);
    },
    async published(agentId, wanted, { signal } = {}) {
      const path = `${pathOf(agentId)}/${checked(semver, wanted)}`;
      return readData(await client.request({ method: 'GET', path, signal }), versionDetailsSchema);
    },
    async history(agentId, nodeId, { branch, path: containers = [], before, signal } = {}) {
      const { path: within, ...rest } = checked(historyQuery, { branch, path: containers, before });
      const query = toQuery({ ...rest, path: JSON.stringify(within) });
      const path = `${agentPath(agentId)}/scenarios/${segment(checked(id, nodeId), 'nodeId')}/history`;
      return readData(await client.request({ method: 'GET', path, query, signal }), historySchema);
    },
  };
}
