import { describe, expect, test } from 'vitest';
import type { IssueChange, NewIssue } from '../../../src/api/bland/issues.ts';
import { InvalidRequestError } from '../../../src/api/errors.ts';
import type { BlandApi } from '../../../src/api/index.ts';
import type { PlainReply } from '../../support/http.ts';
import {
  affected,
  agent,
  agentSession,
  alertBinding,
  artifactEntry,
  callId,
  comment,
  details,
  flag,
  flagType,
  issue,
  issueId,
  link,
  list,
  ok,
  relation,
} from './samples.ts';
import { bench, canary, failureOf } from './setup.ts';

interface Case {
  readonly name: string;
  readonly call: (api: BlandApi) => Promise<unknown>;
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly reply: PlainReply;
  readonly result: unknown;
}

const page = (items: readonly unknown[], nextCursor: string | null = null) => ({ items, broken: [], nextCursor });
const triage = `/v1/triage/issues/${issueId}`;
const gone: PlainReply = { status: 204 };

const wholeIssue = {
  title: 't'.repeat(200),
  severity: 'critical',
  category: 'c'.repeat(64),
  description: 'd'.repeat(10_000),
  status: 'in_review',
  source: 'client',
  agent_id: 'a',
  agent_version_id: 'b',
  dispatch_id: 'c',
  skill_id: 'd',
  owner_id: 'e',
  assignee_id: 'f',
  resource_links: [{ resource_type: 'call', resource_id: callId }],
} satisfies NewIssue;

const wholeChange = {
  title: 'A',
  description: '',
  status: 'closed',
  severity: 'low',
  category: 'Bug',
  owner_id: 'e',
  assignee_id: null,
} satisfies IssueChange;

const category = {
  id: '1e0c3a52-7ed4-4d3c-9b1c-f0a6d0a6c111',
  org_id: 'f5b40b9e-bc05-4b8a-9af1-d8f6a8a3a201',
  name: 'Hand-off',
  created_at: '2026-05-07T05:26:11.327Z',
};

const member = {
  org_id: category.org_id,
  user_id: 'u-1',
  permissions: ['owner'],
  is_owner: true,
  first_name: 'Noor',
  last_name: 'Haddad',
  member_email: 'noor@example.com',
  member_phone_number: '+14155550100',
};

