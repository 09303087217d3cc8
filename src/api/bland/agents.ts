import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page } from '../pages.ts';
import { isObject, readData, readItems, readList, shapeError } from './envelope.ts';
import * as read from './lenient.ts';
import { toQuery } from './paging.ts';
import { phoneNumber } from './personas.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

/** The most agents of one account that can be listed: the list has neither pages nor a filter. */
const mostAgents = 500;

const agentSchema = z.object({
  id: read.required,
  name: read.textOrEmpty,
  /** Null when it was made with a key of the organisation. */
  created_by: read.text,
  created_at: read.time,
  updated_at: read.time,
  /** The pathway it was made from; null for one that was built, or made from a persona. */
  source_pathway_id: read.text,
  /** Null for one that was built. */
  migrated_at: read.time,
  /** Not documented. Null: it never had a number; undefined: not known. */
  twin_pathway_id: read.orElse(z.optional(z.nullable(z.string())), undefined),
});

export type Agent = z.output<typeof agentSchema>;

const environmentSchema = z.object({
  /** `dev`, `staging`, `production`; others are kept. */
  env_type: read.required,
  /** Null: nothing is published there. */
  current_version_id: read.text,
  /** Named by List Environments alone. */
  current_version: read.orNull(z.object({ name: read.text, semver: read.text })),
});

export type AgentEnvironment = z.output<typeof environmentSchema>;

const agentDetailsSchema = z.extend(agentSchema, { environments: read.listOf(environmentSchema) });

type AgentDetails = z.output<typeof agentDetailsSchema>;

const agentNumberSchema = z.object({
  /** E.164. */
  phone_number: read.required,
  /** `staging`; null: production. */
  agent_env_type: read.text,
});

export type AgentNumber = z.output<typeof agentNumberSchema>;

const bindingSchema = z.object({
  /** The persona that carries the numbers: made with the first one, and kept for ever. Null: it never had a number. */
  persona_id: read.text,
  /** Newest first. Null: this version of the service does not tell. */
  numbers: read.listOrNull(agentNumberSchema),
  staging_attach_supported: read.boolean,
});

export type AgentBinding = z.output<typeof bindingSchema>;

const attachedSchema = z.object({
  persona_id: read.text,
  /** Compiled for this binding: another one with every attach. */
  pathway_id: read.text,
  /** The newest version that was saved. */
  compiled_from_version: read.text,
  attached: read.listOf(z.string()),
});

type AttachedNumbers = z.output<typeof attachedSchema>;

const detachedSchema = z.object({ detached_count: read.number });

export const agentEnvironmentSchema = z.enum(['production', 'staging']);
export type AttachEnvironment = z.output<typeof agentEnvironmentSchema>;

const numbers = z.array(phoneNumber).check(z.minLength(1));
const attachBody = z.strictObject({
  inbound_numbers: numbers,
  environment: z.optional(agentEnvironmentSchema),
});
const detachBody = z.strictObject({ inbound_numbers: numbers });
const listQuery = z.object({ limit: z.int().check(z.minimum(1), z.maximum(mostAgents)) });

/** A list that comes whole, up to a limit. */
export interface CutPage<T> extends Page<T> {
  /** True when as many came as were asked for: there may be more, which cannot be listed. */
  readonly mayBeCut: boolean;
}

export interface AgentsApi {
  /** GET /v2/agents, latest change first. */
  list(options?: RequestOptions & { readonly limit?: number }): Promise<CutPage<Agent>>;
  /** GET /v2/agents/{agent_id}. @throws NotFoundError */
  get(agentId: string, options?: RequestOptions): Promise<AgentDetails>;
  /** GET /v2/agents/{agent_id}/environments: the versions that run. @throws NotFoundError */
  environments(agentId: string, options?: RequestOptions): Promise<readonly AgentEnvironment[]>;
  /** GET /v2/agents/{agent_id}/inbound. One that does not exist is answered as one without numbers. */
  inbound(agentId: string, options?: RequestOptions): Promise<AgentBinding>;
  /**
   * POST /v2/agents/{agent_id}/inbound/attach: all of these numbers (E.164) or none. They no longer answer for whatever had
   * them. Without an environment a number that this agent has in staging stays there, and every other answers on production.
   * @throws ApiError with the codes `AGENT_NOT_SAVED`, `NUMBERS_NOT_OWNED`, `NOT_FOUND`, and for staging `CONFLICT`,
   * `NOT_SUPPORTED_BY_SERVICE`
   */
  attach(
    agentId: string,
    numbers: readonly string[],
    options?: RequestOptions & { readonly environment?: AttachEnvironment | undefined },
  ): Promise<AttachedNumbers>;
  /**
   * POST /v2/agents/{agent_id}/inbound/detach. Numbers that the agent does not have are passed over, and an agent that does
   * not exist has none. Resolves to how many were detached; null when the service does not say.
   */
  detach(agentId: string, numbers: readonly string[], options?: RequestOptions): Promise<number | null>;
}

/** The path of one agent. @throws InvalidRequestError */
export function agentPath(agentId: string): string {
  return `/v2/agents/${segment(agentId, 'agentId')}`;
}

export function agentsApi(client: Client): AgentsApi {
  return {
    async list({ limit = mostAgents, signal } = {}) {
      const query = toQuery(checked(listQuery, { limit }));
      const answer = await client.request({ method: 'GET', path: '/v2/agents', query, signal });
      return cutPage(readList(answer, agentSchema), limit);
    },
    async get(agentId, { signal } = {}) {
      return readData(await client.request({ method: 'GET', path: agentPath(agentId), signal }), agentDetailsSchema);
    },
    async environments(agentId, { signal } = {}) {
      const path = `${agentPath(agentId)}/environments`;
      const answer = await client.request({ method: 'GET', path, signal });
      const data = isObject(answer.body) ? answer.body['data'] : undefined;
      // The page shows what is added to the entries of Get Agent, and not what they stand in.
      const list = isObject(data) ? data['environments'] : data;
      if (!Array.isArray(list)) throw shapeError(answer, 'data: expected a list');
      return readItems(list, environmentSchema, read.mostPaged).items;
    },
    async inbound(agentId, { signal } = {}) {
      const path = `${agentPath(agentId)}/inbound`;
      return readData(await client.request({ method: 'GET', path, signal }), bindingSchema);
    },
    async attach(agentId, given, { environment, signal } = {}) {
      const body = checked(attachBody, {
        inbound_numbers: given,
        ...(environment === undefined ? {} : { environment }),
      });
      const path = `${agentPath(agentId)}/inbound/attach`;
      return readData(await client.request({ method: 'POST', path, body, signal }), attachedSchema);
    },
    async detach(agentId, given, { signal } = {}) {
      const body = checked(detachBody, { inbound_numbers: given });
      const path = `${agentPath(agentId)}/inbound/detach`;
      const answer = await client.request({ method: 'POST', path, body, signal });
      return readData(answer, detachedSchema).detached_count;
    },
  };
}

/** Adds whether a list that has no cursor may be cut at its limit. */
export function cutPage<T>(page: Page<T>, limit: number): CutPage<T> {
  return { ...page, mayBeCut: page.items.length + page.broken.length >= limit };
}
