// Scenarios of the sandbox: every documented operation and refusal, and how a run comes to its result.
import { describe, expect, it } from 'vitest';
import { seedId } from '../../../src/sandbox/seed/id.ts';
import { fill, type Refused, type TestingOperation, testingRows } from '../../support/contract/index.ts';
import { type Answer, type CallBody, type Client, dataOf, folder, sandbox } from './support.ts';

interface ScenarioBody {
  readonly id: string;
  readonly name: string;
  readonly metadata: unknown;
  readonly runs?: readonly RunBody[];
}
interface RunBody {
  readonly id: string;
  readonly status: string;
  readonly call_id?: string | null;
  readonly error_message: string | null;
  readonly assertion_results: readonly { readonly status: string; readonly assertion: { readonly type: string } }[];
}

const scenarios = '/v1/agent-testing/scenarios';
const agent = seedId('agent larkspur');
const body = {
  agent_id: agent,
  name: 'T-1 dead_air',
  tester_persona_prompt: 'You want billing. You are in a hurry.',
  metadata: { flag_id: 'f-1' },
  assertions: [{ type: 'LLM_JUDGE', config: { prompt: 'Did it?', output_type: 'boolean', pass_on_true: true } }],
};

async function prepare() {
  const client = await sandbox();
  const call = seedId('call larkspur-billing');
  const details = (await client.get(`/v1/calls/${call}`)).body as { pathway_id: string };
  const made = dataOf<ScenarioBody>(await client.post(scenarios, body));
  const { run_id: run } = dataOf<{ run_id: string }>(await client.post(`${scenarios}/${made.id}/run`, {}));
  const names = { call, agent, pathway: details.pathway_id, scenario: made.id, run };
  return { client, names };
}
type World = Awaited<ReturnType<typeof prepare>>;

async function ask({ client, names }: World, name: TestingOperation, other: Partial<Refused> = {}) {
  const row = testingRows.find(([one]) => one === name)![1];
  const path = fill(row.path, { ...names, ...other.path });
  const sent = other.body ?? row.example?.body;
  return client.call(row.method, `${path}${other.query ?? ''}`, sent === undefined ? undefined : fill(sent, names));
}

/** Looks at a run until it has ended. */
async function ended(client: Client, run: string): Promise<{ readonly seen: string[]; readonly last: RunBody }> {
  const seen: string[] = [];
  for (;;) {
    const last = dataOf<RunBody>(await client.get(`/v1/agent-testing/runs/${run}`));
    seen.push(last.status);
    if (!['PENDING', 'RUNNING'].includes(last.status) || seen.length > 9) return { seen, last };
  }
}

describe('as documented', () => {
  it.each(testingRows)('%s', async (name, row) => {
    const answer = await ask(await prepare(), name);
    expect(answer.status).toBe(row.answers[0]);
  });

  const refusals = testingRows.flatMap(([name, row]) =>
    row.refusals.map((refused: Refused) => [`${name}: ${refused.because}`, name, refused] as const),
  );
  it.each(refusals)('%s', async (_title, name, refused) => {
    expect((await ask(await prepare(), name, refused)).status).toBe(refused.status);
  });

  it.each(testingRows)('%s: anything unknown is refused', async (name, row) => {
    const world = await prepare();
    if (row.method === 'GET') expect((await ask(world, name, { query: '?colour=red' })).status).toBe(400);
    else {
      const sent = { ...(row.example?.body as object), colour: 'red' };
      expect((await ask(world, name, { body: sent })).status).toBe(400);
    }
  });
});

describe('drafts', () => {
  const draftOf = (client: Client, given: object): Promise<Answer> =>
    client.post(`${scenarios}/generate-from-call`, given);

  it('come without an envelope, for the pathway that the call ran on with a node of it, and store nothing', async () => {
    const { client, names } = await prepare();
    const answer = await draftOf(client, { call_id: names.call, pathway_id: names.pathway });
    expect(answer.body).toMatchObject({
      pathway_id: names.pathway,
      persona_id: null,
      tester_persona_prompt: expect.stringContaining('charged me twice'),
    });
    expect(dataOf<ScenarioBody[]>(await client.get(scenarios))).toHaveLength(1);
    const other = await draftOf(client, { call_id: names.call, pathway_id: 'another' });
    expect(other.body).not.toHaveProperty('start_node_id');
  });

  it('are not made for agents, nor of a call without a word of the caller', async () => {
    const { client, names } = await prepare();
    expect((await draftOf(client, { call_id: names.call, agent_id: agent })).status).toBe(400);
    await client.post('/sandbox/import', { items: [{ name: 'x', content: { call_id: 'silent', transcripts: [] } }] });
    expect((await draftOf(client, { call_id: 'silent', pathway_id: 'w' })).status).toBe(400);
  });
});

