// Runs of scenarios on a sandbox of their own: watched until they end, and never started twice.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadRequestError, NotFoundError, ServerError } from '../../../../src/api/errors.ts';
import type { Scenario } from '../../../../src/api/bland/scenarios.ts';
import { seedId } from '../../../../src/sandbox/seed/id.ts';
import { NotSupportedError } from '../../../../src/triage/sessions/errors.ts';
import { RunUnclearError } from '../../../../src/triage/scenarios/errors.ts';
import { startRun } from '../../../../src/triage/scenarios/start-run.ts';
import { watchRun } from '../../../../src/triage/scenarios/watch-run.ts';
import { QuickClock } from '../../../support/quick-clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';

let clock: QuickClock;
let place: SandboxSession;
let scenario: Scenario;
const { signal } = new AbortController();

beforeEach(async () => {
  clock = new QuickClock();
  place = await startSandboxSession(clock);
  scenario = await place.session.api.scenarios.create({
    agent_id: seedId('agent larkspur'),
    name: 'T-1 dead_air',
    tester_persona_prompt: 'You want billing.',
    scenario_type: 'AGENT',
    metadata: { flag_id: 'f-1', issue_id: 'i-1' },
    assertions: [{ type: 'LLM_JUDGE', config: { prompt: 'Did it?', output_type: 'boolean', pass_on_true: true } }],
  });
  clock.waits.length = 0;
});
afterEach(() => place.close());

const fault = (method: string, path: string, kind: object, times = 1) =>
  place.ask('POST', '/sandbox/faults', { match: { method, path }, times, fault: kind });
const start = () => startRun(place.session.api, scenario.id, { clock, signal });
const runs = async (): Promise<number> =>
  (await place.ask<{ data: { total_count: number } }>('GET', '/v1/agent-testing/runs')).body.data.total_count;

describe('a run', () => {
  it('is watched until it ends, with every state on the way', async () => {
    const seen: string[] = [];
    const { id } = await start();
    const onUpdate = ({ status }: { status: string }) => void seen.push(status);
    const last = await watchRun(place.session.api, id, { clock, signal, onUpdate });
    expect(seen).toEqual(['PENDING', 'RUNNING', 'FAILED']);
    expect(last).toMatchObject({ id, status: 'FAILED', assertion_results: [{ status: 'FAILED' }] });
    expect(clock.waits).toEqual([3_000, 3_500, 4_000]);
  });

  it('is looked at again after failures, later each time and when the service asks', async () => {
    const { id } = await start();
    await fault('GET', '^/v1/agent-testing/runs/', { kind: 'status', status: 503 }, 2);
    await watchRun(place.session.api, id, { clock, signal, onUpdate: () => undefined });
    expect(clock.waits.slice(0, 3)).toEqual([3_000, 6_000, 12_000]);
    clock.waits.length = 0;
    const { id: next } = await start();
    const pause = { kind: 'status', status: 429, headers: { 'retry-after': '25' } };
    await fault('GET', '^/v1/agent-testing/runs/', pause);
    await watchRun(place.session.api, next, { clock, signal, onUpdate: () => undefined });
    expect(clock.waits.slice(0, 2)).toEqual([3_000, 25_000]);
  });

  it('is given up after failures in a row, and at once when it is not there', async () => {
    const { id } = await start();
    const watch = (run: string) => watchRun(place.session.api, run, { clock, signal, onUpdate: () => undefined });
    await expect(watch('nowhere')).rejects.toThrow(NotFoundError);
    await fault('GET', '^/v1/agent-testing/runs/', { kind: 'status', status: 500 }, 9);
    clock.waits.length = 0;
    await expect(watch(id)).rejects.toThrow(ServerError);
    expect(clock.waits).toHaveLength(5);
  });

  it('that does not end is left to itself after ten minutes', async () => {
    const { id } = await start();
    const going = { id, status: 'RUNNING' };
    await fault('GET', '^/v1/agent-testing/runs/', { kind: 'status', status: 200, body: going }, 1_000);
    const last = await watchRun(place.session.api, id, { clock, signal, onUpdate: () => undefined });
    expect(last?.status).toBe('RUNNING');
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThanOrEqual(600_000);
  });

  it('is no longer watched once that is cancelled', async () => {
    const abort = new AbortController();
    const { id } = await start();
    const onUpdate = () => abort.abort();
    const last = await watchRun(place.session.api, id, { clock, signal: abort.signal, onUpdate });
    expect(last?.status).toBe('PENDING');
    const { body } = await place.ask<{ data: { status: string } }>('GET', `/v1/agent-testing/runs/${id}`);
    expect(body.data.status).toBe('RUNNING');
  });
});

