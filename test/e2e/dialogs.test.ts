// The dialogs on issues, with the service there and not there, and what fits a narrow side bar.
import { beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  await workbench.openContainer('Call Triage');
  await issues().row('T-1008').waitFor();
});

tidyUp(() => ({ workbench, service }));

const issues = () => workbench.tree('Issues');
const sidebar = () => workbench.page.locator('.part.sidebar');
const dialog = () => workbench.page.locator('.monaco-dialog-box');
const choose = async (code: string, entry: string): Promise<void> => {
  await issues().choose(code, entry);
};

/** Drags the edge of the side bar until it has this width, CSS pixels. */
async function narrow(width: number): Promise<void> {
  const box = await sidebar().boundingBox();
  if (box === null) throw new Error('there is no side bar');
  const { mouse } = workbench.page;
  await mouse.move(box.x + box.width, 400);
  await mouse.down();
  await mouse.move(box.x + width, 400, { steps: 5 });
  await mouse.up();
  await expect.poll(async () => Math.round((await sidebar().boundingBox())?.width ?? 0)).toBeLessThanOrEqual(width + 5);
}

test('at 300 pixels an unread issue shows its mark, and calls their numbers and times', async () => {
  await narrow(300);
  await workbench.unfold('Calls');
  await workbench.tree('Calls').element.locator('.monaco-list-row').first().waitFor();
  const row = issues().unread('T-1008');
  await row.waitFor();
  await expect.poll(() => issues().text()).toMatch(/T-1008 .*●$/m);
  const [inside, whole] = await Promise.all([row.locator('.monaco-icon-label').boundingBox(), sidebar().boundingBox()]);
  expect((inside?.x ?? 0) + (inside?.width ?? 999)).toBeLessThanOrEqual((whole?.x ?? 0) + (whole?.width ?? 0));
  await workbench.unfold('Calls', false);
});

test('deleting asks for the code, and offers to close instead', async () => {
  await choose('T-1008', 'Delete Issue…');
  await dialog().getByText('Permanently delete T-1008?').waitFor();
  expect(await dialog().getByRole('button').allInnerTexts()).toEqual(
    expect.arrayContaining(['Close Instead', 'Delete…', 'Cancel']),
  );
  await dialog().getByRole('button', { name: 'Delete…' }).click();
  await workbench.quickInput.type('T-1009');
  expect(await workbench.quickInput.message()).toContain('Type T-1008 to delete it');
  await workbench.quickInput.cancel();
  await choose('T-1008', 'Delete Issue…');
  await dialog().getByRole('button', { name: 'Close Instead' }).click();
  await expect.poll(async () => (await service.issue('T-1008'))['status']).toBe('closed');
  await workbench.notifications.press('T-1008 closed', 'Undo');
  await expect.poll(async () => (await service.issue('T-1008'))['status']).not.toBe('closed');
});

test('a title that is being typed shows what may be the same, whose page opens instead', async () => {
  await workbench.palette.run('Call Triage: Create Issue…');
  await workbench.quickInput.type('parcel');
  await workbench.quickInput.widget.getByText('Possible duplicates: open it instead').first().waitFor();
  await workbench.quickInput.pickFirst(/T-\d+/);
  await workbench
    .webview()
    .getByRole('heading', { level: 1, name: /^T-\d+ / })
    .waitFor();
});

test('an issue is made in numbered steps: no severity is chosen beforehand, and going back keeps what was entered', async () => {
  const { page, quickInput } = workbench;
  const back = quickInput.widget.getByRole('button', { name: 'Back' });
  const title = async (): Promise<string> => (await quickInput.heading()).title;
  await workbench.palette.run('Call Triage: Create Issue…');
  await expect.poll(title).toBe('Create Issue (1/4)');
  expect(await back.count()).toBe(0);
  await quickInput.type('Steps go back');
  await quickInput.row('Create "Steps go back"').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(title).toBe('Create Issue: Severity (2/4)');
  await quickInput.row('low').waitFor();
  // Enter alone chooses nothing.
  await page.keyboard.press('Enter');
  await quickInput.pick('low');
  await expect.poll(title).toBe('Create Issue: Category (3/4)');
  await quickInput.pick('Dialogue');
  await expect.poll(title).toBe('Create Issue: Description (4/4)');
  await quickInput.type('Half a description');
  for (const heading of ['Create Issue: Category (3/4)', 'Create Issue: Severity (2/4)', 'Create Issue (1/4)']) {
    await back.click();
    await expect.poll(title).toBe(heading);
  }
  // Each step has what was entered: Enter goes on with it.
  await quickInput.row('Create "Steps go back"').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(title).toBe('Create Issue: Severity (2/4)');
  await page.keyboard.press('Enter');
  await expect.poll(title).toBe('Create Issue: Category (3/4)');
  await page.keyboard.press('Enter');
  await expect.poll(title).toBe('Create Issue: Description (4/4)');
  expect(await quickInput.widget.locator('.quick-input-box input').inputValue()).toBe('Half a description');
  await page.keyboard.press('Enter');
  await workbench.notifications.press(/Created T-\d+ {1,2}Steps go back/, 'Open Issue');
  await workbench
    .webview()
    .getByRole('heading', { level: 1, name: /^T-\d+ Steps go back$/ })
    .waitFor();
  const made = (await service.list('/v1/triage/issues')).find((one) => one['title'] === 'Steps go back');
  expect(made).toMatchObject({ severity: 'low', category: 'Dialogue', description: 'Half a description' });
  await choose('Steps go back', 'Set Severity…');
  await quickInput.pick('high');
  await workbench.notifications.find(`${String(made?.['triage_id'])} severity set to high`);
});

