import * as z from 'zod/mini';
import { data, Refusal } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { clamp, readQuery } from '../http/query.ts';
import type { Agent, AgentVersion, SnapshotNode } from '../state/agent-schema.ts';
import { requireAgent, timelineOf } from '../state/agents.ts';
import type { State } from '../state/schema.ts';

const pageSize = 25;
const badRequest = (message: string): Refusal => new Refusal(400, 'BAD_REQUEST', message);
const notFound = (what: string): Refusal => new Refusal(404, 'NOT_FOUND', `${what} not found`);
const optional = z.optional(z.string());
const uuid = z.uuid();

/** Kinds of nodes that have a history of their own; that of an inner step is in its container's. */
const withHistory: ReadonlySet<string> = new Set(['scenario', 'complex-scenario', 'auth', 'auth-zone', 'complex-auth']);

/** List Versions, Get Latest Version and Get Version by Semver, under /v2/agents/{id}/versions; the history of a scenario. */
export const agentVersions: Routes = (app, { store }) => {
  app.get('/v2/agents/:id/versions', async (c) => {
    const { limit, branch } = readQuery(c, { limit: optional, branch: optional });
    const state = await store.read();
    const agent = requireAgent(state, c.req.param('id'));
    const versions = timelineOf(state, agent, branch ?? null);
    return data(c, versions.slice(0, clamp(limit, 50, 200)).map(metadataOf));
  });

  app.get('/v2/agents/:id/versions/latest', async (c) => {
    const { branch } = readQuery(c, { branch: optional });
    const state = await store.read();
    const agent = requireAgent(state, c.req.param('id'));
    const head = branch === undefined ? timelineOf(state, agent)[0] : headOf(state, agent, branch);
    if (head === undefined) throw new Refusal(404, 'NO_VERSIONS', 'Agent has no saved versions');
    return data(c, versionView(state, head));
  });

  app.get('/v2/agents/:id/versions/:semver', async (c) => {
    readQuery(c, {});
    const { id, semver } = c.req.param();
    if (!/^\d+\.\d+\.\d+$/.test(semver)) throw new Refusal(400, 'INVALID_VERSION', 'Version must be MAJOR.MINOR.PATCH');
    const state = await store.read();
    const agent = requireAgent(state, id);
    const version = state.agent_versions.find((one) => one.agent_id === agent.id && one.semver === semver);
    if (version === undefined) throw notFound('Version');
    return data(c, versionView(state, version));
  });

  app.get('/v2/agents/:id/scenarios/:node/history', async (c) => {
    const { branch, path, before } = readQuery(c, { branch: optional, path: optional, before: optional });
    const { id, node } = c.req.param();
    if (!uuid.safeParse(id).success) throw badRequest('agent_id must be a UUID');
    if (node.length > 200) throw badRequest('node_id must have at most 200 characters');
    const containers = readPath(path);
    const state = await store.read();
    const agent = requireAgent(state, id);
    if (branch !== undefined) headOf(state, agent, branch, notFound('Branch'));
    const timeline = timelineOf(state, agent, branch ?? null);
    const start = before === undefined ? 0 : timeline.findIndex((version) => version.id === before) + 1;
    if (before !== undefined && start === 0) throw badRequest('before is not a version of this timeline');
    const page = timeline.slice(start, start + pageSize);
    const shown = (version: AgentVersion | undefined) =>
      version === undefined ? null : findNode(version.snapshot.behavior.nodes, containers, node);
    const pinned = (env: 'staging' | 'production') => {
      const version = state.agent_versions.find((one) => one.id === agent[env]);
      return { env, node: shown(version) };
    };
    return data(c, {
      versions: page.map((version) => ({
        id: version.id,
        name: version.name,
        created_at: version.created_at,
        author: null,
        node: shown(version),
      })),
      next_cursor: timeline.length > start + pageSize ? (page.at(-1)?.id ?? null) : null,
      environments: [pinned('staging'), pinned('production')],
    });
  });
};

/** Returns the newest version of a branch, or the one it was cut from. @throws the refusal when no open branch has this id */
function headOf(
  state: State,
  agent: Agent,
  branch: string,
  unknown = new Refusal(404, 'BRANCH_NOT_FOUND', 'Branch not found'),
): AgentVersion | undefined {
  const found = agent.branches.find((one) => one.id === branch);
  if (found === undefined) throw unknown;
  const [head] = timelineOf(state, agent, branch);
  return head ?? state.agent_versions.find(({ id }) => id === found.cut_from);
}

function metadataOf({ id, agent_id, name, created_via, created_by, created_at, semver }: AgentVersion) {
  return { id, agent_id, name, created_via, created_by, created_at, semver };
}

function versionView(state: State, version: AgentVersion) {
  const { id, agent_id, branch_id, snapshot, name, created_via, revision, created_by, created_at } = version;
  return {
    id,
    org_id: state.org_id,
    agent_id,
    branch_id,
    snapshot,
    name,
    created_via,
    revision,
    created_by,
    created_at,
  };
}

const containerIds = z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(10));

/** @throws Refusal 400 `BAD_REQUEST` */
function readPath(given: string | undefined): readonly string[] {
  if (given === undefined) return [];
  let value: unknown;
  try {
    value = given.length <= 12_500 ? JSON.parse(given) : undefined;
  } catch {
    value = undefined;
  }
  const parsed = containerIds.safeParse(value);
  if (!parsed.success) throw badRequest('path must be a JSON array of container ids');
  return parsed.data;
}

/** Returns a node of the flow inside these containers; null when it is not there, or has no history of its own. */
function findNode(nodes: readonly SnapshotNode[], containers: readonly string[], id: string) {
  let flow = nodes;
  for (const container of containers) flow = flow.find((one) => one.id === container)?.data.flow?.nodes ?? [];
  const found = flow.find((one) => one.id === id);
  return found === undefined || !withHistory.has(found.type) ? null : { type: found.type, data: found.data };
}