const cases: readonly Case[] = [
  {
    name: 'List Issues without a filter',
    call: (api) => api.issues.list(),
    method: 'GET',
    path: '/v1/triage/issues',
    reply: { json: list([issue], 'c2') },
    result: page([issue], 'c2'),
  },
  {
    name: 'Get Issue',
    call: (api) => api.issues.get(issueId),
    method: 'GET',
    path: triage,
    reply: { json: ok(issue) },
    result: issue,
  },
  {
    name: 'Create Issue, everything set',
    call: (api) => api.issues.create(wholeIssue),
    method: 'POST',
    path: '/v1/triage/issues',
    body: wholeIssue,
    reply: { status: 201, json: ok(issue) },
    result: issue,
  },
  {
    name: 'Create Issue, the required fields alone',
    call: (api) => api.issues.create({ title: 'A', severity: 'low', category: 'My own', description: undefined }),
    method: 'POST',
    path: '/v1/triage/issues',
    body: { title: 'A', severity: 'low', category: 'My own' },
    reply: { status: 201, json: ok(issue) },
    result: issue,
  },
  {
    name: 'Update Issue, everything set, null clearing a person',
    call: (api) => api.issues.update(issueId, wholeChange),
    method: 'PATCH',
    path: triage,
    body: wholeChange,
    reply: { json: ok(issue) },
    result: issue,
  },
  {
    name: 'Update Issue, nothing set (an allowed no-op)',
    call: (api) => api.issues.update(issueId, {}),
    method: 'PATCH',
    path: triage,
    body: {},
    reply: { json: ok(issue) },
    result: issue,
  },
  {
    name: 'Delete Issue',
    call: (api) => api.issues.remove(issueId),
    method: 'DELETE',
    path: triage,
    reply: gone,
    result: undefined,
  },
  {
    name: 'List Categories, whose last page names a cursor',
    call: (api) => api.categories.list({ limit: 3 }),
    method: 'GET',
    path: '/v1/triage/categories',
    query: 'limit=3',
    reply: { json: list([category], 'Latency') },
    result: page([category], 'Latency'),
  },
  {
    name: 'Create Category',
    call: (api) => api.categories.create({ name: 'Hand-off' }),
    method: 'POST',
    path: '/v1/triage/categories',
    body: { name: 'Hand-off' },
    reply: { status: 201, json: ok(category) },
    result: category,
  },
  {
    name: 'the members of an organisation',
    call: (api) => api.members.list(category.org_id),
    method: 'GET',
    path: `/v1/orgs/${category.org_id}/members`,
    reply: { json: ok([member, { user_id: 'u-2', permissions: [] }]) },
    result: page([
      { user_id: 'u-1', first_name: 'Noor', last_name: 'Haddad', member_email: 'noor@example.com' },
      { user_id: 'u-2', first_name: '', last_name: '', member_email: '' },
    ]),
  },
  {
    name: 'Mark Viewed',
    call: (api) => api.issues.view(issueId),
    method: 'PUT',
    path: `${triage}/view`,
    reply: { json: ok({ issue_id: issueId, last_viewed_at: '2026-05-07T05:26:11.327Z' }) },
    result: undefined,
  },
  {
    name: 'List Resources',
    call: (api) => api.resources.list(issueId, { limit: 7, cursor: 'a/b&c' }),
    method: 'GET',
    path: `${triage}/resources`,
    query: 'limit=7&cursor=a%2Fb%26c',
    reply: { json: list([link]) },
    result: page([link]),
  },
  {
    name: 'Attach Resource, re-attached (200)',
    call: (api) => api.resources.attach(issueId, { resource_type: 'call', resource_id: callId }),
    method: 'POST',
    path: `${triage}/resources`,
    body: { resource_type: 'call', resource_id: callId },
    reply: { status: 200, json: ok(link) },
    result: { link, existed: true },
  },
  {
    name: 'Remove Resource',
    call: (api) => api.resources.detach(issueId, link.id),
    method: 'DELETE',
    path: `${triage}/resources/${link.id}`,
    reply: gone,
    result: undefined,
  },
  {
    name: 'Attach Call',
    call: (api) => api.calls.attach(issueId, callId),
    method: 'PUT',
    path: `${triage}/calls/${callId}`,
    reply: { json: ok(issue) },
    result: issue,
  },
  {
    name: 'Detach Call',
    call: (api) => api.calls.detach(issueId, callId),
    method: 'DELETE',
    path: `${triage}/calls/${callId}`,
    reply: gone,
    result: undefined,
  },
  {
    name: 'List Flags',
    call: (api) => api.flags.list(issueId, { limit: 100 }),
    method: 'GET',
    path: `${triage}/flags`,
    query: 'limit=100',
    reply: { json: list([flag]) },
    result: page([flag]),
  },
  {
    name: 'Add Flag, everything set',
    call: (api) =>
      api.flags.add(issueId, {
        call_id: callId,
        type: 'Missed handoff',
        note: 'n',
        node_id: 'node-1',
        node_name: 'Verify',
        message_index: 0,
        message_text: ' verbatim \u2028 \u0000 ',
      }),
    method: 'POST',
    path: `${triage}/flags`,
    body: {
      call_id: callId,
      type: 'Missed handoff',
      note: 'n',
      node_id: 'node-1',
      node_name: 'Verify',
      message_index: 0,
      message_text: ' verbatim \u2028 \u0000 ',
    },
    reply: { status: 201, json: ok(flag) },
    result: flag,
  },
  {
    name: 'Add Flag, the required fields alone',
    call: (api) => api.flags.add(issueId, { call_id: callId, type: 'dead_air', note: undefined }),
    method: 'POST',
    path: `${triage}/flags`,
    body: { call_id: callId, type: 'dead_air' },
    reply: { status: 201, json: ok(flag) },
    result: flag,
  },
  {
    name: 'Remove Flag',
    call: (api) => api.flags.remove(issueId, flag.id),
    method: 'DELETE',
    path: `${triage}/flags/${flag.id}`,
    reply: gone,
    result: undefined,
  },
  {
    name: 'List Flag Types',
    call: (api) => api.flagTypes.list({ limit: 50 }),
    method: 'GET',
    path: '/v1/triage/flag-types',
    query: 'limit=50',
    reply: { json: list([flagType], 'missed_handoff') },
    result: page([flagType], 'missed_handoff'),
  },
  {
    name: 'List Relations',
    call: (api) => api.relations.list(issueId),
    method: 'GET',
    path: `${triage}/relations`,
    reply: { json: list([relation]) },
    result: page([relation]),
  },
  {
    name: 'Link Related Issue',
    call: (api) =>
      api.relations.link(issueId, { related_issue_id: relation.related_issue_id, relation_type: 'duplicate_of' }),
    method: 'POST',
    path: `${triage}/relations`,
    body: { related_issue_id: relation.related_issue_id, relation_type: 'duplicate_of' },
    reply: { status: 201, json: ok(relation) },
    result: relation,
  },
  {
    name: 'Remove Relation',
    call: (api) => api.relations.remove(issueId, relation.id),
    method: 'DELETE',
    path: `${triage}/relations/${relation.id}`,
    reply: gone,
    result: undefined,
  },
  {
    name: 'List Activity, entries of both kinds',
    call: (api) => api.activity.list(issueId, { limit: 100, cursor: comment.id }),
    method: 'GET',
    path: `${triage}/activity`,
    query: `limit=100&cursor=${comment.id}`,
    reply: { json: list([artifactEntry, comment], comment.id) },
    result: page([artifactEntry, comment], comment.id),
  },
  {
    name: 'Add Comment, with links',
    call: (api) => api.comments.add(issueId, { detail: comment.detail, resource_link_ids: [link.id] }),
    method: 'POST',
    path: `${triage}/comments`,
    body: { detail: comment.detail, resource_link_ids: [link.id] },
    reply: { status: 201, json: ok(comment) },
    result: comment,
  },
  {
    name: 'Add Comment, the text alone',
    call: (api) => api.comments.add(issueId, { detail: comment.detail }),
    method: 'POST',
    path: `${triage}/comments`,
    body: { detail: comment.detail },
    reply: { status: 201, json: ok(comment) },
    result: comment,
  },
  {
    name: 'List Agents',
    call: (api) => api.agents.list(),
    method: 'GET',
    path: '/v1/triage/agents',
    reply: { json: list([agent]) },
    result: page([agent]),
  },
  {
    name: 'Create Session, without a body',
    call: (api) => api.agents.createSession(issueId),
    method: 'POST',
    path: `${triage}/agent-sessions`,
    reply: { status: 201, json: ok(agentSession) },
    result: agentSession,
  },
  {
    name: 'Prompt Norm (202)',
    call: (api) => api.agents.prompt(issueId, agentSession.id, '/verify the second flag'),
    method: 'POST',
    path: `${triage}/agent-sessions/${agentSession.id}/prompts`,
    body: { detail: '/verify the second flag' },
    reply: { status: 202, json: ok({ session_id: agentSession.id, run_id: 'r-1', intent: 'verify' }) },
    result: { session_id: agentSession.id, run_id: 'r-1', intent: 'verify' },
  },
  {
    name: 'Get Affected Context',
    call: (api) => api.affected.get(issueId),
    method: 'GET',
    path: `${triage}/affected`,
    reply: { json: ok({ ...affected, skill_context: { skill_id: null } }) },
    result: affected,
  },
  {
    name: 'List Alert Bindings',
    call: (api) => api.alertBindings.list(issueId, { limit: 100 }),
    method: 'GET',
    path: `${triage}/alert-bindings`,
    query: 'limit=100',
    reply: { json: list([alertBinding]) },
    result: page([alertBinding]),
  },
  {
    name: 'Bind Alert',
    call: (api) => api.alertBindings.bind(issueId, { active_alert_id: 'alert-1', alert_config_id: 'config-1' }),
    method: 'POST',
    path: `${triage}/alert-bindings`,
    body: { active_alert_id: 'alert-1', alert_config_id: 'config-1' },
    reply: { status: 201, json: ok(alertBinding) },
    result: alertBinding,
  },
  {
    name: 'Unbind Alert',
    call: (api) => api.alertBindings.unbind(issueId, alertBinding.id),
    method: 'DELETE',
    path: `${triage}/alert-bindings/${alertBinding.id}`,
    reply: gone,
    result: undefined,
  },
  {
    name: 'the key check',
    call: (api) => api.me(),
    method: 'GET',
    path: '/v1/me',
    reply: { json: { status: 'active', billing: { current_balance: 12.5, refill_to: null }, total_calls: 7 } },
    result: { status: 'active', billing: { current_balance: 12.5, refill_to: null }, total_calls: 7 },
  },
];

