// Agents as the contract has them: what is refused, what is read of answers that lack something, and what is not sent.
import { describe, expect, test } from 'vitest';
import { ApiError, InvalidRequestError, ResponseShapeError } from '../../../src/api/errors.ts';
import type { BlandApi } from '../../../src/api/index.ts';
import type { ErrorCode } from '../../../src/shared/coded-error.ts';
import { agentExampleNames, readExample } from '../../support/contract/examples.ts';
import { agentRows, type AgentOperation, type Refused } from '../../support/contract/index.ts';
import { ok, refusal } from './samples.ts';
import { bench, failureOf } from './setup.ts';

const agentId = '0b7c1d52-4f0e-4c55-9a31-6a2f3c1d0e01';
const number = '+14155550112';

/** Asks for each operation. */
const calls: Readonly<Record<AgentOperation, (api: BlandApi) => Promise<unknown>>> = {
  'List Agents (v2)': (api) => api.agents.list(),
  'Get Agent': (api) => api.agents.get(agentId),
  'List Agent Environments': (api) => api.agents.environments(agentId),
  'Get Agent Number Binding': (api) => api.agents.inbound(agentId),
  'Attach Agent Numbers': (api) => api.agents.attach(agentId, [number]),
  'Detach Agent Numbers': (api) => api.agents.detach(agentId, [number]),
  'List Agent Versions': (api) => api.agentVersions.list(agentId),
  'Get Latest Agent Version': (api) => api.agentVersions.latest(agentId),
  'Get Agent Version by Semver': (api) => api.agentVersions.published(agentId, '1.3.0'),
  'Get Scenario History': (api) => api.agentVersions.history(agentId, 'd1c2a7be-0000-4000-8000-000000000001'),
};

/** The code that a script branches on, by the service's own. */
const codes: Readonly<Record<string, ErrorCode>> = {
  NOT_FOUND: 'NOT_FOUND',
  BRANCH_NOT_FOUND: 'NOT_FOUND',
  NO_VERSIONS: 'AGENT_NOT_SAVED',
  INVALID_VERSION: 'INVALID_ARGUMENT',
  BAD_REQUEST: 'INVALID_ARGUMENT',
  INVALID_BODY: 'INVALID_ARGUMENT',
  INVALID_INBOUND_NUMBERS: 'NUMBERS_NOT_OWNED',
  COMPILE_FAILED: 'CONFLICT',
  ENTERPRISE_REQUIRED: 'NOT_SUPPORTED_BY_SERVICE',
  STAGING_NUMBER_UNSUPPORTED: 'NOT_SUPPORTED_BY_SERVICE',
  AGENT_ENV_UNPINNED: 'CONFLICT',
  AGENT_VARIABLE_UNRESOLVED: 'CONFLICT',
  AGENT_SNAPSHOT_INVALID: 'CONFLICT',
};

const refusals = agentRows.flatMap(([name, { refusals: rows }]) =>
  rows.map((row: Refused) => [`${name}: ${row.because}`, name, row] as const),
);

describe('what is refused', () => {
  test.each(refusals)('%s', async (_title, name, { status, code = '', because }) => {
    const { server, api } = await bench();
    server.reply({ status, json: refusal(code, because) });
    const error = await failureOf(ApiError, calls[name](api));
    expect([error.code, error.serviceCode, error.status]).toEqual([codes[code], code, status]);
    expect(error.ambiguous).toBe(false);
    expect(server.requests).toHaveLength(1);
  });

  test('the documentation’s codes are all met', () => {
    expect(new Set(refusals.map(([, , { code }]) => code))).toEqual(new Set(Object.keys(codes)));
  });

  test('several reasons are one sentence', async () => {
    const { server, api } = await bench();
    const errors = [
      { error: 'INVALID_BODY', message: 'inbound_numbers is empty' },
      { error: 'INVALID_BODY', message: 'environment is unknown' },
    ];
    server.reply({ status: 400, json: { data: null, errors } });
    const error = await failureOf(ApiError, calls['Attach Agent Numbers'](api));
    expect(error.message).toBe('inbound_numbers is empty; environment is unknown');
  });

  test('a write whose answer was lost may be done, and is not sent again by itself', async () => {
    const { server, api } = await bench();
    server.reply({ status: 503 });
    expect((await failureOf(ApiError, calls['Attach Agent Numbers'](api))).ambiguous).toBe(true);
    server.reply({ status: 202, json: ok({}) });
    expect(await calls['Detach Agent Numbers'](api)).toBeNull();
    expect(server.requests).toHaveLength(2);
  });
});

