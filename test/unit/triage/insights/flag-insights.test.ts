import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../src/triage/clock.ts';
import { countNodes, countTypes, countVersions } from '../../../../src/triage/insights/counting.ts';
import { FlagInsights } from '../../../../src/triage/insights/flag-insights.ts';
import { usual } from '../../../../src/triage/issues/queries.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';

interface Stored {
  readonly id: string;
  readonly [field: string]: unknown;
}

let world: SandboxSession;
let insights: FlagInsights;

beforeEach(async () => {
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  insights = new FlagInsights(world.session);
});

const list = async (path: string): Promise<readonly Stored[]> =>
  (await world.ask<{ data: { items: Stored[] } }>('GET', `${path}?limit=100`)).body.data.items;
const fault = (path: string, fault: object, times?: number) =>
  world.ask('POST', '/sandbox/faults', {
    match: { method: 'GET', path },
    ...(times === undefined ? {} : { times }),
    fault,
  });

/** Flags a call of an agent in a new issue; none of the samples is. */
async function flagAgentCall(): Promise<{ readonly callId: string; readonly issueId: string }> {
  const { session } = world;
  await session.calls.list.load();
  const callId = session.calls.list.items.find((call) => call.agent_version_id !== null)?.id ?? '';
  const { id: issueId } = await session.api.issues.create({ title: 'Of an agent', severity: 'low', category: 'Bug' });
  await session.api.calls.attach(issueId, callId);
  await session.api.flags.add(issueId, { call_id: callId, type: 'dead_air' });
  return { callId, issueId };
}

/** The flags that the service has. */
async function storedFlags(): Promise<readonly Stored[]> {
  const issues = await list('/v1/triage/issues');
  return (await Promise.all(issues.map(({ id }) => list(`/v1/triage/issues/${id}/flags`)))).flat();
}

it('counts every flag of the listed issues, by type as the catalog does, and by versions that have names', async () => {
  await flagAgentCall();
  await insights.load();
  expect(insights.error).toBeUndefined();
  const stored = await storedFlags();
  expect(insights.flags.map(({ flag }) => flag.id).toSorted()).toEqual(stored.map(({ id }) => id).toSorted());
  expect(insights.uncounted).toEqual({ unreadIssues: 0, cutIssues: 0, broken: 0, pending: 0 });
  const types = countTypes(insights.flags, world.session.flagTypes.types);
  const catalogue = await list('/v1/triage/flag-types');
  expect(new Map(types.map(({ type, total }) => [type, total]))).toEqual(
    new Map(catalogue.map(({ type, usage_count: count }) => [type, count])),
  );
  for (const { total, loaded } of types) expect(loaded).toBe(total);
  const named = countVersions(insights.flags).filter(({ ranOn }) => ranOn.agentVersionId !== '');
  expect(named.length).toBeGreaterThan(0);
  for (const { ranOn } of named) {
    const known = world.session.agentDirectory.known({
      agent_id: ranOn.agentId,
      agent_version_id: ranOn.agentVersionId,
    });
    expect(known?.name).not.toBe('');
    expect(known?.semver).toMatch(/^\d+\.\d+\.\d+$/);
  }
  const pathways = countVersions(insights.flags).filter(({ ranOn }) => ranOn.pathwayId !== '');
  expect(pathways.length).toBeGreaterThan(0);
  for (const { ranOn } of pathways) {
    expect(insights.pathwayName(ranOn.pathwayId)).not.toBe('');
    expect(ranOn.pathwayVersion).toMatch(/^\d+$/);
  }
  const nodes = new Set(stored.map((flag) => flag['node_id']).filter((id) => id !== null));
  const counted = countNodes(insights.flags).map(({ nodeId }) => nodeId);
  expect(new Set(counted.filter((id) => id !== ''))).toEqual(nodes);
});

it('counts the issues that the view lists, and others once the view lists them', async () => {
  world.session.issues.finding = usual;
  await insights.load();
  const open = insights.flags.length;
  const all = (await storedFlags()).length;
  expect(open).toBeGreaterThan(0);
  expect(open).toBeLessThan(all);
  world.session.issues.finding = { ...usual, query: {} };
  await insights.load();
  expect(insights.flags.length).toBe(all);
});