describe('each request as the contract has it, and its answer', () => {
  test.each(cases)('$name', async ({ call, method, path, query = '', body, reply, result }) => {
    const { server, api } = await bench();
    server.reply(reply);
    expect(await call(api)).toEqual(result);
    expect(server.requests).toHaveLength(1);
    const [sent] = server.requests;
    expect([sent?.method, sent?.path, sent?.rawQuery]).toEqual([method, path, query]);
    expect(sent?.headers.authorization).toBe(canary);
    expect(sent?.headers['x-api-key']).toBeUndefined();
    if (body === undefined) {
      expect(sent?.body).toBe('');
      expect(sent?.headers['content-type']).toBeUndefined();
    } else {
      expect(JSON.parse(sent?.body ?? '')).toEqual(body);
      expect(sent?.headers['content-type']).toBe('application/json');
    }
  });

  test.each([canary, `Bearer ${canary}`])('the key is sent in the form it was given: %s', async (key) => {
    const { server, api } = await bench({ key });
    server.reply({ json: list([]) });
    await api.issues.list();
    expect(server.requests[0]?.headers.authorization).toBe(key);
  });

  test('a gateway prefix in the base URL stays in front of every path', async () => {
    const { server, api } = await bench();
    const prefixed = await bench({ client: { baseUrl: async () => new URL(`${server.origin}/gate%20way/bland/`) } });
    server.reply({ json: list([]) });
    await prefixed.api.issues.list();
    expect(server.requests[0]?.path).toBe('/gate%20way/bland/v1/triage/issues');
    await api.close();
  });
});

