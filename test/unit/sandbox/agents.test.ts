import { describe, expect, it } from 'vitest';
import { seedId } from '../../../src/sandbox/seed/id.ts';
import { agentOperations } from '../../support/contract/agents.ts';
import { fill, type Operation, type Refused } from '../../support/contract/index.ts';
import {
  type Answer,
  type CallBody,
  type Client,
  dataOf,
  type IssueBody,
  issueOf,
  refusal,
  sandbox,
  unknownId,
} from './support.ts';

interface AgentBody {
  readonly id: string;
  readonly name: string;
  readonly updated_at: string;
}
interface Environment {
  readonly id: string;
  readonly env_type: string;
  readonly current_version_id: string | null;
  readonly current_version?: { readonly name: string | null; readonly semver: string | null } | null;
}
interface Binding {
  readonly agent_id: string;
  readonly persona_id: string | null;
  readonly numbers: readonly { readonly phone_number: string; readonly agent_env_type: string | null }[];
  readonly staging_attach_supported: boolean;
}
interface VersionBody {
  readonly id: string;
  readonly semver: string | null;
  readonly name: string | null;
}
interface PersonaBody {
  readonly id: string;
  readonly name: string;
  readonly inbound_numbers: readonly { readonly phone_number: string; readonly persona_settings: object | null }[];
}

/** No operation that is used here lists the branches. */
const branchOf = (name: string): string => seedId(`agent branch ${name}`);

const support = '+14155550112';
const rehearsal = '+14155550113';
const spare = '+14155550103';
const london = '+442079460958';

async function prepare(account: object = {}) {
  const client = await sandbox(account);
  const agents = dataOf<AgentBody[]>(await client.get('/v2/agents'));
  const at = (name: string): string => {
    const found = agents.find((agent) => agent.name === name);
    if (found === undefined) throw new Error(`there is no agent ${name}`);
    return `/v2/agents/${found.id}`;
  };
  const bindingOf = async (name: string) => dataOf<Binding>(await client.get(`${at(name)}/inbound`));
  const numbersOf = async (name: string) => (await bindingOf(name)).numbers.map(({ phone_number: number }) => number);
  const attach = async (name: string, numbers: readonly string[], environment?: string) =>
    await client.post(`${at(name)}/inbound/attach`, {
      inbound_numbers: numbers,
      ...(environment === undefined ? {} : { environment }),
    });
  return { client, agents, at, bindingOf, numbersOf, attach };
}

const personas = async (client: Client) => dataOf<PersonaBody[]>(await client.get('/v1/personas'));
const refused = ({ status, body }: Answer) => [status, body];

describe('List Agents', () => {
  it('is newest first, with neither pages nor environments', async () => {
    const { client, agents } = await prepare();
    expect(agents.map(({ name }) => name)).toEqual([
      'Larkspur Support',
      'Tidewater Technical',
      'Meadowbank Cards',
      'Rowan Claims',
    ]);
    const keys = ['id', 'org_id', 'name', 'created_by', 'created_at', 'updated_at', 'deleted_at'];
    const migration = ['source_pathway_id', 'migrated_at'];
    expect(Object.keys(agents[0]!)).toEqual([...keys, ...migration, 'color']);
    // Omitted where there is none.
    expect(Object.keys(agents[1]!)).toEqual([...keys, ...migration]);
    expect(dataOf<AgentBody[]>(await client.get('/v2/agents?limit=2'))).toEqual(agents.slice(0, 2));
  });

  it.each([
    ['0', 1],
    ['-3', 1],
    ['9999', 4],
    ['many', 4],
  ])('takes the limit %s without an error', async (limit, count) => {
    const { client } = await prepare();
    expect(dataOf<AgentBody[]>(await client.get(`/v2/agents?limit=${limit}`))).toHaveLength(count);
  });
});

