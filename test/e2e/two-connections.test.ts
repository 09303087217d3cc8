// Two connections in one window: switching between them leads back to where one was.
import { beforeAll, expect, test } from 'vitest';
import { startService, type Call, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let call: Call;

beforeAll(async () => {
  service = await startService();
  const issue = await service.issue('T-1008');
  call = await service.callOf(issue.id);
  await service.ask('POST', '/v1/triage/issues', { title: 'Ours alone', severity: 'low', category: 'Bug' });
  workbench = await Workbench.open({ env: service.env });
  // The editor draws only the rows in sight.
  await workbench.page.setViewportSize({ width: 1280, height: 1800 });
  await workbench.openContainer('Call Triage');
  await issues().row('Ours alone').waitFor();
});

tidyUp(() => ({ workbench, service }));

const issues = () => workbench.tree('Issues');
const switchTo = async (connection: string | RegExp): Promise<void> => {
  await workbench.palette.run('Call Triage: Switch Connection…');
  await workbench.quickInput.pickFirst(connection);
};
/** The rows that are open, and the selected ones. */
const place = async () => {
  const { element } = issues();
  const read = (selector: string) => element.locator(selector).locator('.label-name').allTextContents();
  return {
    open: (await read('.monaco-list-row[aria-expanded="true"]')).toSorted(),
    selected: await read('.monaco-list-row.selected'),
  };
};

test('what is open and selected is so again after another connection was shown', async () => {
  await issues().expand('Unassigned');
  await issues().collapse('Unassigned');
  await issues().expand('My Open');
  await issues().expand('T-1008');
  await issues().click(call.title);
  await new TranscriptPage(workbench).shown();
  const before = await place();
  expect(before.open).toContain('My Open');
  expect(before.open).not.toContain('Unassigned');
  expect(before.open.filter((label) => label.startsWith('T-1008'))).toHaveLength(1);
  expect(before.selected).toHaveLength(1);

  await workbench.palette.run('Call Triage: Open Sandbox');
  await issues().row('Ours alone').waitFor({ state: 'hidden' });
  await issues().row('T-1008').waitFor();
  const there = await place();
  expect(there.open.filter((label) => label.startsWith('T-1008'))).toEqual([]);
  expect(there.selected).toEqual([]);
  await issues().expand('T-1010');
  const other = await place();

  await switchTo(/BLAND_API_KEY/);
  await issues().row('Ours alone').waitFor();
  await expect.poll(place).toEqual(before);
  await switchTo('Sandbox');
  await issues().row('Ours alone').waitFor({ state: 'hidden' });
  await expect.poll(place).toEqual(other);
});

test('rows that are all closed stay closed, too', async () => {
  await switchTo(/BLAND_API_KEY/);
  await issues().row('Ours alone').waitFor();
  await workbench.palette.run('Call Triage: Focus on Issues View');
  await workbench.page.locator('.part.sidebar').getByRole('button', { name: 'Collapse All' }).first().click();
  await expect.poll(async () => (await place()).open).toEqual([]);
  await switchTo('Sandbox');
  await issues().row('T-1010').waitFor();
  await switchTo(/BLAND_API_KEY/);
  await issues().row('T-1010').waitFor({ state: 'hidden' });
  expect((await place()).open).toEqual([]);
});
