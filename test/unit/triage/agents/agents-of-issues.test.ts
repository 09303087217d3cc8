// Agents of issues and calls where lists, groups and filters depend on them, over real HTTP.
import { afterEach, describe, expect, it } from 'vitest';
import type { Affected } from '../../../../src/api/bland/affected.ts';
import { type BlandApi, createBlandApi } from '../../../../src/api/index.ts';
import { createUndiciTransport } from '../../../../src/api/undici-transport.ts';
import { affectedAgents } from '../../../../src/triage/agents/affected-agents.ts';
import { AgentDirectory } from '../../../../src/triage/agents/agent-directory.ts';
import { agentFacts } from '../../../../src/triage/agents/agent-facts.ts';
import { CallStore } from '../../../../src/triage/calls/store.ts';
import { everything, groupIssues } from '../../../../src/triage/issues/queries.ts';
import { IssueStore } from '../../../../src/triage/issues/store.ts';
import { startAgentsServer } from '../../../support/agents-server.ts';
import { type PlainReply, type Received, startServer } from '../../../support/http.ts';
import { issue as sample, list, ok } from '../../api/samples.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function apiOf(origin: string): BlandApi {
  const transport = createUndiciTransport({ closeMs: 0 });
  const api = createBlandApi({ baseUrl: new URL(origin), key: async () => 'org_k', transport });
  closers.push(() => api.close());
  return api;
}

const issue = (id: string, agentId: string | null) => ({ ...sample, id, triage_id: `T-${id}`, agent_id: agentId });
const link = (id: string, type = 'call') => ({
  id: `link-${id}`,
  resource_type: type,
  resource_id: id,
  status: 'available',
});

/** A service with issues whose agents change, and what it was asked for. */
async function issuesOf(
  issues: () => readonly { readonly id: string; readonly agent_id: string | null }[],
  links: readonly object[] = [],
) {
  const answer = ({ path, query }: Received): PlainReply => {
    const agent = query.get('agent_id');
    if (path === '/v1/triage/issues') {
      return { json: list(issues().filter((one) => agent === null || one.agent_id === agent)) };
    }
    if (path.endsWith('/resources')) return { json: list([...links]) };
    const found = issues().find((one) => path.endsWith(`/${one.id}`));
    return found === undefined ? { status: 404, json: {} } : { json: ok(found) };
  };
  const server = await startServer({ refuse: answer });
  closers.push(() => server.close());
  const store = new IssueStore(apiOf(server.origin));
  closers.push(async () => store.dispose());
  const reads = (): number => server.requests.filter(({ path }) => path.startsWith('/v1/triage/issues/')).length;
  return { store, reads, server };
}

describe('an issue that a call was attached to', () => {
  it('is read again, and shows the agent that the service gave it', async () => {
    let agentId: string | null = null;
    const { store, reads } = await issuesOf(() => [issue('1', agentId)]);
    await store.list.load();
    agentId = 'a-1';
    await store.noteAttachedCall('1');
    expect([store.get('1')?.agent_id, reads()]).toEqual(['a-1', 1]);
    // One that has an agent keeps it.
    agentId = 'a-2';
    await store.noteAttachedCall('1');
    expect([store.get('1')?.agent_id, reads()]).toEqual(['a-1', 1]);
    // One that is not listed has nothing to be brought up to date.
    await store.noteAttachedCall('unknown');
    expect(reads()).toBe(1);
  });

  it('enters a list that is filtered by its agent', async () => {
    let agentId: string | null = null;
    const { store } = await issuesOf(() => [issue('1', agentId), issue('2', 'a-1')]);
    store.finding = { ...everything, query: { agentId: 'a-1' } };
    await store.list.load();
    await store.ofQuery(everything).load();
    const shown = (): readonly string[] => store.list.items.map(({ id }) => id);
    expect(shown()).toEqual(['2']);
    agentId = 'a-1';
    await store.noteAttachedCall('1');
    expect(shown()).toEqual(['1', '2']);
  });

  it('stays as it is when it cannot be read', async () => {
    let isGone = false;
    const { store } = await issuesOf(() => (isGone ? [] : [issue('1', null)]));
    await store.list.load();
    isGone = true;
    await store.noteAttachedCall('1');
    expect(store.get('1')?.agent_id).toBeNull();
  });
});