describe('Get Agent and its environments', () => {
  it('always has three; dev is never pinned', async () => {
    const { client, at } = await prepare();
    const { environments } = dataOf<{ environments: Environment[] }>(await client.get(at('Tidewater Technical')));
    expect(environments.map((one) => [one.env_type, one.current_version_id === null])).toEqual([
      ['dev', true],
      ['staging', true],
      ['production', false],
    ]);
    const named = dataOf<Environment[]>(await client.get(`${at('Larkspur Support')}/environments`));
    expect(named.map((one) => one.current_version)).toEqual([
      null,
      { name: 'Confirm the email', semver: '1.4.0' },
      { name: 'Verify before transfer', semver: '1.3.0' },
    ]);
  });

  it('an agent that does not exist is refused everywhere but at its numbers', async () => {
    const { client } = await prepare();
    const one = `/v2/agents/${unknownId}`;
    for (const path of [
      '',
      '/environments',
      '/versions',
      '/versions/latest',
      '/versions/1.0.0',
      '/scenarios/x/history',
    ]) {
      expect(refused(await client.get(`${one}${path}`)), path).toEqual([404, refusal('NOT_FOUND', 'Agent not found')]);
    }
    const body = { inbound_numbers: [spare] };
    expect((await client.post(`${one}/inbound/attach`, body)).status).toBe(404);
    expect(dataOf<Binding>(await client.get(`${one}/inbound`))).toEqual({
      agent_id: unknownId,
      persona_id: null,
      numbers: [],
      staging_attach_supported: true,
    });
    expect(dataOf(await client.post(`${one}/inbound/detach`, body))).toEqual({
      agent_id: unknownId,
      detached_count: 0,
    });
  });
});

describe('Attach', () => {
  it('takes a free number, and makes the persona that carries it, which is kept', async () => {
    const { client, attach, bindingOf, at } = await prepare();
    await client.post(`${at('Meadowbank Cards')}/inbound/detach`, { inbound_numbers: ['+16175550125'] });
    const { persona_id: kept, numbers } = await bindingOf('Meadowbank Cards');
    expect([kept, numbers]).toEqual([expect.any(String), []]);
    const first = dataOf<{ pathway_id: string }>(await attach('Meadowbank Cards', [` ${spare} `]));
    expect(first).toEqual({
      agent_id: expect.any(String),
      persona_id: kept,
      pathway_id: expect.any(String),
      compiled_from_version: expect.any(String),
      attached: [spare],
    });
    // It is compiled again.
    const again = dataOf<{ pathway_id: string }>(await attach('Meadowbank Cards', [spare]));
    expect(again.pathway_id).not.toBe(first.pathway_id);
    expect((await bindingOf('Meadowbank Cards')).numbers).toEqual([{ phone_number: spare, agent_env_type: null }]);
  });

  it('takes a number from its persona, with its settings; a persona takes it back without them', async () => {
    const { client, attach, numbersOf, bindingOf } = await prepare();
    const before = await personas(client);
    const marlow = before.find(({ name }) => name === 'Marlow')!;
    const moved = marlow.inbound_numbers.find((one) => one.persona_settings !== null)!.phone_number;
    await attach('Larkspur Support', [moved]);
    expect(await numbersOf('Larkspur Support')).toEqual([moved, rehearsal, support]);
    const { persona_id: hidden } = await bindingOf('Larkspur Support');
    const carried = (await personas(client)).find(({ id }) => id === hidden)!;
    expect(carried.inbound_numbers.map((one) => one.phone_number)).toContain(moved);
    await client.post(`/v1/personas/${marlow.id}/inbound/attach`, { inbound_numbers: [moved, rehearsal] });
    expect(await numbersOf('Larkspur Support')).toEqual([support]);
    const after = (await personas(client)).find(({ name }) => name === 'Marlow')!;
    expect(after.inbound_numbers.find((one) => one.phone_number === moved)?.persona_settings).toBeNull();
    // What it was in staging for is over, too.
    await attach('Larkspur Support', [rehearsal]);
    expect((await bindingOf('Larkspur Support')).numbers[0]).toEqual({ phone_number: rehearsal, agent_env_type: null });
  });

  it('keeps a staging number in staging unless production is asked for', async () => {
    const { attach, bindingOf } = await prepare();
    const environments = async () =>
      Object.fromEntries(
        (await bindingOf('Larkspur Support')).numbers.map((one) => [one.phone_number, one.agent_env_type]),
      );
    await attach('Larkspur Support', [support, rehearsal, spare]);
    expect(await environments()).toEqual({ [support]: null, [rehearsal]: 'staging', [spare]: null });
    await attach('Larkspur Support', [rehearsal], 'production');
    await attach('Larkspur Support', [support], 'staging');
    expect(await environments()).toEqual({ [support]: 'staging', [rehearsal]: null, [spare]: null });
  });

  it('refuses all numbers for one that is not the account’s', async () => {
    const { attach, numbersOf } = await prepare();
    const message = 'Some phone numbers were not found or do not belong to you';
    expect(refused(await attach('Larkspur Support', [spare, '+14155550199']))).toEqual([
      400,
      refusal('INVALID_INBOUND_NUMBERS', message),
    ]);
    expect(await numbersOf('Larkspur Support')).toEqual([rehearsal, support]);
  });

  it.each([
    [{}],
    [{ inbound_numbers: [] }],
    [{ inbound_numbers: [' '] }],
    [{ inbound_numbers: [4] }],
    [{ inbound_numbers: spare }],
    [{ inbound_numbers: [spare], environment: 'dev' }],
    [{ inbound_numbers: [spare], environment: null }],
  ])('refuses the body %j', async (body) => {
    const { client, at } = await prepare();
    for (const what of 'environment' in body ? ['attach'] : ['attach', 'detach']) {
      expect(refused(await client.post(`${at('Larkspur Support')}/inbound/${what}`, body))).toEqual([
        400,
        refusal('INVALID_BODY', expect.any(String)),
      ]);
    }
  });

  it.each([
    ['NO_VERSIONS', 400, 'Rowan Claims', spare, undefined],
    ['COMPILE_FAILED', 422, 'QuickCart Orders', spare, undefined],
    ['STAGING_NUMBER_UNSUPPORTED', 409, 'Larkspur Support', london, 'staging'],
    ['AGENT_ENV_UNPINNED', 409, 'Tidewater Technical', spare, 'staging'],
    ['AGENT_VARIABLE_UNRESOLVED', 409, 'Northgate Tracking', spare, 'staging'],
    ['AGENT_SNAPSHOT_INVALID', 409, 'Castellan Stays', spare, 'staging'],
  ])('is refused with %s, and nothing is changed', async (code, status, name, number, environment) => {
    const { client, attach, bindingOf } = await prepare({ seed: 'agents' });
    const before = await bindingOf(name);
    expect(refused(await attach(name, [number], environment))).toEqual([status, refusal(code, expect.any(String))]);
    expect(await bindingOf(name)).toEqual(before);
    expect((await personas(client)).flatMap((one) => one.inbound_numbers.map((own) => own.phone_number))).not.toContain(
      number,
    );
  });

  it('to staging needs the plan that has it', async () => {
    const { attach } = await prepare({ enterprise: false });
    expect(refused(await attach('Larkspur Support', [spare], 'staging'))).toEqual([
      403,
      refusal('ENTERPRISE_REQUIRED', expect.any(String)),
    ]);
    expect((await attach('Larkspur Support', [spare], 'production')).status).toBe(200);
  });
});