describe('the samples of the pages about agents', () => {
  const asked: Readonly<Record<string, (api: BlandApi) => Promise<unknown>>> = {
    'agents/list-agents': calls['List Agents (v2)'],
    'agents/get-agent': calls['Get Agent'],
    'agents/get-inbound': calls['Get Agent Number Binding'],
    'agents/attach-inbound': (api) => api.agents.attach(agentId, [number], { environment: 'production' }),
    'agents/attach-inbound-refused': (api) => api.agents.attach(agentId, [number], { environment: 'production' }),
    'agents/detach-inbound': (api) => api.agents.detach(agentId, [number, '+14155550113']),
    'agents/list-versions': calls['List Agent Versions'],
    'agents/version-by-semver': calls['Get Agent Version by Semver'],
    'agents/scenario-history': calls['Get Scenario History'],
  };

  test('are all met here', () => {
    expect(Object.keys(asked).toSorted()).toEqual(agentExampleNames.toSorted());
  });

  test.each(Object.entries(asked))('%s', async (name, call) => {
    const { method, path, query, request, response, status = 200 } = readExample(name);
    const { server, api } = await bench();
    server.reply({ status, json: response });
    const result = await (status === 200 ? call(api) : failureOf(ApiError, call(api)));
    const [sent] = server.requests;
    expect([sent?.method, sent?.path]).toEqual([method, path.replace('{agent_id}', agentId)]);
    if (query !== undefined) expect(sent?.rawQuery).toBe(query);
    if (method === 'POST') expect(JSON.parse(sent?.body ?? '')).toEqual(request);
    if (status !== 200) return;
    const data = response?.data as unknown;
    if (typeof result === 'number') expect(data).toMatchObject({ detached_count: result });
    else if (Array.isArray(data)) expect(data).toMatchObject(known((result as { items: unknown }).items));
    else expect(data).toMatchObject(known(result));
  });

  /** What was read without what was not there to be read. */
  function known(value: unknown): object {
    return JSON.parse(
      JSON.stringify(value, (name, inner: unknown) =>
        inner === null &&
        [
          'current_version',
          'source_pathway_id',
          'migrated_at',
          'rule',
          'entry',
          'settings',
          'flow',
          'prompt',
          'name',
        ].includes(name)
          ? undefined
          : inner,
      ),
    ) as object;
  }
});

test('a snapshot is read as deep as flows may nest, and not a step deeper', async () => {
  const nested = (depth: number): object =>
    depth === 0 ? { nodes: [] } : { nodes: [{ id: `n-${depth}`, type: 'auth', data: { flow: nested(depth - 1) } }] };
  const { server, api } = await bench();
  server.reply({ json: ok({ id: 'v', snapshot: { behavior: nested(14), settings: 'none' } }) });
  const { snapshot } = await api.agentVersions.latest(agentId);
  let depth = 0;
  for (let flow = snapshot?.behavior ?? null; flow !== null; depth += 1) flow = flow.nodes[0]?.data?.flow ?? null;
  expect([depth, snapshot?.settings]).toEqual([11, null]);
});

test('one that cannot be read never hides the others', async () => {
  const { server, api } = await bench();
  server.reply({ json: ok([{ name: 'no id' }, { id: 'a', name: 7, twin_pathway_id: 'w' }]) });
  const read = await api.agents.list({ limit: 2 });
  expect(read.broken).toMatchObject([{ position: 0, reason: 'id: expected string' }]);
  expect(read.items).toMatchObject([{ id: 'a', name: '', twin_pathway_id: 'w' }]);
  expect(read.mayBeCut).toBe(true);
});

test('environments that are no list are said to be unreadable', async () => {
  const { server, api } = await bench();
  server.reply({ json: ok({ environments: 'none' }) });
  await failureOf(ResponseShapeError, api.agents.environments(agentId));
});

const notSent: readonly (readonly [string, (api: BlandApi) => Promise<unknown>])[] = [
  ['no numbers', (api) => api.agents.attach(agentId, [])],
  ['a national number', (api) => api.agents.detach(agentId, ['4155550100'])],
  ['an id with a slash', (api) => api.agents.get('a/b')],
  ['more agents than there can be', (api) => api.agents.list({ limit: 501 })],
  ['no versions', (api) => api.agentVersions.list(agentId, { limit: 0 })],
  ['a version with a letter', (api) => api.agentVersions.published(agentId, 'v1.2.0')],
  ['a word in place of a version', (api) => api.agentVersions.published(agentId, 'latest')],
  ['a path of eleven containers', (api) => api.agentVersions.history(agentId, 'n', { path: Array(11).fill('c') })],
  ['a node’s id that is too long', (api) => api.agentVersions.history(agentId, 'n'.repeat(201))],
];
test.each(notSent)('does not send %s', async (_what, call) => {
  const { server, api } = await bench();
  await failureOf(InvalidRequestError, call(api));
  expect(server.requests).toEqual([]);
});
