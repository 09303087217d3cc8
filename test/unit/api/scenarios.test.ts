// Scenarios as the contract has them: the page's samples, what is refused, and what is not sent.
import { describe, expect, test } from 'vitest';
import { hasEnded } from '../../../src/api/bland/scenario-runs.ts';
import { ApiError, InvalidRequestError, ResponseShapeError } from '../../../src/api/errors.ts';
import type { BlandApi } from '../../../src/api/index.ts';
import type { ErrorCode } from '../../../src/shared/coded-error.ts';
import { readExample, testingExampleNames } from '../../support/contract/examples.ts';
import { type Refused, type TestingOperation, testingRows } from '../../support/contract/index.ts';
import { refusal } from './samples.ts';
import { bench, failureOf } from './setup.ts';

const body = readExample('testing/create-scenario').request as unknown as Parameters<
  BlandApi['scenarios']['create']
>[0];
const { call_id: callId, pathway_id: pathwayId } = readExample('testing/generate-from-call').request as Record<
  string,
  string
>;
const [scenarioId, runId] = ['a1b2c3d4-5678-4abc-8ef0-000000000001', 'a3f1b2c4-5d6e-4f8a-9b0c-000000000001'];

/** Asks for each operation. */
const calls: Readonly<Record<TestingOperation, (api: BlandApi) => Promise<unknown>>> = {
  'Generate Scenario from Call': (api) => api.scenarios.draft(callId ?? '', { pathway_id: pathwayId }),
  'Create Scenario': (api) => api.scenarios.create(body),
  'List Scenarios': (api) => api.scenarios.list(),
  'Get Scenario': (api) => api.scenarios.get(scenarioId),
  'Run Scenario': (api) => api.scenarios.run(scenarioId),
  'Get Run': (api) => api.scenarios.getRun(runId),
  'List Runs': (api) => api.scenarios.listRuns(scenarioId),
};

const refusals = testingRows.flatMap(([name, { refusals: rows }]) =>
  rows.map((row: Refused) => [`${name}: ${row.because}`, name, row] as const),
);

describe('what is refused', () => {
  test.each(refusals)('%s', async (_title, name, { status, because }) => {
    const { server, api } = await bench();
    server.reply({ status, json: refusal('BAD_REQUEST', because) });
    const error = await failureOf(ApiError, calls[name](api));
    const code: ErrorCode = status === 404 ? 'NOT_FOUND' : 'INVALID_ARGUMENT';
    expect([error.code, error.status, error.message, error.ambiguous]).toEqual([code, status, because, false]);
    expect(server.requests).toHaveLength(1);
  });

  test.each(testingRows)('%s: a restricted key, a service without it, a pause', async (name) => {
    const { server, api } = await bench();
    for (const [status, code] of [
      [403, 'FORBIDDEN'],
      [404, 'NOT_FOUND'],
      [405, 'INVALID_ARGUMENT'],
    ] as const) {
      server.reply({ status, json: refusal('', 'No') });
      const error = await failureOf(ApiError, calls[name](api));
      expect([error.status, error.code]).toEqual([status, code]);
    }
  });

  test.each(['Create Scenario', 'Run Scenario', 'Generate Scenario from Call'] as const)(
    '%s is not sent again by itself after an answer that is none',
    async (name) => {
      const { server, api } = await bench();
      server.reply({ status: 502 });
      expect((await failureOf(ApiError, calls[name](api))).ambiguous).toBe(true);
      server.reply({ status: 200, json: { data: [1], errors: null } });
      await failureOf(ResponseShapeError, calls[name](api));
      expect(server.requests).toHaveLength(2);
    },
  );
});

describe('the samples of the page', () => {
  const asked: Readonly<Record<string, (api: BlandApi) => Promise<unknown>>> = {
    'testing/generate-from-call': calls['Generate Scenario from Call'],
    'testing/create-scenario': calls['Create Scenario'],
    'testing/run-scenario': calls['Run Scenario'],
    'testing/get-run': calls['Get Run'],
  };

  test('are all met here', () => {
    expect(Object.keys(asked).toSorted()).toEqual(testingExampleNames.toSorted());
  });

  test.each(Object.entries(asked))('%s', async (name, call) => {
    const { method, path, request, response, status } = readExample(name);
    const { server, api } = await bench();
    server.reply({ status: status ?? 200, json: response });
    const result = await call(api);
    const [sent] = server.requests;
    const expected = path.replace('{scenario}', scenarioId).replace('{run}', runId);
    expect([sent?.method, sent?.path]).toEqual([method, expected]);
    if (method === 'POST') expect(JSON.parse(sent?.body ?? '')).toEqual(request);
    const { data = response } = response as { data?: unknown };
    const { assertions: _assertions, assertion_results: _results, ...plain } = data as Record<string, unknown>;
    const read = Object.keys(result as object);
    expect(result).toMatchObject(Object.fromEntries(Object.entries(plain).filter(([key]) => read.includes(key))));
  });

  test('the verdict of its run is read, and says that the run has ended', async () => {
    const { server, api } = await bench();
    server.reply({ json: readExample('testing/get-run').response });
    const run = await api.scenarios.getRun(runId);
    expect(hasEnded(run)).toBe(true);
    expect(run.assertion_results).toMatchObject([
      {
        name: 'confirms email before transfer',
        status: 'FAILED',
        reasoning: 'Transferred without asking for the email.',
        is_required: true,
      },
    ]);
  });
});

describe('what is not sent', () => {
  const wrong: readonly (readonly [string, (api: BlandApi) => Promise<unknown>])[] = [
    ['two targets', (api) => api.scenarios.create({ ...body, pathway_id: 'w' })],
    ['no target', (api) => api.scenarios.create({ ...body, agent_id: undefined })],
    ['a gate of releases', (api) => api.scenarios.create({ ...body, is_required_for_promotion: true } as typeof body)],
    ['too many turns', (api) => api.scenarios.create({ ...body, max_turns: 51 })],
    ['no assertion', (api) => api.scenarios.create({ ...body, assertions: [] })],
    ['a draft without a target', (api) => api.scenarios.draft('c-1', {})],
    ['an ID with a slash', (api) => api.scenarios.getRun('../me')],
  ];
  test.each(wrong)('%s', async (_name, call) => {
    const { server, api } = await bench();
    await failureOf(InvalidRequestError, call(api));
    expect(server.requests).toHaveLength(0);
  });
});