describe('what the service would refuse is not sent', () => {
  const least = { title: 'A', severity: 'low', category: 'Bug' } as const;
  const refusals: readonly (readonly [paths: string[], call: (api: BlandApi) => Promise<unknown>])[] = [
    [['title'], (api) => api.issues.create({ ...least, title: '' })],
    [['title'], (api) => api.issues.create({ ...least, title: 't'.repeat(201) })],
    [['category'], (api) => api.issues.create({ ...least, category: 'c'.repeat(65) })],
    [['description'], (api) => api.issues.create({ ...least, description: 'd'.repeat(10_001) })],
    [
      ['resource_links.0.resource_id'],
      (api) => api.issues.create({ ...least, resource_links: [{ resource_type: 'call', resource_id: '' }] }),
    ],
    [['colour'], (api) => api.issues.create(Object.assign({ colour: 'red' }, least))],
    [['title', 'owner_id'], (api) => api.issues.update(issueId, { title: '', owner_id: '' })],
    [['source'], (api) => api.issues.update(issueId, Object.assign({ source: 'manual' }, { title: 'A' }))],
    [['issueId'], (api) => api.issues.update('..', {})],
    [['issueId'], (api) => api.issues.remove('')],
    [['name'], (api) => api.categories.create({ name: '' })],
    [['name'], (api) => api.categories.create({ name: 'c'.repeat(65) })],
    [['orgId'], (api) => api.members.list('a/b')],
  ];
  test.each(refusals)('%j', async (paths, call) => {
    const { server, api } = await bench();
    expect((await failureOf(InvalidRequestError, call(api))).paths).toEqual(paths);
    expect(server.requests).toEqual([]);
  });
});