describe('starting a run', () => {
  it('whose answer is lost finds it among the runs, and starts no other', async () => {
    await start();
    await fault('POST', '^.*/run$', { kind: 'reset_after' });
    const { id } = await start();
    expect(await runs()).toBe(2);
    expect((await place.session.api.scenarios.getRun(id)).scenario_id).toBe(scenario.id);
  });

  it('that may have started and is not found says so, and starts no other', async () => {
    await fault('POST', '^.*/run$', { kind: 'reset' });
    await expect(start()).rejects.toThrow(RunUnclearError);
    expect(await runs()).toBe(0);
    await fault('POST', '^.*/run$', { kind: 'reset_after' });
    await fault('GET', '^/v1/agent-testing/runs$', { kind: 'status', status: 500 });
    await expect(start()).rejects.toThrow(RunUnclearError);
    expect(await runs()).toBe(1);
  });

  it('that is refused is the service’s error', async () => {
    await fault('POST', '^.*/run$', { kind: 'status', status: 400, body: {} });
    await expect(start()).rejects.toThrow(BadRequestError);
    expect(await runs()).toBe(0);
  });
});

describe('the scenarios of an issue', () => {
  const issue = { id: 'i-1', triage_id: 'T-1' };

  it('are found by their metadata, with the latest run and its call', async () => {
    const { scenarios } = place.session;
    const { id } = await start();
    await watchRun(place.session.api, id, { clock, signal, onUpdate: () => undefined });
    await scenarios.load();
    expect(scenarios.ofIssue(issue, []).map(({ name }) => name)).toEqual(['T-1 dead_air']);
    expect(scenarios.ofIssue({ ...issue, id: 'i-2' }, [])).toEqual([]);
    expect(scenarios.ofFlag('f-1')?.id).toBe(scenario.id);
    expect(scenarios.runOf(scenario.id)).toMatchObject({ id, status: 'FAILED', call_id: null });
    await scenarios.readRuns(scenarios.ofIssue(issue, []));
    expect(scenarios.runOf(scenario.id)?.call_id).toEqual(expect.any(String));
    // The list says less of the same run, and does not take that away.
    await scenarios.load();
    expect(scenarios.runOf(scenario.id)?.call_id).toEqual(expect.any(String));
  });

  it('are asked for once where the service has none, and again after another failure', async () => {
    const { scenarios, support } = place.session;
    await fault('GET', '^/v1/agent-testing/scenarios$', { kind: 'status', status: 500 });
    await scenarios.load();
    expect([scenarios.error instanceof ServerError, support.has('scenarios')]).toEqual([true, true]);
    await scenarios.load();
    expect([scenarios.error, scenarios.isLoaded]).toEqual([undefined, true]);
  });
});

it.each([403, 404, 405])('a service or key without scenarios (%i) is asked once', async (status) => {
  const other = await startSandboxSession(clock);
  const { scenarios, support, api } = other.session;
  await other.ask('POST', '/sandbox/faults', {
    match: { path: '^/v1/agent-testing/' },
    fault: { kind: 'status', status, body: { data: null, errors: [{ error: 'X', message: 'No' }] } },
  });
  const told: string[] = [];
  support.onDidRefuse((parts) => told.push(...parts));
  await scenarios.load();
  expect(scenarios.error).toBeInstanceOf(NotSupportedError);
  await expect(api.scenarios.list()).rejects.toThrow(NotSupportedError);
  await expect(api.scenarios.draft('c-1', { pathway_id: 'w' })).rejects.toThrow(NotSupportedError);
  await expect(api.scenarios.draft('c-1', { pathway_id: 'w' })).rejects.toThrow(NotSupportedError);
  expect(told).toEqual(['scenarios', 'scenarioDrafts']);
  const { body } = await other.ask<{ requests: { path: string }[] }>('GET', '/sandbox/requests');
  expect(body.requests.filter(({ path }) => path.startsWith('/v1/agent-testing/'))).toHaveLength(2);
  await other.close();
});

it('a draft of what is not there is no service without drafts', async () => {
  const { api, support } = place.session;
  await expect(api.scenarios.draft('nowhere', { pathway_id: 'w' })).rejects.toThrow(NotFoundError);
  expect(support.has('scenarioDrafts')).toBe(true);
});
