// The view of agents as text in each of its states, and the commands on their numbers by argument object.
import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, refusal, type Service } from './service.ts';
import { personasTree, type Tree, treeText } from './tree-text.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}
interface NumbersOfAgent {
  readonly agentId: string;
  readonly numbers: readonly string[] | null;
}

const support = '+14155550112';
const rehearsal = '+14155550113';
const spare = '+14155550103';

describe('agents', () => {
  let service: Service;
  let tree: Tree;

  before(async () => {
    service = await connectToService('agents');
    tree = await personasTree();
  });

  after(async () => {
    await service.close();
    await forgetConnections();
  });

  beforeEach(() => reset());

  async function reset(account: object = { seed: 'both' }): Promise<void> {
    await service.ask('DELETE', '/sandbox/faults');
    await service.ask('POST', '/sandbox/reset', account);
    await command('refresh', {});
  }

  const idOf = async (path: string, name: string): Promise<string> => {
    const { data } = (await service.ask<{ data: Named[] }>('GET', path)).body;
    return data.find((one) => one.name === name)?.id ?? assert.fail(`no ${name}`);
  };
  const agent = (name: string) => idOf('/v2/agents', name);
  const persona = (name: string) => idOf('/v1/personas', name);
  const bound = async (name: string) => {
    interface Bound {
      readonly numbers: readonly { readonly phone_number: string; readonly agent_env_type: string | null }[];
    }
    const answer = await service.ask<{ data: Bound }>('GET', `/v2/agents/${await agent(name)}/inbound`);
    return Object.fromEntries(answer.body.data.numbers.map((one) => [one.phone_number, one.agent_env_type]));
  };
  const fault = (
    path: string,
    status: number,
    body: object = { data: null, errors: [{ error: 'X', message: 'Why' }] },
  ) => service.ask('POST', '/sandbox/faults', { match: { path }, fault: { kind: 'status', status, body } });

  it('stand first, with their versions and numbers; personas behind them do not stand there', async () => {
    const rows = await treeText(tree, 2);
    assert.deepEqual(rows.slice(0, 9), [
      'Larkspur Support  v1.3.0 · staging v1.4.0 · 2 numbers',
      '  +1 415 555 0113  staging · Larkspur rehearsal',
      '  +1 415 555 0112  Larkspur support',
      'Tidewater Technical  v2.0.1 · 1 number',
      '  +1 843 555 0118  Tidewater technical',
      'Meadowbank Cards  not in production · 1 number',
      '  +1 617 555 0125  Cards hotline',
      'Rowan Claims  not in production · no numbers',
      'Ivy  1 number · v3 · draft v4',
    ]);
    assert.doesNotMatch(rows.join('\n'), /agent-inbound/);
  });

  it('are given numbers in any format; the answer is all that the agent has then', async () => {
    const agentId = await agent('Larkspur Support');
    const result = await command<NumbersOfAgent>('attachNumbers', { agentId, numbers: ['(415) 555-0103'] });
    assert.deepEqual(
      { ...result, numbers: result.numbers?.toSorted() },
      { agentId, numbers: [spare, support, rehearsal] },
    );
    await command('attachNumbers', { agentId, numbers: [spare], environment: 'staging' });
    assert.deepEqual(await bound('Larkspur Support'), { [spare]: 'staging', [support]: null, [rehearsal]: 'staging' });
    await command('attachNumbers', { agentId, numbers: [rehearsal], environment: 'production' });
    assert.deepEqual(await bound('Larkspur Support'), { [spare]: 'staging', [support]: null, [rehearsal]: null });
    const left = await command<NumbersOfAgent>('detachNumbers', { agentId, numbers: [spare, rehearsal] });
    assert.deepEqual(left, { agentId, numbers: [support] });
    await eventually(async () => {
      const rows = await treeText(tree, 1);
      assert.ok(rows.includes('Larkspur Support  v1.3.0 · staging v1.4.0 · 1 number'), rows.join('\n'));
      assert.ok(rows.includes('Unassigned Numbers  5'), rows.join('\n'));
    });
  });

  it('lose a number to nobody but whom a script lets take it, and are named as themselves', async () => {
    const personaId = await persona('Night Shift');
    const error = await refusal('attachNumbers', { personaId, numbers: [support] });
    assert.equal(Reflect.get(error, 'code'), 'NUMBERS_TAKEN');
    assert.match(error.message, /\+14155550112 \(Larkspur Support\)\.$/);
    const other = await refusal('attachNumbers', { agentId: await agent('Tidewater Technical'), numbers: [support] });
    assert.equal(Reflect.get(other, 'code'), 'NUMBERS_TAKEN');
    assert.deepEqual(await command('showWaiting', {}), []);
    await command('attachNumbers', { personaId, numbers: [support], move: true });
    assert.deepEqual(await bound('Larkspur Support'), { [rehearsal]: 'staging' });
    await command('attachNumbers', { agentId: await agent('Tidewater Technical'), numbers: [support], move: true });
    assert.deepEqual(await bound('Tidewater Technical'), { '+18435550118': null, [support]: null });
  });

  it('refuse arguments that contradict each other, and a persona that carries an agent’s numbers', async () => {
    const [agentId, personaId] = [await agent('Larkspur Support'), await persona('Marlow')];
    const { body } = await service.ask<{ data: { persona_id: string } }>('GET', `/v2/agents/${agentId}/inbound`);
    for (const args of [
      { agentId, personaId, numbers: [spare] },
      { personaId, numbers: [spare], environment: 'staging' },
      { agentId, numbers: [spare], environment: 'dev' },
      { personaId: body.data.persona_id, numbers: [support] },
      { agentId },
    ]) {
      assert.equal(Reflect.get(await refusal('attachNumbers', args), 'code'), 'INVALID_ARGUMENT', JSON.stringify(args));
    }
    const hidden = await refusal('detachNumbers', { personaId: body.data.persona_id, numbers: [support] });
    assert.match(hidden.message, /the agent Larkspur Support/);
    assert.deepEqual(await bound('Larkspur Support'), { [support]: null, [rehearsal]: 'staging' });
  });

  it('say why the service refuses them', async () => {
    const codeOf = async (name: string, more: object = {}) =>
      Reflect.get(await refusal('attachNumbers', { agentId: await agent(name), numbers: [spare], ...more }), 'code');
    assert.equal(await codeOf('Rowan Claims'), 'AGENT_NOT_SAVED');
    assert.equal(await codeOf('Tidewater Technical', { environment: 'staging' }), 'CONFLICT');
    assert.equal(await codeOf('Larkspur Support', { numbers: ['+12125550199'] }), 'NUMBERS_NOT_OWNED');
    await reset({ seed: 'agents', enterprise: false });
    assert.equal(await codeOf('Larkspur Support', { environment: 'staging' }), 'NOT_SUPPORTED_BY_SERVICE');
    assert.equal(await codeOf('QuickCart Orders'), 'CONFLICT');
    const unknown = { agentId: '00000000-0000-4000-8000-000000000000', numbers: [spare] };
    assert.equal(Reflect.get(await refusal('attachNumbers', unknown), 'code'), 'NOT_FOUND');
  });

  it('of a service that does not list their numbers have those of the persona behind them', async () => {
    await reset({ bindings: 'september' });
    const rows = await treeText(tree, 2);
    assert.deepEqual(rows.slice(0, 3), [
      'Larkspur Support  v1.3.0 · staging v1.4.0 · 2 numbers',
      '  +1 415 555 0112  Larkspur support',
      '  +1 415 555 0113  Larkspur rehearsal',
    ]);
    assert.ok(rows.includes('Unassigned Numbers  4'), rows.join('\n'));
    const agentId = await agent('Larkspur Support');
    const told = await command('attachNumbers', { agentId, numbers: [support], environment: 'staging' });
    assert.deepEqual(told['environmentIgnored'], true);
    await fault('^/v1/personas/[^/]+$', 404);
    await command('refresh', {});
    const unknown = await treeText(tree, 2);
    assert.equal(unknown[1], '  Numbers unknown  This service does not list them.');
    assert.ok(unknown.includes('Unassigned Numbers  4 · may be incomplete'), unknown.join('\n'));
  });

  it('that a key may not read stand aside for the personas it may', async () => {
    await fault('/v2/agents', 403);
    await command('refresh', {});
    const rows = await treeText(tree, 1);
    assert.match(rows[0] ?? '', /^Could not load the agents\. Retry {2}/);
    assert.ok(rows.includes('Ivy  1 number · v3 · draft v4'), rows.join('\n'));
  });

  it('are none for a service that does not know them', async () => {
    await reset({ seed: 'personas' });
    await fault('/v2/agents', 404);
    await command('refresh', {});
    const rows = await treeText(tree, 1);
    assert.equal(rows[0], 'Ivy  1 number · v3 · draft v4');
    assert.equal(rows.at(-1), 'Unassigned Numbers  4');
  });

  it('beyond the most that can be listed are said to be missing', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      id: `a${index}`,
      name: `A${index}`,
      twin_pathway_id: null,
    }));
    await fault('^/v2/agents$', 200, { data: many, errors: null });
    await command('refresh', {});
    const rows = await treeText(tree, 1);
    assert.equal(rows[500], 'There may be more agents  The service lists 500 at most.');
    await eventually(async () => {
      const later = await treeText(tree, 1);
      assert.ok(
        later.some((row) => row.endsWith('· may be incomplete')),
        later.slice(500).join('\n'),
      );
    });
  });
});
