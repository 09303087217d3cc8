import { ok } from '../samples.ts';
import type { Case } from './case.ts';

const agentId = '0b7c1d52-4f0e-4c55-9a31-6a2f3c1d0e01';
const one = `/v2/agents/${agentId}`;
const versionId = 'c4d0a7be-0000-4c00-8000-000000000001';
const nodeId = 'd1c2a7be-0000-4000-8000-000000000001';

const agent = {
  id: agentId,
  name: 'Larkspur Support',
  created_by: null,
  created_at: '2026-10-02T09:14:30.118Z',
  updated_at: '2026-11-20T16:02:11.904Z',
  source_pathway_id: null,
  migrated_at: null,
};
const production = { env_type: 'production', current_version_id: versionId };
const version = {
  id: versionId,
  agent_id: agentId,
  name: null,
  created_via: 'autosave',
  created_by: null,
  created_at: '2026-11-20T16:02:11.904Z',
};
const attached = {
  persona_id: 'p-1',
  pathway_id: 'w-1',
  compiled_from_version: versionId,
  attached: ['+14155550112'],
};
const details = { ...version, branch_id: null, revision: 3, snapshot: null };
const history = { versions: [], next_cursor: null, environments: [{ env: 'staging', node: null }] };
const whole = { broken: [], nextCursor: null, mayBeCut: false };

/** Agents, their numbers, versions and history. */
export const agentCases: readonly Case[] = [
  {
    of: 'List Agents (v2)',
    when: 'as many as there can be',
    call: (api) => api.agents.list(),
    path: '/v2/agents',
    query: 'limit=500',
    reply: { json: ok([agent]) },
    result: { items: [agent], ...whole },
  },
  {
    of: 'List Agents (v2)',
    when: 'cut at its limit',
    call: (api) => api.agents.list({ limit: 1 }),
    path: '/v2/agents',
    query: 'limit=1',
    reply: { json: ok([{ ...agent, twin_pathway_id: null, colour: 'new' }]) },
    result: { items: [{ ...agent, twin_pathway_id: null }], ...whole, mayBeCut: true },
  },
  {
    of: 'Get Agent',
    call: (api) => api.agents.get(agentId),
    path: one,
    reply: { json: ok({ ...agent, environments: [production] }) },
    result: { ...agent, environments: [{ ...production, current_version: null }] },
  },
  {
    of: 'List Agent Environments',
    when: 'in a list',
    call: (api) => api.agents.environments(agentId),
    path: `${one}/environments`,
    reply: { json: ok([{ ...production, current_version: { name: null, semver: '1.3.2' } }]) },
    result: [{ ...production, current_version: { name: null, semver: '1.3.2' } }],
  },
  {
    of: 'List Agent Environments',
    when: 'in an object',
    call: (api) => api.agents.environments(agentId),
    path: `${one}/environments`,
    reply: { json: ok({ environments: [{ env_type: 'staging', current_version_id: null, current_version: null }] }) },
    result: [{ env_type: 'staging', current_version_id: null, current_version: null }],
  },
  {
    of: 'Get Agent Number Binding',
    when: 'of a service that does not list numbers',
    call: (api) => api.agents.inbound(agentId),
    path: `${one}/inbound`,
    reply: { json: ok({ agent_id: agentId, persona_id: 'p-1', pathway_id: 'w-1' }) },
    result: { persona_id: 'p-1', numbers: null, staging_attach_supported: null },
  },
  {
    of: 'Get Agent Number Binding',
    when: 'without numbers',
    call: (api) => api.agents.inbound(agentId),
    path: `${one}/inbound`,
    reply: { json: ok({ agent_id: agentId, persona_id: null, numbers: [], staging_attach_supported: true }) },
    result: { persona_id: null, numbers: [], staging_attach_supported: true },
  },
  {
    of: 'Attach Agent Numbers',
    when: 'without an environment',
    call: (api) => api.agents.attach(agentId, ['+14155550112']),
    path: `${one}/inbound/attach`,
    body: { inbound_numbers: ['+14155550112'] },
    reply: { status: 201, json: ok({ agent_id: agentId, ...attached }) },
    result: attached,
  },
  {
    of: 'Attach Agent Numbers',
    when: 'to staging',
    call: (api) => api.agents.attach(agentId, ['+14155550112'], { environment: 'staging' }),
    path: `${one}/inbound/attach`,
    body: { inbound_numbers: ['+14155550112'], environment: 'staging' },
    reply: { json: ok({ agent_id: agentId }) },
    result: { persona_id: null, pathway_id: null, compiled_from_version: null, attached: [] },
  },
  {
    of: 'Detach Agent Numbers',
    when: 'none of which it has',
    call: (api) => api.agents.detach(agentId, ['+14155550112', '+14155550113']),
    path: `${one}/inbound/detach`,
    body: { inbound_numbers: ['+14155550112', '+14155550113'] },
    reply: { json: ok({ agent_id: agentId, detached_count: 0 }) },
    result: 0,
  },
  {
    of: 'List Agent Versions',
    when: 'of the main line',
    call: (api) => api.agentVersions.list(agentId),
    path: `${one}/versions`,
    query: 'limit=200',
    reply: { json: ok([{ ...version, semver: '1.3.0' }]) },
    result: { items: [{ ...version, semver: '1.3.0' }], ...whole },
  },
  {
    of: 'List Agent Versions',
    when: 'of a branch',
    call: (api) => api.agentVersions.list(agentId, { limit: 2, branch: 'b-1' }),
    path: `${one}/versions`,
    query: 'limit=2&branch=b-1',
    reply: { json: ok([]) },
    result: { items: [], ...whole },
  },
  {
    of: 'Get Latest Agent Version',
    call: (api) => api.agentVersions.latest(agentId),
    path: `${one}/versions/latest`,
    reply: { json: ok(details) },
    result: details,
  },
  {
    of: 'Get Latest Agent Version',
    when: 'of a branch',
    call: (api) => api.agentVersions.latest(agentId, { branch: 'b-1' }),
    path: `${one}/versions/latest`,
    query: 'branch=b-1',
    reply: { json: ok({ ...details, branch_id: 'b-1' }) },
    result: { ...details, branch_id: 'b-1' },
  },
  {
    of: 'Get Agent Version by Semver',
    call: (api) => api.agentVersions.published(agentId, '1.2.0'),
    path: `${one}/versions/1.2.0`,
    reply: { json: ok(details) },
    result: details,
  },
  {
    of: 'Get Scenario History',
    call: (api) => api.agentVersions.history(agentId, nodeId),
    path: `${one}/scenarios/${nodeId}/history`,
    query: 'path=%5B%5D',
    reply: { json: ok(history) },
    result: history,
  },
  {
    of: 'Get Scenario History',
    when: 'of one in a container, further back',
    call: (api) => api.agentVersions.history(agentId, 'start', { branch: 'b-1', path: [nodeId], before: versionId }),
    path: `${one}/scenarios/start/history`,
    query: `branch=b-1&before=${versionId}&path=%5B%22${nodeId}%22%5D`,
    reply: { json: ok(history) },
    result: history,
  },
];