it('Detach passes over numbers that the agent does not have, and counts the others', async () => {
  const { client, at, numbersOf } = await prepare();
  const path = `${at('Larkspur Support')}/inbound/detach`;
  const body = { inbound_numbers: [support, spare, '+16175550125', '+14155550199'] };
  expect(dataOf(await client.post(path, body))).toMatchObject({ detached_count: 1 });
  expect(dataOf(await client.post(path, body))).toMatchObject({ detached_count: 0 });
  expect(await numbersOf('Larkspur Support')).toEqual([rehearsal]);
  expect(await numbersOf('Meadowbank Cards')).toEqual(['+16175550125']);
});

it('as in September, the binding names no numbers, and Attach does not know the environment', async () => {
  const { client, at, attach } = await prepare({ bindings: 'september' });
  await attach('Larkspur Support', [spare], 'staging');
  const { body } = await client.get(`${at('Larkspur Support')}/inbound`);
  expect(Object.keys((body as { data: object }).data)).toEqual(['agent_id', 'persona_id']);
  await client.post('/sandbox/reset', { bindings: 'published' });
  expect(dataOf<Binding>(await client.get(`${at('Larkspur Support')}/inbound`)).numbers).toHaveLength(2);
});

describe('versions', () => {
  it('are those of dev, newest first, or those of a branch', async () => {
    const { client, at } = await prepare();
    const list = async (query: string) =>
      dataOf<VersionBody[]>(await client.get(`${at('Larkspur Support')}/versions${query}`));
    const versions = await list('');
    expect(versions.map(({ semver }) => semver)).toEqual([null, '1.4.0', '1.3.0', '1.2.0']);
    expect(Object.keys(versions[0]!)).toEqual([
      'id',
      'agent_id',
      'name',
      'created_via',
      'created_by',
      'created_at',
      'semver',
    ]);
    expect(await list('?limit=2')).toEqual(versions.slice(0, 2));
    expect(await list('?limit=many')).toEqual(versions);
    expect(await list('?limit=0')).toEqual(versions.slice(0, 1));
    expect(await list(`?branch=${unknownId}`)).toEqual([]);
    const branch = branchOf('larkspur refunds');
    expect((await list(`?branch=${branch}`)).map(({ name }) => name)).toEqual(['Refund wording']);
  });

  it('the latest is the head of dev or of a branch, which may be the version that it was cut from', async () => {
    const { client, at } = await prepare();
    const latest = async (query = '') =>
      dataOf<VersionBody & { branch_id: string | null; snapshot: { behavior: object } }>(
        await client.get(`${at('Larkspur Support')}/versions/latest${query}`),
      );
    expect(await latest()).toMatchObject({ branch_id: null, snapshot: { behavior: { nodes: expect.any(Array) } } });
    const [saved, fresh] = [branchOf('larkspur refunds'), branchOf('larkspur greeting')];
    expect(await latest(`?branch=${saved}`)).toMatchObject({ branch_id: saved, name: 'Refund wording' });
    expect(await latest(`?branch=${fresh}`)).toMatchObject({ branch_id: null, name: 'Verify before transfer' });
    expect(refused(await client.get(`${at('Tidewater Technical')}/versions/latest?branch=${saved}`))).toEqual([
      404,
      refusal('BRANCH_NOT_FOUND', 'Branch not found'),
    ]);
    expect(refused(await client.get(`${at('Rowan Claims')}/versions/latest`))).toEqual([
      404,
      refusal('NO_VERSIONS', 'Agent has no saved versions'),
    ]);
  });

  it('one is read by its number alone', async () => {
    const { client, at } = await prepare();
    const path = `${at('Larkspur Support')}/versions`;
    const version = dataOf<VersionBody>(await client.get(`${path}/1.3.0`));
    expect(Object.keys(version)).toEqual([
      'id',
      'org_id',
      'agent_id',
      'branch_id',
      'snapshot',
      'name',
      'created_via',
      'revision',
      'created_by',
      'created_at',
    ]);
    expect(version.name).toBe('Verify before transfer');
    for (const invalid of ['v1.3.0', '1.3', '1.3.0-beta', version.id]) {
      expect(refused(await client.get(`${path}/${invalid}`)), invalid).toEqual([
        400,
        refusal('INVALID_VERSION', expect.any(String)),
      ]);
    }
    expect(refused(await client.get(`${path}/9.9.9`))).toEqual([404, refusal('NOT_FOUND', 'Version not found')]);
  });
});

