import type { Context } from 'hono';
import * as z from 'zod/mini';
import { data, Refusal } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { clamp, readQuery } from '../http/query.ts';
import { seedId } from '../seed/id.ts';
import type { Agent } from '../state/agent-schema.ts';
import { attachToAgent, detachFromAgent, numbersOf, requireAgent } from '../state/agents.ts';
import type { State } from '../state/schema.ts';

const inbound_numbers = z.array(z.string().check(z.trim(), z.minLength(1))).check(z.minLength(1));
const detaching = z.strictObject({ inbound_numbers });
const attaching = z.strictObject({ inbound_numbers, environment: z.optional(z.enum(['production', 'staging'])) });
const invalidBody = (message: string): Refusal => new Refusal(400, 'INVALID_BODY', message);

/** List Agents, Get Agent, Get Environments, and the binding of numbers under …/{agent_id}/inbound. */
export const agents: Routes = (app, { store }) => {
  // Neither paged nor counted: what is beyond the limit cannot be listed.
  app.get('/v2/agents', async (c) => {
    const { limit } = readQuery(c, { limit: z.optional(z.string()) });
    const state = await store.read();
    const sorted = state.agents.toSorted((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
    return data(
      c,
      sorted.slice(0, clamp(limit, 100, 500)).map((agent) => listItem(state, agent)),
    );
  });

  app.get('/v2/agents/:id', async (c) => {
    const { state, agent } = await read(c);
    return data(c, { ...agentView(state, agent), environments: environmentsOf(agent) });
  });

  app.get('/v2/agents/:id/environments', async (c) => {
    const { state, agent } = await read(c);
    const versionOf = (id: string | null) => {
      const version = state.agent_versions.find((one) => one.id === id);
      return version === undefined ? null : { name: version.name, semver: version.semver };
    };
    const environments = environmentsOf(agent);
    return data(
      c,
      environments.map((one) => ({ ...one, current_version: versionOf(one.current_version_id) })),
    );
  });

  // An agent that does not exist has no numbers: this never answers 404.
  app.get('/v2/agents/:id/inbound', async (c) => {
    readQuery(c, {});
    const agent_id = c.req.param('id');
    const state = await store.read();
    const agent = state.agents.find((one) => one.id === agent_id);
    const phones = agent === undefined ? [] : numbersOf(state, agent);
    const binding = { agent_id, persona_id: agent?.persona_id ?? null };
    if (state.bindings === 'september') return data(c, binding);
    return data(c, {
      ...binding,
      numbers: phones.map(({ phone_number, agent_env_type }) => ({ phone_number, agent_env_type })),
      staging_attach_supported: !phones.some(({ dedicated }) => dedicated),
    });
  });

  app.post('/v2/agents/:id/inbound/attach', async (c) => {
    const { inbound_numbers: wanted, environment } = await readBody(c, attaching, invalidBody);
    const result = await store.change((before) =>
      attachToAgent(before, c.req.param('id'), wanted, before.bindings === 'september' ? undefined : environment),
    );
    return data(c, result);
  });

  app.post('/v2/agents/:id/inbound/detach', async (c) => {
    const { inbound_numbers: wanted } = await readBody(c, detaching, invalidBody);
    return data(c, await store.change((before) => detachFromAgent(before, c.req.param('id'), wanted)));
  });

  async function read(c: Context): Promise<{ readonly state: State; readonly agent: Agent }> {
    readQuery(c, {});
    const state = await store.read();
    return { state, agent: requireAgent(state, c.req.param('id') ?? '') };
  }
};

/** The facts of an agent that both List and Get answer. */
function agentView(state: State, { id, name, created_by, created_at, updated_at }: Agent) {
  return { id, org_id: state.org_id, name, created_by, created_at, updated_at, deleted_at: null };
}

function listItem(state: State, agent: Agent) {
  const { source_pathway_id, migrated_at, color } = agent;
  return { ...agentView(state, agent), source_pathway_id, migrated_at, ...(color === null ? {} : { color }) };
}

function environmentsOf({ id, staging, production }: Agent) {
  return Object.entries({ dev: null, staging, production }).map(([env_type, current_version_id]) => ({
    id: seedId(`environment ${id} ${env_type}`),
    env_type,
    current_version_id,
  }));
}
