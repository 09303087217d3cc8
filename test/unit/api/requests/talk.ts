import { agent, agentSession, artifactEntry, comment, issueId, link, list, ok } from '../samples.ts';
import { page, triage, type Case } from './case.ts';

const category = {
  id: '1e0c3a52-7ed4-4d3c-9b1c-f0a6d0a6c111',
  org_id: 'f5b40b9e-bc05-4b8a-9af1-d8f6a8a3a201',
  name: 'Hand-off',
  created_at: '2026-05-07T05:26:11.327Z',
};

/** Activity, comments, categories, and the agent. */
export const talkCases: readonly Case[] = [
  {
    of: 'List Categories',
    when: 'whose last page names a cursor',
    call: (api) => api.categories.list({ limit: 3 }),
    path: '/v1/triage/categories',
    query: 'limit=3',
    reply: { json: list([category], 'Latency') },
    result: page([category], 'Latency'),
  },
  {
    of: 'Create Category',
    call: (api) => api.categories.create({ name: 'Hand-off' }),
    path: '/v1/triage/categories',
    body: { name: 'Hand-off' },
    reply: { status: 201, json: ok(category) },
    result: category,
  },
  {
    of: 'List Activity',
    when: 'entries of both kinds',
    call: (api) => api.activity.list(issueId, { limit: 100, cursor: comment.id }),
    path: `${triage}/activity`,
    query: `limit=100&cursor=${comment.id}`,
    reply: { json: list([artifactEntry, comment], comment.id) },
    result: page([artifactEntry, comment], comment.id),
  },
  {
    of: 'Add Comment',
    when: 'with links',
    call: (api) => api.comments.add(issueId, { detail: comment.detail, resource_link_ids: [link.id] }),
    path: `${triage}/comments`,
    body: { detail: comment.detail, resource_link_ids: [link.id] },
    reply: { status: 201, json: ok(comment) },
    result: comment,
  },
  {
    of: 'Add Comment',
    when: 'the text alone',
    call: (api) => api.comments.add(issueId, { detail: comment.detail }),
    path: `${triage}/comments`,
    body: { detail: comment.detail },
    reply: { status: 201, json: ok(comment) },
    result: comment,
  },
  {
    of: 'List Agents',
    call: (api) => api.norm.list(),
    path: '/v1/triage/agents',
    reply: { json: list([agent]) },
    result: page([agent]),
  },
  {
    of: 'Create Session',
    when: 'without a body',
    call: (api) => api.norm.createSession(issueId),
    path: `${triage}/agent-sessions`,
    reply: { status: 201, json: ok(agentSession) },
    result: agentSession,
  },
  {
    of: 'Prompt Norm',
    when: '202',
    call: (api) => api.norm.prompt(issueId, agentSession.id, '/verify the second flag'),
    path: `${triage}/agent-sessions/${agentSession.id}/prompts`,
    body: { detail: '/verify the second flag' },
    reply: { status: 202, json: ok({ session_id: agentSession.id, run_id: 'r-1', intent: 'verify' }) },
    result: { session_id: agentSession.id, run_id: 'r-1', intent: 'verify' },
  },
];