interface History {
  readonly versions: readonly { readonly name: string | null; readonly node: { readonly type: string } | null }[];
  readonly next_cursor: string | null;
  readonly environments: readonly { readonly env: string; readonly node: object | null }[];
}

describe('the history of a scenario', () => {
  const history = async (client: Client, at: string, node: string, query = '') =>
    dataOf<History>(await client.get(`${at}/scenarios/${node}/history${query}`));

  it('has the node of each version, and of both environments', async () => {
    const { client, at } = await prepare();
    const found = await history(client, at('Larkspur Support'), 'billing');
    expect(found.versions.map(({ node }) => node?.type)).toEqual([
      'complex-scenario',
      'complex-scenario',
      'complex-scenario',
      undefined,
    ]);
    expect(found.environments.map(({ env, node }) => [env, node !== null])).toEqual([
      ['staging', true],
      ['production', true],
    ]);
    expect(found.next_cursor).toBeNull();
    const unpinned = await history(client, at('Meadowbank Cards'), 'billing');
    expect(unpinned.environments.map(({ node }) => node)).toEqual([null, null]);
  });

  it('finds a nested one by its path, and no inner step', async () => {
    const { client, at } = await prepare();
    const path = `?path=${encodeURIComponent('["billing"]')}`;
    const nested = await history(client, at('Larkspur Support'), 'verify-account', path);
    expect(nested.versions[0]?.node?.type).toBe('auth-zone');
    const step = await history(client, at('Larkspur Support'), 'transfer-billing', path);
    expect(step.versions.every(({ node }) => node === null)).toBe(true);
  });

  it('goes on before a version, on a branch too', async () => {
    const { client, at } = await prepare();
    const [, second] = dataOf<VersionBody[]>(await client.get(`${at('Larkspur Support')}/versions`));
    const rest = await history(client, at('Larkspur Support'), 'billing', `?before=${second?.id}`);
    expect(rest.versions.map(({ name }) => name)).toEqual(['Verify before transfer', null]);
    const branch = branchOf('larkspur refunds');
    const own = await history(client, at('Larkspur Support'), 'billing', `?branch=${branch}`);
    expect(own.versions.map(({ name }) => name)).toEqual(['Refund wording']);
  });

  it.each([
    ['an agent id that is no UUID', '/v2/agents/larkspur/scenarios/x/history', 400, 'BAD_REQUEST'],
    ['a path that is no list', '{at}/scenarios/x/history?path=billing', 400, 'BAD_REQUEST'],
    [
      'a path that is too deep',
      `{at}/scenarios/x/history?path=${encodeURIComponent(JSON.stringify(Array(11).fill('a')))}`,
      400,
      'BAD_REQUEST',
    ],
    ['a node id that is too long', `{at}/scenarios/${'x'.repeat(201)}/history`, 400, 'BAD_REQUEST'],
    ['a cursor of another timeline', `{at}/scenarios/x/history?before=${unknownId}`, 400, 'BAD_REQUEST'],
    ['an unknown branch', `{at}/scenarios/x/history?branch=${unknownId}`, 404, 'NOT_FOUND'],
  ])('refuses %s', async (_what, path, status, code) => {
    const { client, at } = await prepare();
    const answer = await client.get(path.replace('{at}', at('Larkspur Support')));
    expect(refused(answer)).toEqual([status, refusal(code, expect.any(String))]);
  });
});

