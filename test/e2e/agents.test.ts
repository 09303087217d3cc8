// Phone numbers of agents, from menu to what the server has: attached, moved between agents, personas and pathways once the
// owner was named, refused, detached, undone.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { press } from './press.ts';
import { startService, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { Workbench } from './workbench.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}
interface Persona extends Named {
  readonly inbound_numbers: readonly { readonly phone_number: string; readonly persona_settings: object | null }[];
}
interface Binding {
  readonly numbers: readonly { readonly phone_number: string; readonly agent_env_type: string | null }[];
}

let service: Service;
let workbench: Workbench;
const view = 'Agents & Numbers';

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  await workbench.openContainer('Call Triage');
  await workbench.tree('Issues').row('T-1008').waitFor();
  await workbench.unfold(view);
  await workbench.unfold('Issues', false);
  await workbench.tree(view).row('Unassigned Numbers').waitFor();
});

tidyUp(() => ({ workbench, service }));

/** Each test begins with the sample data, and the rows it has. */
beforeEach(() => reset('both'));

async function reset(seed: string): Promise<void> {
  await service.ask('POST', '/sandbox/reset', { seed });
  await workbench.palette.run('Notifications: Clear All Notifications');
  await service.ask('DELETE', '/sandbox/requests');
  await workbench.palette.run('Call Triage: Refresh');
  // The last things read are the versions that each agent runs. Rows that are drawn anew cannot be dragged.
  const { data: agents } = await service.ask<{ data: readonly Named[] }>('GET', '/v2/agents');
  await expect.poll(versionsRead, { timeout: 15_000 }).toBe(agents.length);
}

/** How many agents' versions have been read since the log was cleared. */
async function versionsRead(): Promise<number> {
  const { requests } = await service.ask<{ requests: readonly { readonly path: string; readonly open: boolean }[] }>(
    'GET',
    '/sandbox/requests',
  );
  return requests.filter(({ path, open }) => path.endsWith('/environments') && !open).length;
}