test('who is me is asked once', async () => {
  await choose('T-1008', 'Assign…');
  await workbench.quickInput.row('Me…').waitFor();
  await workbench.quickInput.pick('Me…');
  await workbench.quickInput.widget.getByText('Choose Your Account').waitFor();
  await workbench.quickInput.cancel();
});

test('an owner is chosen among the members', async () => {
  await choose('T-1008', 'Set Owner…');
  await workbench.quickInput.row('Nobody').waitFor();
  const names = (await workbench.quickInput.rows()).filter((name) => !/^(Me…|Nobody|Change Account…)$/.test(name));
  await workbench.quickInput.pick(names[0] ?? '');
  const { org_id: organisation } = await service.issue('T-1008');
  const { data: members } = await service.ask<{ data: Record<string, string>[] }>(
    'GET',
    `/v1/orgs/${String(organisation)}/members`,
  );
  const member = members.find((one) => `${one['first_name']} ${one['last_name']}` === names[0]);
  await expect.poll(async () => (await service.issue('T-1008'))['owner_id']).toBe(member?.['user_id']);
});

test('linking offers the other issues, by what they are called', async () => {
  await choose('T-1008', 'Link Issue…');
  await workbench.quickInput.pick('related to');
  await workbench.quickInput.widget.locator('.monaco-list-row').filter({ hasText: 'T-1009' }).waitFor();
  expect(await workbench.quickInput.rows()).not.toContainEqual(expect.stringContaining('T-1008'));
  await workbench.quickInput.cancel();
});

test('the status of several selected issues is set at once, said in one sentence, and taken back by one Undo', async () => {
  const codes = ['T-1003', 'T-1006', 'T-1014'];
  const statuses = () => Promise.all(codes.map(async (code) => (await service.issue(code))['status']));
  const before = await statuses();
  for (const [at, code] of codes.entries()) {
    await issues().click(code, at === 0 ? {} : { holding: 'Control' });
  }
  await choose('T-1014', 'Set Status…');
  await workbench.quickInput.pick('in review');
  await expect.poll(statuses, { timeout: 15_000 }).toEqual(['in_review', 'in_review', 'in_review']);
  await workbench.notifications.press(/3 issues: status set to in review/, 'Undo');
  await expect.poll(statuses, { timeout: 15_000 }).toEqual(before);
});

test('without the service each dialog says so, and keeps what was typed', async () => {
  await service.close();
  const unreachable = /The service cannot be reached/;
  await choose('T-1008', 'Link Issue…');
  await workbench.quickInput.pick('related to');
  await workbench.notifications.find(unreachable);
  await workbench.notifications.dismiss(unreachable);
  await workbench.palette.run('Call Triage: Create Issue…');
  await workbench.quickInput.type('Typed without the service');
  await workbench.quickInput.row('Create "Typed without the service"').waitFor();
  await workbench.quickInput.cancel();
  // Who the members are was asked above, and is not asked again.
  await choose('T-1008', 'Assign…');
  await workbench.quickInput.row('Me…').waitFor();
  await workbench.quickInput.cancel();
  await workbench.palette.run('Call Triage: Add Comment…');
  await workbench.quickInput.widget.getByText(unreachable).waitFor();
  await workbench.quickInput.type('words that stay');
  await workbench.quickInput.widget.getByText('Try again').waitFor();
  await workbench.quickInput.cancel();
  await workbench.palette.run('Call Triage: Filter Calls…');
  await workbench.quickInput.row('Number…').waitFor();
  await workbench.page.keyboard.press('Escape');
  await workbench.reload();
  await workbench.openContainer('Call Triage');
  await sidebar().getByText('cannot be reached').first().waitFor();
  await sidebar().locator('.pane-header').filter({ hasText: 'Calls' }).click();
});