it('the agent of an issue is that of its call only where the call is the only one on it', async () => {
  const one = await issuesOf(() => [issue('1', 'a-1')], [link('call-1'), link('sms-1', 'sms_conversation')]);
  await one.store.list.load();
  const call = { call_id: 'call-1', agent_id: null, agent_version_id: null, pathway_id: null };
  expect(agentFacts(call, one.store).agent_id).toBeNull();
  await one.store.loadResources('1');
  expect(agentFacts(call, one.store).agent_id).toBe('a-1');
  expect(agentFacts({ ...call, agent_id: 'own' }, one.store).agent_id).toBe('own');
  expect(agentFacts({ ...call, call_id: 'call-2' }, one.store).agent_id).toBeNull();
  const two = await issuesOf(() => [issue('1', 'a-1')], [link('call-1'), link('call-2')]);
  await two.store.list.load();
  await two.store.loadResources('1');
  expect(agentFacts(call, two.store).agent_id).toBeNull();
});

it('issues are grouped by agent under its name, those without one last', async () => {
  const { store } = await issuesOf(() => [issue('1', null), issue('2', 'a-2'), issue('3', 'a-1'), issue('4', 'a-2')]);
  await store.list.load();
  const names: Readonly<Record<string, string>> = { 'a-1': 'Zinnia', 'a-2': 'Aster' };
  const groups = groupIssues(store.list.items, 'agent', (id) => names[id] ?? id);
  expect(groups.map(({ key, issues }) => [key, issues.map(({ id }) => id)])).toEqual([
    ['a-2', ['2', '4']],
    ['a-1', ['3']],
    ['', ['1']],
  ]);
});

const agents = [
  { id: 'a-1', name: 'Larkspur Support', persona: 'hidden-1', versions: { 'v-1': '1.3.0' } },
  { id: 'a-2', name: 'Night Shift', persona: 'hidden-2', versions: { 'v-9': '0.1.0' } },
];

/** A directory of agents. */
async function directoryOf(): Promise<AgentDirectory> {
  const server = await startAgentsServer(agents);
  closers.push(() => server.close());
  const directory = new AgentDirectory(apiOf(server.origin));
  closers.push(async () => directory.dispose());
  return directory;
}

const calls = [
  { call_id: 'c-1', agent_version_id: 'v-1', pathway_id: 'compiled-1' },
  { call_id: 'c-2', agent_version_id: 'v-9', pathway_id: 'compiled-2' },
  { call_id: 'c-3', agent_version_id: 'v-1', pathway_id: 'compiled-3' },
  { call_id: 'c-4', agent_version_id: null, pathway_id: 'own' },
];

/** The loaded calls above. */
async function callsOf(directory: AgentDirectory): Promise<CallStore> {
  const server = await startServer({
    refuse: () => ({ json: { status: 'success', total_count: 4, count: 4, calls } }),
  });
  closers.push(() => server.close());
  const store = new CallStore(apiOf(server.origin), (call) => directory.known(call)?.agentId ?? null);
  closers.push(async () => store.dispose());
  await store.list.load();
  return store;
}

describe('loaded calls', () => {
  it('are filtered and grouped by agent, and not by the pathway of a binding', async () => {
    const directory = await directoryOf();
    const store = await callsOf(directory);
    store.filter = { agentId: 'a-1' };
    expect(store.shown).toEqual([]);
    await directory.findAll(store.list.items);
    expect(store.shown.map(({ id }) => id)).toEqual(['c-1', 'c-3']);
    // The service has no such filter: what is loaded stays.
    expect(store.list.items).toHaveLength(4);
    store.filter = {};
    expect([...store.byAgent].map(([id, group]) => [id, group.map((call) => call.id)])).toEqual([
      ['a-1', ['c-1', 'c-3']],
      ['a-2', ['c-2']],
      ['', ['c-4']],
    ]);
  });

  it('name the agents of what an issue affects', async () => {
    const directory = await directoryOf();
    const store = await callsOf(directory);
    const call = (id: string, persona: string | null, pathway: string) =>
      ({ call_id: id, persona_id: persona, pathway_id: pathway }) as Affected['calls'][number];
    const affected = {
      calls: [
        call('c-1', 'hidden-1', 'compiled-1'),
        call('c-3', 'hidden-1', 'compiled-3'),
        call('c-8', 'hidden-2', 'x'),
        call('c-9', 'mine', 'own'),
      ],
      pathways: [],
      personas: [],
      issue_id: '1',
    };
    const found = await affectedAgents({ agentDirectory: directory, calls: store }, affected, undefined);
    expect(found).toEqual([
      { agentId: 'a-1', name: 'Larkspur Support', semver: '1.3.0', callIds: ['c-1', 'c-3'] },
      { agentId: 'a-2', name: 'Night Shift', semver: null, callIds: ['c-8'] },
    ]);
  });
});