describe('scenarios', () => {
  it('are listed newest first by target, with the latest run, and keep their metadata', async () => {
    const { client, names } = await prepare();
    const other = { ...body, agent_id: undefined, pathway_id: names.pathway };
    await client.post(scenarios, other);
    const all = dataOf<ScenarioBody[]>(await client.get(scenarios));
    expect(all.map(({ runs }) => runs?.length)).toEqual([0, 1]);
    expect(all.map(({ metadata }) => metadata)).toEqual([{ flag_id: 'f-1' }, { flag_id: 'f-1' }]);
    const own = dataOf<ScenarioBody[]>(await client.get(`${scenarios}?agent_id=${agent}`));
    expect(own.map(({ id }) => id)).toEqual([names.scenario]);
  });

  it('have names of their own within a target', async () => {
    const { client } = await prepare();
    expect((await client.post(scenarios, body)).status).toBe(409);
    expect((await client.post(scenarios, { ...body, name: 'T-1 dead_air (2)' })).status).toBe(201);
  });

  it('of an agent that does not exist are refused', async () => {
    const { client } = await prepare();
    expect((await client.post(scenarios, { ...body, agent_id: 'nobody' })).status).toBe(404);
  });

  it('are there after a restart, with their runs', async () => {
    const directory = await folder();
    const first = await sandbox({ directory });
    const made = dataOf<ScenarioBody>(await first.post(scenarios, body));
    await first.post(`${scenarios}/${made.id}/run`, {});
    await first.close();
    const again = await sandbox({ directory });
    const [kept] = dataOf<ScenarioBody[]>(await again.get(scenarios));
    expect([kept?.id, kept?.runs?.length]).toEqual([made.id, 1]);
  });
});

describe('runs', () => {
  it('have a result after some looks, the first one failed, the next one passed, with a call that opens', async () => {
    const { client, names } = await prepare();
    const { seen, last } = await ended(client, names.run);
    expect(seen).toEqual(['PENDING', 'RUNNING', 'FAILED']);
    expect(last.assertion_results).toMatchObject([{ status: 'FAILED', assertion: { type: 'LLM_JUDGE' } }]);
    const call = (await client.get(`/v1/calls/${last.call_id}`)).body as CallBody;
    expect(call.transcripts.map(({ text }) => text)).toContain('You want billing.');
    const { run_id: next } = dataOf<{ run_id: string }>(await client.post(`${scenarios}/${names.scenario}/run`, {}));
    expect((await ended(client, next)).last.status).toBe('PASSED');
    const list = dataOf<{ runs: RunBody[]; total_count: number }>(
      await client.get(`/v1/agent-testing/runs?scenario_id=${names.scenario}&status=PASSED`),
    );
    expect([list.total_count, list.runs[0]?.id]).toEqual([1, next]);
  });

  it('end with an error at a start node that the agent does not have, and reach no node that it does not have', async () => {
    const { client } = await prepare();
    const start = async (more: object): Promise<RunBody> => {
      const made = dataOf<ScenarioBody>(await client.post(scenarios, { ...body, ...more }));
      const { run_id: run } = dataOf<{ run_id: string }>(await client.post(`${scenarios}/${made.id}/run`, {}));
      return (await ended(client, run)).last;
    };
    const unknown = await start({ name: 'start', start_node_id: 'nowhere' });
    expect([unknown.status, unknown.error_message, unknown.call_id]).toEqual(['ERROR', 'Invalid start_node_id', null]);
    const assertions = [{ type: 'NODE_REACHED', is_required: false, config: { node_id: 'nowhere' } }];
    const reached = await start({ name: 'reach', assertions });
    expect([reached.status, reached.assertion_results[0]?.status]).toEqual(['PASSED', 'FAILED']);
  });

  it('can be made to fail by a switch like every request', async () => {
    const { client, names } = await prepare();
    const fault = { kind: 'status', status: 429, headers: { 'retry-after': '7' } };
    await client.post('/sandbox/faults', { match: { method: 'POST', path: '^.*/run$' }, times: 1, fault });
    expect((await client.post(`${scenarios}/${names.scenario}/run`, {})).status).toBe(429);
    expect((await client.post(`${scenarios}/${names.scenario}/run`, {})).status).toBe(202);
  });
});
