import { afterEach, describe, expect, it } from 'vitest';
import { createBlandApi } from '../../../../src/api/index.ts';
import { createUndiciTransport } from '../../../../src/api/undici-transport.ts';
import { AgentDirectory, type AgentFacts } from '../../../../src/triage/agents/agent-directory.ts';
import { type AgentOfServer, type AgentsServer, startAgentsServer } from '../../../support/agents-server.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const support: AgentOfServer = {
  id: 'a-1',
  name: 'Larkspur Support',
  source: 'pathway-1',
  persona: 'hidden-1',
  versions: { 'v-2': null, 'v-1': '1.3.0' },
};
const night: AgentOfServer = { id: 'a-2', name: 'Night Shift', persona: 'hidden-2', versions: { 'v-9': '0.1.0' } };
const fresh: AgentOfServer = { id: 'a-3', name: 'Fresh', neverBound: true };

async function open(agents: readonly AgentOfServer[] = [support, night, fresh]): Promise<{
  readonly server: AgentsServer;
  readonly directory: AgentDirectory;
}> {
  const server = await startAgentsServer(agents);
  closers.push(() => server.close());
  const api = createBlandApi({
    baseUrl: new URL(server.origin),
    key: async () => 'org_k',
    transport: createUndiciTransport({ closeMs: 0 }),
    retry: { maxAttempts: 1 },
  });
  closers.push(() => api.close());
  const directory = new AgentDirectory(api);
  closers.push(async () => directory.dispose());
  return { server, directory };
}

describe('the agent of a call', () => {
  const rows: readonly (readonly [string, AgentFacts, object | null])[] = [
    [
      'its own id',
      { agent_id: 'a-2', agent_version_id: 'v-9' },
      { agentId: 'a-2', name: 'Night Shift', semver: '0.1.0' },
    ],
    ['a version', { agent_version_id: 'v-1' }, { agentId: 'a-1', name: 'Larkspur Support', semver: '1.3.0' }],
    ['a version that was never published', { agent_version_id: 'v-2' }, { agentId: 'a-1', semver: null }],
    ['the persona that carries its numbers', { persona_id: 'hidden-2' }, { agentId: 'a-2', semver: null }],
    ['the pathway it was made from', { pathway_id: 'pathway-1' }, { agentId: 'a-1' }],
    ['a version before a persona', { agent_version_id: 'v-9', persona_id: 'hidden-1' }, { agentId: 'a-2' }],
    [
      'a persona when the version is too old to be listed',
      { agent_version_id: 'v-0', persona_id: 'hidden-1' },
      { agentId: 'a-1' },
    ],
    ['an id that is not listed any more', { agent_id: 'gone' }, { agentId: 'gone', name: '' }],
    ['a persona of the user’s own', { persona_id: 'mine' }, null],
    ['a pathway compiled for a binding', { pathway_id: 'compiled-7' }, null],
    ['nothing', {}, null],
  ];

  it.each(rows)('is known by %s', async (_what, facts, agent) => {
    const { server, directory } = await open();
    const found = await directory.find(facts);
    if (agent === null) expect(found).toBeNull();
    else expect(found).toMatchObject(agent);
    const { length } = server.asked;
    expect(await directory.find(facts)).toEqual(found);
    if (Object.keys(facts).length > 0) expect(directory.known(facts)).toEqual(found);
    expect(server.asked).toHaveLength(length);
  });

  it('is asked for no further than needed, and nothing is asked for nothing', async () => {
    const { server, directory } = await open();
    await directory.find({ agent_id: null, persona_id: null });
    expect(server.asked).toEqual([]);
    await directory.find({ agent_id: 'a-1' });
    expect(server.asked).toEqual(['']);
    await directory.find({ persona_id: 'mine' });
    // One that never had a number is not asked for its persona.
    expect(server.asked.toSorted()).toEqual(['', '/a-1/inbound', '/a-2/inbound']);
  });

  it('is looked for a few at a time, and not beyond the one that has it', async () => {
    const many = Array.from({ length: 40 }, (_, number) => ({
      id: `a-${number}`,
      name: `Agent ${number}`,
      versions: { [`v-${number}`]: '1.0.0' },
    }));
    const { server, directory } = await open(many);
    const [one, same] = await Promise.all([
      directory.find({ agent_version_id: 'v-9' }),
      directory.find({ agent_version_id: 'v-9' }),
    ]);
    expect([one?.name, same]).toEqual(['Agent 9', one]);
    expect(server.asked).toHaveLength(1 + 12);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(4);
  });

  it('is not looked for any more once that is cancelled; others go on', async () => {
    const { server, directory } = await open();
    const abort = new AbortController();
    const cancelled = directory.find({ persona_id: 'hidden-2' }, abort.signal);
    const other = directory.find({ persona_id: 'hidden-2' });
    abort.abort();
    await expect(cancelled).rejects.toThrow();
    expect((await other)?.name).toBe('Night Shift');
    expect(server.asked.filter((path) => path === '/a-2/inbound').length).toBeLessThanOrEqual(2);
  });

  it.each([403, 404])('is nobody on a service that answers %i, which is asked once', async (status) => {
    const { server, directory } = await open();
    server.answerAll({ status, json: { data: null, errors: [{ error: 'NO', message: 'No' }] } });
    expect(await directory.find({ persona_id: 'p' })).toBeNull();
    expect(await directory.find({ agent_version_id: 'v' })).toBeNull();
    expect(server.asked).toEqual(['']);
  });
});

describe('agents that are wanted', () => {
  it('are told once they are known', async () => {
    const { directory } = await open();
    const told = new Promise<void>((resolve) => directory.onDidChange(resolve));
    const wanted = [{ agent_version_id: 'v-1' }, { persona_id: 'hidden-2' }];
    expect(wanted.map((facts) => directory.known(facts))).toEqual([undefined, undefined]);
    directory.want(wanted);
    await told;
    expect(wanted.map((facts) => directory.known(facts)?.name)).toEqual(['Larkspur Support', 'Night Shift']);
  });

  it('are not asked for again after a failure until the rest is, too', async () => {
    const { server, directory } = await open();
    server.answerAll({ status: 500, json: {} });
    directory.want([{ agent_version_id: 'v-1' }]);
    await expect(directory.find({ agent_version_id: 'v-1' })).rejects.toThrow();
    server.answerAll(undefined);
    const before = server.asked.length;
    directory.want([{ agent_version_id: 'v-1' }]);
    expect(directory.known({ agent_version_id: 'v-1' })).toBeUndefined();
    // What surely comes later.
    await directory.list();
    expect(server.asked).toHaveLength(before + 1);
    directory.forget();
    const told = new Promise<void>((resolve) => directory.onDidChange(resolve));
    directory.want([{ agent_version_id: 'v-1' }]);
    await told;
    expect(directory.known({ agent_version_id: 'v-1' })?.semver).toBe('1.3.0');
  });
});