it('says whose flags could not be read, counts the others, and reads them when asked again', async () => {
  const withFlags = (await list('/v1/triage/issues')).filter((one) => Number(one['flag_count']) > 0);
  const [broken] = withFlags;
  await fault(`/v1/triage/issues/${broken?.id}/flags`, { kind: 'status', status: 403, body: {} });
  await insights.load();
  expect(insights.error).toMatchObject({ name: 'ForbiddenError' });
  expect(insights.uncounted.unreadIssues).toBe(1);
  const before = insights.flags.length;
  expect(before).toBeGreaterThan(0);
  await world.ask('DELETE', '/sandbox/faults');
  await insights.loadFlags();
  expect([insights.error, insights.uncounted.unreadIssues]).toEqual([undefined, 0]);
  expect(insights.flags.length).toBe(before + Number(broken?.['flag_count']));
});

it('counts without the catalog, and without a list of issues has nothing to count', async () => {
  await fault('/v1/triage/flag-types', { kind: 'status', status: 403, body: {} });
  await insights.load();
  expect(insights.typesError).toMatchObject({ name: 'ForbiddenError' });
  expect([insights.error, insights.flags.length > 0]).toEqual([undefined, true]);
  await world.ask('DELETE', '/sandbox/faults');
  await insights.load();
  expect(insights.typesError).toBeUndefined();

  const other = await startSandboxSession(systemClock);
  onTestFinished(() => other.close());
  await other.ask('POST', '/sandbox/faults', { match: {}, fault: { kind: 'status', status: 401, body: {} } });
  const none = new FlagInsights(other.session);
  await none.load();
  expect(none.error).toMatchObject({ name: 'UnauthorizedError' });
  expect(none.flags).toEqual([]);
});

it('stops when it is asked to, and says how far it has come', async () => {
  await fault(String.raw`^/v1/triage/issues/[^/]+/flags$`, { kind: 'delay', ms: 50 });
  const loading = insights.load();
  await expect.poll(() => insights.progress?.done ?? 0).toBeGreaterThan(0);
  const { total = 0 } = insights.progress ?? {};
  insights.stop();
  await loading;
  expect(insights.isStopped).toBe(true);
  expect([insights.progress, insights.error]).toEqual([null, undefined]);
  const left = insights.uncounted.unreadIssues;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(total);
});

it('counts flags on calls that are not loaded as unknown, and reads these calls when it is asked to', async () => {
  const { callId } = await flagAgentCall();
  world.session.calls.filter = { inbound: false, agentId: 'none' };
  await fault('^/v1/calls$', { kind: 'status', status: 403, body: {} });
  await insights.load();
  const calls = new Set(insights.flags.map(({ flag }) => flag.call_id));
  expect(insights.unreadCalls.length).toBe(calls.size);
  const gone = [...calls].find((id) => id !== callId) ?? '';
  await fault(`/v1/calls/${gone}`, { kind: 'status', status: 404, body: {} });
  await insights.loadCalls();
  expect([insights.error, insights.unreadCalls]).toEqual([undefined, []]);
  const versions = countVersions(insights.flags);
  expect(versions.some(({ ranOn }) => ranOn.agentVersionId !== '')).toBe(true);
  const ofGone = insights.flags.filter(({ flag }) => flag.call_id === gone);
  for (const { ranOn } of ofGone) expect(ranOn.agentVersionId).toBe('');
});

it('has a flag as soon as it is made, and not before', async () => {
  await insights.load();
  const before = insights.flags.length;
  const { session } = world;
  const found = insights.flags[0]!;
  const flag = { call_id: found.flag.call_id, type: 'made_just_now' };
  await session.api.flags.add(found.issue.id, flag);
  expect(insights.flags.length).toBe(before);
  await insights.refresh();
  expect(insights.flags.filter((one) => one.flag.type === 'made_just_now').length).toBe(1);
  expect(countTypes(insights.flags, session.flagTypes.types).find(({ type }) => type === 'made_just_now')).toEqual({
    type: 'made_just_now',
    loaded: 1,
    total: 1,
  });
});