async function named<T extends Named>(path: string, name: string): Promise<T> {
  const { data } = await service.ask<{ data: readonly T[] }>('GET', path);
  const found = data.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no ${name} at ${path}`);
  return found;
}

/** The numbers of an agent, each with `staging` or null. */
async function boundTo(name: string): Promise<Readonly<Record<string, string | null>>> {
  const { id } = await named('/v2/agents', name);
  const { data } = await service.ask<{ data: Binding }>('GET', `/v2/agents/${id}/inbound`);
  return Object.fromEntries(data.numbers.map((one) => [one.phone_number, one.agent_env_type]));
}

const stores = (name: string, numbers: Readonly<Record<string, string | null>>) =>
  expect.poll(() => boundTo(name), { timeout: 15_000 }).toEqual(numbers);

const personaHas = async (name: string) =>
  Object.fromEntries(
    (await named<Persona>('/v1/personas', name)).inbound_numbers.map((one) => [one.phone_number, one.persona_settings]),
  );

async function shows(...rows: readonly string[]): Promise<void> {
  for (const row of rows) await expect.poll(() => workbench.tree(view).text(), { timeout: 15_000 }).toContain(row);
}

const choice = (text: string | RegExp) =>
  workbench.quickInput.widget.locator('.monaco-list-row').filter({ hasText: text }).first();
const dialog = () => workbench.page.locator('.monaco-dialog-box');

/** Opens the picker of numbers from a row's menu, types into it, and takes what is chosen. */
async function attachTo(name: string, typed: string, chosen?: string | RegExp): Promise<void> {
  await workbench.tree(view).choose(name, 'Attach Numbers…');
  await choice('Spare line').waitFor();
  await workbench.quickInput.type(typed);
  if (chosen !== undefined) await press(choice(chosen));
  await workbench.page.keyboard.press('Enter');
}

const support = '+14155550112';
const rehearsal = '+14155550113';
const larkspur = { [support]: null, [rehearsal]: 'staging' };

test('the view shows agents with what runs, then personas but none behind an agent, then numbers of nobody', async () => {
  const tree = workbench.tree(view);
  await tree.expand('Larkspur Support');
  await shows(`▾ Larkspur Support  v1.3.0 · staging v1.4.0 · 2 numbers
  +1 415 555 0113  staging · Larkspur rehearsal
  +1 415 555 0112  Larkspur support
▸ Tidewater Technical  v2.0.1 · 1 number
▸ Meadowbank Cards  not in production · 1 number
Rowan Claims  not in production · no numbers
▸ Ivy  1 number · v3 · draft v4`);
  await shows('▸ Numbers on a Pathway  1', '▸ Unassigned Numbers  4');
  expect(await tree.text()).not.toContain('agent-inbound');
});

test('pasted numbers are attached from the menu of an agent, in the environment that is chosen; Undo takes them off', async () => {
  await attachTo('Larkspur Support', '(917) 555-0126; +44 20 7946 0958, +1 415 555 01');
  await workbench.quickInput.pick('Production');
  await workbench.notifications.find('Larkspur Support now answers +1 917 555 0126, +442079460958.');
  await stores('Larkspur Support', { ...larkspur, '+19175550126': null, '+442079460958': null });
  await shows('Larkspur Support  v1.3.0 · staging v1.4.0 · 4 numbers', 'Unassigned Numbers  2');
  await workbench.notifications.press('Larkspur Support now answers', 'Undo');
  await stores('Larkspur Support', larkspur);
  await shows('· 2 numbers', 'Unassigned Numbers  4');
});

test('a number is attached in staging; where nothing runs there is nothing to choose', async () => {
  await attachTo('Larkspur Support', '', 'Spare line');
  await workbench.quickInput.pick('Staging');
  await workbench.notifications.find('Larkspur Support (staging) now answers +1 415 555 0103.');
  await stores('Larkspur Support', { ...larkspur, '+14155550103': 'staging' });
  await attachTo('Tidewater Technical', '', 'QuickCart refunds');
  await stores('Tidewater Technical', { '+18435550118': null, '+19175550126': null });
});

test('a number moves from a persona to an agent once both were named, and back by Undo with its settings', async () => {
  const before = await personaHas('Marlow');
  expect(before['+14155550102']).not.toBeNull();
  await attachTo('Tidewater Technical', '5550102', 'answered by Marlow');
  await dialog().getByText('Move +1 415 555 0102 from Marlow to Tidewater Technical?').waitFor();
  await dialog().getByText('Number settings are cleared; Undo restores them.').waitFor();
  await dialog().getByRole('button', { name: 'Move' }).click();
  await stores('Tidewater Technical', { '+18435550118': null, '+14155550102': null });
  expect(Object.keys(await personaHas('Marlow'))).toEqual(['+14155550100']);
  await workbench.notifications.press('Tidewater Technical now answers +1 415 555 0102 (was Marlow)', 'Undo');
  await expect.poll(() => personaHas('Marlow'), { timeout: 15_000 }).toEqual(before);
  await stores('Tidewater Technical', { '+18435550118': null });
  await shows('Marlow  2 numbers', 'Tidewater Technical  v2.0.1 · 1 number');
});

test('an agent is named when a persona takes its number by drag, and Undo returns it to staging', async () => {
  const tree = workbench.tree(view);
  await tree.expand('Larkspur Support');
  await tree.drag('Larkspur rehearsal', tree.row('Night Shift'));
  await dialog().getByText('Move +1 415 555 0113 from Larkspur Support (staging) to Night Shift?').waitFor();
  await dialog().getByRole('button', { name: 'Move' }).click();
  await stores('Larkspur Support', { [support]: null });
  expect(Object.keys(await personaHas('Night Shift'))).toEqual([rehearsal]);
  await workbench.notifications.press('(was Larkspur Support (staging))', 'Undo');
  await stores('Larkspur Support', larkspur);
  expect(await personaHas('Night Shift')).toEqual({});
});

test('a number goes from agent to agent by drag, and from there to nobody; Undo returns each', async () => {
  const tree = workbench.tree(view);
  await tree.expand('Larkspur Support');
  await tree.drag('+1 415 555 0112', tree.row('Tidewater Technical'));
  await dialog().getByText('Move +1 415 555 0112 from Larkspur Support to Tidewater Technical?').waitFor();
  await dialog().getByRole('button', { name: 'Move' }).click();
  await stores('Tidewater Technical', { '+18435550118': null, [support]: null });
  await stores('Larkspur Support', { [rehearsal]: 'staging' });
  await workbench.notifications.press('(was Larkspur Support)', 'Undo');
  await stores('Larkspur Support', larkspur);
  await shows('Larkspur Support  v1.3.0 · staging v1.4.0 · 2 numbers');
  await tree.drag('Larkspur rehearsal', tree.row('Unassigned Numbers'));
  await stores('Larkspur Support', { [support]: null });
  await workbench.notifications.press('Larkspur Support no longer answers +1 415 555 0113.', 'Undo');
  await stores('Larkspur Support', larkspur);
});

test('a number that a pathway answers is asked about, and Undo puts the pathway back', async () => {
  const pathway = async () => {
    const { inbound_numbers: all } = await service.ask<{
      inbound_numbers: readonly { readonly phone_number: string; readonly pathway_id?: string }[];
    }>('GET', '/v1/inbound');
    return all.find((one) => one.phone_number === '+12125550141')?.pathway_id;
  };
  const before = await pathway();
  expect(before).toEqual(expect.any(String));
  await attachTo('Tidewater Technical', '', 'Refund line');
  await dialog().getByText(`Move +1 212 555 0141 from pathway ${before} to Tidewater Technical?`).waitFor();
  await dialog().getByRole('button', { name: 'Move' }).click();
  await stores('Tidewater Technical', { '+18435550118': null, '+12125550141': null });
  expect(await pathway()).toBeUndefined();
  await workbench.notifications.press('Tidewater Technical now answers +1 212 555 0141', 'Undo');
  await expect.poll(pathway, { timeout: 15_000 }).toBe(before);
  await stores('Tidewater Technical', { '+18435550118': null });
});

test('numbers are detached from the menu of an agent, and from that of a number', async () => {
  const tree = workbench.tree(view);
  await tree.choose('Larkspur Support', 'Detach Numbers…');
  await press(choice('+1 415 555 0112'));
  await workbench.page.keyboard.press('Enter');
  await stores('Larkspur Support', { [rehearsal]: 'staging' });
  await tree.expand('Larkspur Support');
  await tree.choose('Larkspur rehearsal', 'Detach Numbers…');
  await stores('Larkspur Support', {});
  await shows('Larkspur Support  v1.3.0 · staging v1.4.0 · no numbers', 'Unassigned Numbers  6');
});

test('an agent that was never saved says what to do', async () => {
  await attachTo('Rowan Claims', '', 'Spare line');
  await workbench.notifications.find('This agent was never saved. Save it in the builder first.');
  await stores('Rowan Claims', {});
});

test('an account that has agents only shows no persona, also when it is asked for one', async () => {
  await reset('agents');
  const tree = workbench.tree(view);
  await shows('QuickCart Orders', 'Unassigned Numbers');
  const text = await tree.text();
  expect(text).not.toMatch(/Ivy|Marlow|agent-inbound|draft/);
  await workbench.palette.run('Call Triage: Attach Numbers…');
  await choice('Larkspur Support').waitFor();
  const offered = await workbench.quickInput.widget.locator('.monaco-list-row').allInnerTexts();
  expect(offered).toHaveLength(7);
  expect(offered.join()).not.toContain('agent-inbound');
  await workbench.quickInput.cancel();
});
