// Phone numbers of personas in an account that has no agents, from menu to what the server has: attached, moved once confirmed, refused, detached, undone.
import { beforeAll, expect, test } from 'vitest';
import { press } from './press.ts';
import { startService, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { Workbench } from './workbench.ts';

interface Persona {
  readonly id: string;
  readonly name: string;
  readonly inbound_numbers: readonly { readonly phone_number: string; readonly persona_settings: object | null }[];
}

let service: Service;
let workbench: Workbench;

beforeAll(async () => {
  service = await startService({ seed: 'personas' });
  workbench = await Workbench.open({ env: service.env });
  await workbench.openContainer('Call Triage');
  await workbench.showAllIssues();
  await workbench.tree('Issues').row('T-1001').waitFor();
  await workbench.unfold('Agents & Numbers');
  await workbench.unfold('Issues', false);
  await workbench.tree('Agents & Numbers').row('Night Shift').waitFor();
});

tidyUp(() => ({ workbench, service }));

const named = async (name: string): Promise<Persona> => {
  const { data } = await service.ask<{ data: Persona[] }>('GET', '/v1/personas');
  const found = data.find((persona) => persona.name === name);
  if (found === undefined) throw new Error(`there is no persona ${name}`);
  return found;
};
const numbersOf = async (name: string) => (await named(name)).inbound_numbers.map((one) => one.phone_number);
const stores = (name: string, numbers: readonly string[]) =>
  expect.poll(() => numbersOf(name), { timeout: 15_000 }).toEqual(numbers);
const settingsOf = async (number: string) =>
  (await named('Marlow')).inbound_numbers.find((one) => one.phone_number === number)?.persona_settings;

/** Waits until the view shows these: a menu on a row that is being drawn anew would stand for nothing. */
async function shows(...rows: readonly string[]): Promise<void> {
  for (const row of rows)
    await expect.poll(() => workbench.tree('Agents & Numbers').text(), { timeout: 15_000 }).toContain(row);
}

/** The rows of the picker, those that are typed among them. */
const choice = (text: string | RegExp) =>
  workbench.quickInput.widget.locator('.monaco-list-row').filter({ hasText: text }).first();

async function attachTo(name: string, typed: string): Promise<void> {
  await workbench.tree('Agents & Numbers').choose(name, 'Attach Numbers…');
  await choice('Spare line').waitFor();
  await workbench.quickInput.type(typed);
}

async function accept(text: string | RegExp): Promise<void> {
  await press(choice(text));
  await workbench.page.keyboard.press('Enter');
}

test('the view shows personas with their numbers, and those that nobody answers', async () => {
  const tree = workbench.tree('Agents & Numbers');
  await tree.expand('Marlow');
  await tree.expand('Unassigned Numbers');
  expect(await tree.text()).toContain(`▾ Marlow  2 numbers · v6 · draft v8
  +1 415 555 0100  Billing line
  +1 415 555 0102  Billing overflow · own pathway v2 from after-hours`);
});

test('pasted numbers are attached from the menu of a persona; what is none is named; Undo takes them off', async () => {
  const tree = workbench.tree('Agents & Numbers');
  await attachTo('Night Shift', '');
  await workbench.quickInput.type('(917) 555-0126; +44 20 7946 0958, +1 415 555 01; 415-555-0103 ext. 7');
  await choice('“+1 415 555 01” is too short; “415-555-0103 ext. 7” has an extension').waitFor();
  // What was pasted is taken by Enter alone.
  await workbench.page.keyboard.press('Enter');
  await workbench.notifications.find('Night Shift now answers +1 917 555 0126, +442079460958.');
  await stores('Night Shift', ['+19175550126', '+442079460958']);
  await expect.poll(() => tree.text()).toContain('Night Shift  2 numbers · v1 · draft v2');
  expect(await tree.text()).toContain('▾ Marlow');
  await workbench.notifications.press('Night Shift now answers', 'Undo');
  await stores('Night Shift', []);
  await expect.poll(() => tree.text()).toContain('Night Shift  no numbers');
});

test('a number of another persona moves once both were named and agreed to; Undo brings back its settings', async () => {
  const before = await settingsOf('+14155550102');
  expect(before).not.toBeNull();
  await attachTo('Night Shift', '5550102');
  await choice('answered by Marlow').waitFor();
  await accept('answered by Marlow');
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.getByText('Move +1 415 555 0102 from Marlow to Night Shift?').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await numbersOf('Night Shift')).toEqual([]);
  await attachTo('Night Shift', '5550102');
  await accept('answered by Marlow');
  await dialog.getByRole('button', { name: 'Move' }).click();
  await stores('Night Shift', ['+14155550102']);
  expect(await numbersOf('Marlow')).toEqual(['+14155550100']);
  await workbench.notifications.press('(was Marlow)', 'Undo');
  await stores('Marlow', ['+14155550100', '+14155550102']);
  await expect.poll(() => settingsOf('+14155550102'), { timeout: 15_000 }).toEqual(before);
  await shows('Marlow  2 numbers', 'Night Shift  no numbers');
});