describe('an account', () => {
  it('with agents alone has no persona but those behind its agents', async () => {
    const { client, agents, bindingOf } = await prepare({ seed: 'agents' });
    const bindings = await Promise.all(agents.map(({ name }) => bindingOf(name)));
    const hidden = bindings.flatMap(({ persona_id: id }) => id ?? []);
    expect((await personas(client)).map(({ id }) => id).toSorted()).toEqual(hidden.toSorted());
  });

  it('with personas alone has no agent, and no issue names one', async () => {
    const { client } = await prepare();
    const named = async () => (await issueOf(client, 'T-1002')).agent_id;
    expect(await named()).not.toBeNull();
    await client.post('/sandbox/reset', { seed: 'personas' });
    expect(dataOf<AgentBody[]>(await client.get('/v2/agents'))).toEqual([]);
    expect(await named()).toBeNull();
    expect((await personas(client)).map(({ name }) => name)).toContain('Marlow');
    // A reset that names no account restores the one it was started for.
    await client.post('/sandbox/reset', undefined);
    expect(await named()).not.toBeNull();
  });

  it('is refused when it is none', async () => {
    const client = await sandbox();
    expect((await client.post('/sandbox/reset', { seed: 'neither' })).status).toBe(400);
  });
});

it('a call names the version that answered it; an issue without an agent gets it by attaching the call', async () => {
  const { client, at } = await prepare();
  const { calls } = (await client.get('/v1/calls?to_number=%2B18435550118')).body as {
    calls: (CallBody & { agent_version_id: string | null })[];
  };
  const [call] = calls;
  const [version] = dataOf<VersionBody[]>(await client.get(`${at('Tidewater Technical')}/versions`));
  expect(call?.agent_version_id).toBe(version?.id);
  const attach = async (code: string) => {
    const { id } = await issueOf(client, code);
    return dataOf<IssueBody & { agent_version_id: string | null }>(
      await client.put(`/v1/triage/issues/${id}/calls/${call?.call_id}`),
    );
  };
  expect(await attach('T-1009')).toMatchObject({
    agent_id: at('Tidewater Technical').split('/').at(-1),
    agent_version_id: version?.id,
  });
  const { agent_id } = await issueOf(client, 'T-1002');
  expect((await attach('T-1002')).agent_id).toBe(agent_id);
});

describe('as documented', () => {
  const rows: readonly (readonly [string, Operation])[] = Object.entries(agentOperations);
  const names = {
    agent: seedId('agent larkspur'),
    unsavedAgent: seedId('agent rowan'),
    brokenAgent: seedId('agent quickcart'),
    unpinnedAgent: seedId('agent tidewater'),
    freeNumber: spare,
    semver: '1.3.0',
    scenario: 'billing',
  };
  const ask = async (client: Client, row: Operation, other: Partial<Refused> = {}) => {
    const path = fill(row.path, { ...names, ...fill(other.path ?? {}, names) });
    const query = other.query ?? row.example?.query ?? '';
    return client.call(row.method, `${path}${query}`, fill(other.body ?? row.example?.body, names));
  };

  it.each(rows)('%s is done', async (_name, row) => {
    const answer = await ask(await sandbox({ seed: 'agents' }), row);
    expect(answer.status).toBe(row.answers[0]);
    expect(Array.isArray(dataOf(answer))).toBe(row.shape === 'list');
  });

  const refusals = rows.flatMap(([name, row]) =>
    row.refusals
      .filter(({ ofAccount }) => ofAccount !== true)
      .map((one) => [`${name}: ${one.because}`, row, one] as const),
  );
  it.each(refusals)('%s is refused', async (_name, row, one) => {
    const answer = await ask(await sandbox({ seed: 'agents' }), row, one);
    expect(refused(answer)).toEqual([one.status, refusal(one.code ?? '', one.message ?? expect.any(String))]);
  });
});
