// The view of personas as text, and the commands on numbers by argument object; the service has what they say.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { command, connectToService, forgetConnections, refusal, type Service } from './service.ts';
import { findNode, personasTree, type Tree, treeText } from './tree-text.ts';

interface Phone {
  readonly phone_number: string;
  readonly persona_settings: Readonly<Record<string, unknown>> | null;
}
interface Persona {
  readonly id: string;
  readonly name: string;
  readonly inbound_numbers: readonly Phone[];
}

interface Call {
  readonly call_id: string;
  readonly to: string;
  readonly inbound: boolean;
}

const settings = { pathwayId: 'p-1', pathwayVersion: 3, startNodeId: 'n-1' };
const stored = { pathway_id: 'p-1', pathway_version: 3, start_node_id: 'n-1' };

describe('personas', () => {
  let service: Service;
  let tree: Tree;

  before(async () => {
    service = await connectToService('personas', { seed: 'personas' });
    tree = await personasTree();
  });

  after(async () => {
    await service.close();
    await forgetConnections();
  });

  const named = async (name: string): Promise<Persona> => {
    const { data } = (await service.ask<{ data: Persona[] }>('GET', '/v1/personas?limit=100')).body;
    const found = data.find((persona) => persona.name === name);
    assert.ok(found, `no persona ${name}`);
    return found;
  };
  const numbersOf = async (name: string) => (await named(name)).inbound_numbers.map((phone) => phone.phone_number);
  const reset = async () => {
    await service.ask('POST', '/sandbox/reset');
    await service.ask('DELETE', '/sandbox/faults');
    await command('refresh', {});
  };

  it('stand in the view with their versions and numbers, and those that nobody answers at the end', async () => {
    const rows = (await treeText(tree, 2)).map((row) => row.replace(/[0-9a-f-]{36}/, 'PATHWAY'));
    assert.deepEqual(rows, [
      'Ivy  1 number · v3 · draft v4',
      '  +1 206 555 0117  Brightwater front desk',
      'Marlow  2 numbers · v6 · draft v8',
      '  +1 415 555 0100  Billing line',
      '  +1 415 555 0102  Billing overflow · own pathway v2 from after-hours',
      'Parcel Desk  1 number · v1 · draft v2',
      '  +1 312 555 0104',
      'Castellan Concierge  1 number · v2 · draft v3',
      '  +1 504 555 0135  Castellan, voice and SMS',
      'Night Shift  no numbers · v1 · draft v2',
      'Numbers on a Pathway  1',
      '  +1 212 555 0141  Refund line · pathway PATHWAY',
      'Unassigned Numbers  4',
      '  +1 415 555 0103  Spare line',
      '  +1 917 555 0126  QuickCart refunds',
      '  +1 617 555 0122',
      '  +442079460958  London desk',
    ]);
  });

  it('keep their rows over a refresh, and below each its numbers', async () => {
    const before = (await tree.getChildren()) ?? [];
    await command('refresh', {});
    const after = (await tree.getChildren()) ?? [];
    const personas = before.length - 2;
    assert.ok(after.slice(0, personas).every((node, index) => node === before[index]));
    const ids = async (nodes: object[]) => Promise.all(nodes.map(async (node) => (await tree.getTreeItem(node)).id));
    assert.deepEqual(await ids(after), await ids(before));
  });

  it('are given numbers in any format; the answer and the view show what the service has', async () => {
    const { id } = await named('Night Shift');
    const numbers = ['(415) 555-0103', '+44 20 7946 0958', '１ 917 555 0126'];
    const persona = await command<Persona>('attachNumbers', { personaId: id, numbers });
    const expected = ['+14155550103', '+19175550126', '+442079460958'];
    assert.deepEqual(persona.inbound_numbers.map((phone) => phone.phone_number).sort(), expected);
    assert.deepEqual((await numbersOf('Night Shift')).sort(), expected);
    await eventually(async () => {
      const rows = await treeText(tree, 2);
      assert.ok(rows.includes('Night Shift  3 numbers · v1 · draft v2'), rows.join('\n'));
      assert.deepEqual(rows.slice(-2), ['Unassigned Numbers  1', '  +1 617 555 0122']);
    });
    const again = await command<Persona>('attachNumbers', { personaId: id, numbers: ['+14155550103'] });
    assert.equal(again.inbound_numbers.length, 3);
    await reset();
  });

  it('take a number from another persona only when a script says so', async () => {
    const { id } = await named('Night Shift');
    const wanted = { personaId: id, numbers: ['+14155550102', '+14155550103'] };
    const error = await refusal('attachNumbers', wanted);
    assert.equal(error.name, 'NumbersTakenError');
    assert.match(error.message, /\+14155550102 \(Marlow\)\.$/);
    assert.deepEqual(await numbersOf('Night Shift'), []);
    assert.deepEqual(await command('showWaiting', {}), []);
    const persona = await command<Persona>('attachNumbers', { ...wanted, move: true });
    assert.equal(persona.inbound_numbers.length, 2);
    assert.deepEqual(await numbersOf('Marlow'), ['+14155550100']);
    const rows = await treeText(tree, 1);
    assert.ok(rows.includes('Marlow  1 number · v6 · draft v8'), rows.join('\n'));
    await reset();
  });

  it('name every number that is none, or not the account’s, and send nothing', async () => {
    const { id } = await named('Night Shift');
    const numbers = ['Sales', '+1 415 555 01', '415-555-0103 ext. 7', '(415) 555-0103'];
    const bad = await refusal('attachNumbers', { personaId: id, numbers });
    assert.equal(bad.name, 'InvalidArgumentError');
    assert.match(bad.message, /“Sales” has letters; “\+1 415 555 01” is too short; “415-555-0103 ext\. 7” has an ext/);
    const foreign = await refusal('attachNumbers', { personaId: id, numbers: ['+14155550103', '+12125550199'] });
    assert.equal(foreign.name, 'NumbersNotOwnedError');
    assert.match(foreign.message, /not numbers of the account: \+12125550199\.$/);
    assert.deepEqual(await numbersOf('Night Shift'), []);
    assert.deepEqual(await command('showWaiting', {}), []);
    for (const args of [
      { personaId: id },
      { numbers },
      { personaId: id, numbers: [] },
      { personaId: id, numbers: '1' },
    ])
      assert.equal((await refusal('attachNumbers', args)).name, 'InvalidArgumentError');
    const gone = await refusal('attachNumbers', { personaId: 'nobody', numbers: ['+14155550103'] });
    assert.equal(gone.name, 'NotFoundError');
  });

  it('read national numbers as of the default country', async () => {
    const { id } = await named('Night Shift');
    const configuration = vscode.workspace.getConfiguration('callTriage');
    const set = (country: string | undefined) =>
      configuration.update('defaultCountry', country, vscode.ConfigurationTarget.Global);
    await set('GB');
    await command('attachNumbers', { personaId: id, numbers: ['020 7946 0958'] });
    assert.deepEqual(await numbersOf('Night Shift'), ['+442079460958']);
    await set('nowhere');
    const error = await refusal('attachNumbers', { personaId: id, numbers: ['(415) 555-0103'] });
    assert.match(error.message, /has no country code/);
    await set(undefined);
    await reset();
  });

  it('let go of numbers, whose settings go, too; settings are set and cleared', async () => {
    const { id } = await named('Marlow');
    const number = '+14155550102';
    const own = async () => (await named('Marlow')).inbound_numbers.find((phone) => phone.phone_number === number);
    await command('setNumberSettings', { personaId: id, number: '415 555 0102', settings });
    assert.deepEqual((await own())?.persona_settings, stored);
    await command('clearNumberSettings', { personaId: id, number });
    assert.equal((await own())?.persona_settings, null);
    await command('setNumberSettings', { personaId: id, number, settings });
    const persona = await command<Persona>('detachNumbers', { personaId: id, numbers: ['(415) 555-0102'] });
    assert.deepEqual(
      persona.inbound_numbers.map((phone) => phone.phone_number),
      ['+14155550100'],
    );
    await command('attachNumbers', { personaId: id, numbers: [number] });
    assert.equal((await own())?.persona_settings, null);
    const half = { personaId: id, number, settings: { pathwayId: 'p-1' } };
    assert.equal((await refusal('setNumberSettings', half)).name, 'InvalidArgumentError');
    const foreign = { personaId: id, number: '+14155550103', settings: null };
    assert.equal((await refusal('setNumberSettings', foreign)).name, 'NotFoundError');
    await reset();
  });

  it('are found from a call and from an issue that they answered', async () => {
    const marlow = await named('Marlow');
    const { calls } = (await service.ask<{ calls: Call[] }>('GET', '/v1/calls')).body;
    const callId = calls.find(({ to }) => to === '+14155550100')?.call_id;
    const found = { personaId: marlow.id, revealed: true };
    assert.deepEqual(await command('revealPersona', { callId }), found);
    const outbound = calls.find(({ inbound }) => !inbound)?.call_id;
    assert.deepEqual(await command('revealPersona', { callId: outbound }), { personaId: null, revealed: false });
    for (const issue of await service.list('/v1/triage/issues')) {
      const links = await service.list(`/v1/triage/issues/${issue.id}/resources`);
      const only = links.filter((link) => link['resource_type'] === 'call' && link['status'] === 'available');
      if (only.length !== 1 || only[0]?.['resource_id'] !== callId) continue;
      assert.deepEqual(await command('revealPersona', { issueId: issue['triage_id'] }), found);
      return;
    }
    assert.fail('no issue has only that call');
  });

  it('come page by page; what cannot be read, and what fails, stands beside the rest', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      id: index === 7 ? null : `p${index}`,
      name: `P${index}`,
    }));
    const answer = (path: string, fault: object) =>
      service.ask('POST', '/sandbox/faults', { match: { method: 'GET', path }, times: 1, fault });
    const page = (from: number, to: number) => {
      const body = JSON.stringify({ data: many.slice(from, to), errors: null });
      return { kind: 'status', status: 200, headers: { 'content-type': 'application/json' }, body };
    };
    await answer('/v1/personas', page(0, 50));
    await command('refresh', {});
    const rows = await treeText(tree, 1);
    assert.equal(rows[0], 'P0  no numbers · not in production');
    assert.match(rows.join('\n'), /Unreadable item: number 8 {2}id: expected string/);
    assert.match(
      rows.join('\n'),
      /Load more… {2}49 personas so far\nNumbers on a Pathway {2}1 · may be incomplete\nUnassigned Numbers {2}9 · may/,
    );
    await answer('/v1/personas', page(50, 60));
    const more = await tree.getTreeItem(await findNode(tree, 'Load more', undefined, 1));
    await vscode.commands.executeCommand(String(more.command?.command), ...(more.command?.arguments ?? []));
    assert.ok((await treeText(tree, 1)).includes('P59  no numbers · not in production'));
    const limited = { kind: 'status', status: 429, headers: { 'retry-after': '1' } };
    await service.ask('POST', '/sandbox/faults', { match: { method: 'GET', path: '/v1/inbound' }, fault: limited });
    await command('refresh', {});
    const failed = await treeText(tree, 1);
    assert.match(failed.join('\n'), /^Could not load the numbers\. Retry {2}Too many requests\. Try again at \d.*\.$/m);
    assert.ok(failed.includes('Ivy  1 number · v3 · draft v4'));
    await reset();
    assert.equal((await treeText(tree, 1)).at(-1), 'Unassigned Numbers  4');
  });

  it('go with the connection', async () => {
    await forgetConnections();
    assert.deepEqual(await tree.getChildren(), []);
  });
});