test('numbers of several personas move after one question that names all of them', async () => {
  await attachTo('Night Shift', '+1 415 555 0102, +1 206 555 0117');
  await choice('Attach 2 Numbers').waitFor();
  await workbench.page.keyboard.press('Enter');
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.getByText(/^Move \+1 415 555 0102, \+1 206 555 0117 from Marlow, Ivy to Night Shift\?$/).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await numbersOf('Night Shift')).toEqual([]);
});

test('a number that is not the account’s is named before anything is asked or sent', async () => {
  const writes = async (): Promise<number> => {
    const { requests } = await service.ask<{ requests: { method: string }[] }>('GET', '/sandbox/requests');
    return requests.filter(({ method }) => method === 'PATCH' || method === 'PUT').length;
  };
  const before = await writes();
  await attachTo('Night Shift', '(212) 555-0199, 617 555 0122');
  await choice('Not in this account').getByText('+1 212 555 0199').waitFor();
  expect(await writes()).toBe(before);
  await workbench.page.keyboard.press('Enter');
  await stores('Night Shift', ['+16175550122']);
  await shows('Night Shift  1 number', 'Unassigned Numbers  3');
});

test('a number is dragged onto a persona, and detached with what that clears; Undo restores both', async () => {
  const tree = workbench.tree('Agents & Numbers');
  await tree.drag('Spare line', tree.row('Ivy'));
  await stores('Ivy', ['+12065550117', '+14155550103']);
  await shows('Ivy  2 numbers', 'Unassigned Numbers  2');
  const before = await settingsOf('+14155550102');
  await tree.choose('Billing overflow', 'Detach Numbers…');
  await stores('Marlow', ['+14155550100']);
  const said = 'Marlow no longer answers +1 415 555 0102. Its settings were reset.';
  await workbench.notifications.find(said);
  await workbench.notifications.press(said, 'Undo');
  await expect.poll(() => settingsOf('+14155550102'), { timeout: 15_000 }).toEqual(before);
});

/** Answers the questions for the settings of a number, and does something once the first is asked. */
async function configure(pathway: string, meanwhile?: () => Promise<unknown>): Promise<void> {
  await workbench.tree('Agents & Numbers').choose('Billing line', 'Configure Number…');
  for (const [prompt, value] of [
    ['ID of the pathway', pathway],
    ['Pathway version', '3'],
    ['ID of the node', 'greeting'],
  ] as const) {
    await workbench.quickInput.widget.getByText(prompt).first().waitFor();
    if (value === pathway) await meanwhile?.();
    await workbench.quickInput.type(value);
    await workbench.page.keyboard.press('Enter');
  }
}

test('settings of a number are asked for one by one', async () => {
  await configure('larkspur-billing');
  const wanted = { pathway_id: 'larkspur-billing', pathway_version: 3, start_node_id: 'greeting' };
  await expect.poll(() => settingsOf('+14155550100'), { timeout: 15_000 }).toEqual(wanted);
});

test('settings that a colleague changes while they are asked for are kept, and that is said', async () => {
  const theirs = { pathway_id: 'of-a-colleague', pathway_version: 1, start_node_id: 'start' };
  const { id } = await named('Marlow');
  const change = { persona_settings: theirs };
  const path = `/v1/personas/${id}/inbound/${encodeURIComponent('+14155550100')}/settings`;
  await configure('mine', () => service.ask('PATCH', path, change));
  await workbench.notifications.find('This was changed by someone else. Your change was not sent.');
  expect(await settingsOf('+14155550100')).toEqual(theirs);
});

test('the persona that answered a call is shown from the call', async () => {
  const tree = workbench.tree('Agents & Numbers');
  await tree.collapse('Marlow');
  await workbench.unfold('Calls');
  const { calls } = await service.ask<{ calls: { to: string; summary: string | null }[] }>('GET', '/v1/calls');
  const answered = calls.find(({ to }) => to === '+14155550100')?.summary?.slice(0, 20) ?? '';
  await workbench.tree('Calls').row(answered).waitFor();
  await workbench.tree('Calls').choose(answered, 'Show Agent or Persona');
  await tree.element.locator('.monaco-list-row.selected').filter({ hasText: 'Marlow' }).waitFor();
});