describe('List Issues, filters', () => {
  test('all of them, by the names of the contract, lists as repeated keys', async () => {
    const { server, api } = await bench();
    server.reply({ json: list([]) });
    await api.issues.list(
      {
        sort: 'created_at',
        order: 'asc',
        search: 'skipped & "verified"',
        status: ['todo', 'in_progress'],
        severity: ['critical'],
        category: ['Routing', 'Bug'],
        resource_type: 'sms_conversation',
        owner_id: 'u-1',
        assignee_id: 'u-2',
        agent_id: 'a-1',
        agent_version_id: 'v-1',
        dispatch_id: 'd-1',
        skill_id: 's-1',
        has_alert: false,
        date_field: 'created_at',
        date_range: '30d',
      },
      { limit: 100, cursor: 'next' },
    );
    expect([...(server.requests[0]?.query ?? [])]).toEqual([
      ['sort', 'created_at'],
      ['order', 'asc'],
      ['search', 'skipped & "verified"'],
      ['status', 'todo'],
      ['status', 'in_progress'],
      ['severity', 'critical'],
      ['category', 'Routing'],
      ['category', 'Bug'],
      ['resource_type', 'sms_conversation'],
      ['owner_id', 'u-1'],
      ['assignee_id', 'u-2'],
      ['agent_id', 'a-1'],
      ['agent_version_id', 'v-1'],
      ['dispatch_id', 'd-1'],
      ['skill_id', 's-1'],
      ['has_alert', 'false'],
      ['date_field', 'created_at'],
      ['date_range', '30d'],
      ['limit', '100'],
      ['cursor', 'next'],
    ]);
  });

  test('nothing empty is sent, because unknown and empty parameters are refused', async () => {
    const { server, api } = await bench();
    server.reply({ json: list([]) });
    await api.issues.list({ search: '', status: [], owner_id: undefined }, { cursor: undefined, limit: undefined });
    expect(server.requests[0]?.rawQuery).toBe('');
  });
});

describe('List Calls', () => {
  const { transcripts: _, concatenated_transcript: __, ...summary } = details;
  const calls = (count: number) =>
    Array.from({ length: count }, (_item, at) => ({ ...summary, call_id: `call-${at}` }));
  const flat = (count: number, total?: number) => ({
    status: 'success',
    total_count: total,
    count,
    calls: calls(count),
  });

  test('asks for a window, walks it by cursor, and ends on a short one', async () => {
    const { server, api } = await bench();
    server.reply({ json: flat(2) }, { json: flat(1) });
    const filter = {
      inbound: true,
      start_date: '2026-04-30',
      answered_by: 'human',
      exclude_fields: ['a', 'b'],
    } as const;
    const first = await api.calls.list(filter, { limit: 2 });
    const query = 'start_date=2026-04-30&inbound=true&answered_by=human&exclude_fields=a&exclude_fields=b';
    expect(server.requests[0]?.path).toBe('/v1/calls');
    expect(server.requests[0]?.rawQuery).toBe(`${query}&from=0&to=2&limit=2`);
    expect(first.items.map((call) => call.call_id)).toEqual(['call-0', 'call-1']);
    expect(first.nextCursor).toBe('2');
    const second = await api.calls.list(filter, { limit: 2, cursor: '2' });
    expect(server.requests[1]?.rawQuery).toBe(`${query}&from=2&to=4&limit=2`);
    expect(second.nextCursor).toBeNull();
  });

  test('the total ends the list, unless it is the capped one', async () => {
    const { server, api } = await bench();
    server.reply({ json: flat(2, 2) }, { json: flat(2, 10_000) });
    expect((await api.calls.list({}, { limit: 2 })).nextCursor).toBeNull();
    expect((await api.calls.list({}, { limit: 2, cursor: '9998' })).nextCursor).toBe('10000');
  });

  test('a broken call is named beside the readable ones', async () => {
    const { server, api } = await bench();
    server.reply({ json: { calls: [summary, { call_id: '' }, 'x', { ...summary, to: 14155550100 }] } });
    const { items, broken } = await api.calls.list();
    expect(items.map(({ to }) => to)).toEqual(['+14155550100', '14155550100']);
    expect(broken.map(({ position }) => position)).toEqual([1, 2]);
  });
});
