// What people write about issues: drafts in boxes, title and description, an issue from a message.
import { beforeAll, expect, test } from 'vitest';
import { draftOnDisk } from './drafts.ts';
import { startService, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  await workbench.openContainer('Call Triage');
  await workbench.showAllIssues();
  await issues().row('T-1008').waitFor();
});

tidyUp(() => ({ workbench, service }));

const issues = () => workbench.tree('Issues');
const choose = async (code: string, entry: string): Promise<void> => {
  await issues().choose(code, entry);
};

test('a comment that is being typed survives a reload of the window, marked, until it is sent or discarded', async () => {
  const { quickInput, page } = workbench;
  const issue = await service.issue('T-1008');
  const comments = async () =>
    (await service.list(`/v1/triage/issues/${issue.id}/activity`)).filter(({ type }) => type === 'comment');
  const before = (await comments()).length;
  await choose('T-1008', 'Add Comment…');
  await quickInput.widget.getByText('Visible to everyone who can see the issue').waitFor();
  await quickInput.type('Half a comment');
  await draftOnDisk(workbench, 'Half a comment');
  await workbench.reload();
  await workbench.openContainer('Call Triage');
  await issues().row('T-1008').waitFor();
  await choose('T-1008', 'Add Comment…');
  await quickInput.widget.getByText('Draft restored. 14/4000').waitFor();
  await quickInput.type('Half a comment, and the rest');
  await page.keyboard.press('Enter');
  // Which evidence the comment is about: none.
  await quickInput.widget.getByRole('checkbox').first().waitFor();
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await comments()).map(({ detail }) => detail))
    .toContain('Half a comment, and the rest');
  await choose('T-1008', 'Add Comment…');
  await quickInput.widget.getByText('Visible to everyone who can see the issue').waitFor();
  await quickInput.type('Never mind');
  await quickInput.cancel();
  await choose('T-1008', 'Add Comment…');
  await quickInput.widget.getByRole('button', { name: 'Discard Draft' }).click();
  await quickInput.widget.getByText('Visible to everyone who can see the issue').waitFor();
  await quickInput.cancel();
  expect((await comments()).length).toBe(before + 1);
});

test('Edit Issue opens the page with both texts in editors, and the keyboard in the title', async () => {
  await choose('T-1009', 'Edit Issue');
  const page = workbench.webview();
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.waitFor();
  await page.getByRole('textbox', { name: 'Description' }).waitFor();
  await expect.poll(() => title.evaluate((one) => one === document.activeElement)).toBe(true);
  await workbench.page.keyboard.press('Control+a');
  await workbench.page.keyboard.type('A better title');
  await workbench.page.keyboard.press('Enter');
  await expect.poll(async () => (await service.issue('T-1009'))['title']).toBe('A better title');
  await issues().row('A better title').waitFor();
});

test('an issue is made from a message with its flag in one go, by menu and by key', async () => {
  const { quickInput, page } = workbench;
  await workbench.palette.run('View: Close All Editors');
  await workbench.palette.run('Notifications: Clear All Notifications');
  const read = await service.issue('T-1001');
  const call = await service.callOf(read.id);
  await issues().expand('T-1001');
  await issues().click(call.title);
  const transcript = new TranscriptPage(workbench);
  await transcript.shown();
  const answer = async (title: string, note: string): Promise<void> => {
    await quickInput.type(title);
    await quickInput.pick(`Create "${title}"`);
    await quickInput.pick('high');
    await quickInput.pick('Dialogue');
    await quickInput.pick('dead_air');
    await quickInput.widget.getByText('Flag Message: Note').waitFor();
    await quickInput.type(note);
    await page.keyboard.press('Enter');
  };
  const made = async (title: string) => {
    await expect
      .poll(async () => (await service.list('/v1/triage/issues')).filter((one) => one['title'] === title).length)
      .toBe(1);
    const issue = (await service.list('/v1/triage/issues')).find((one) => one['title'] === title);
    await expect.poll(async () => (await service.list(`/v1/triage/issues/${issue?.id}/flags`)).length).toBe(1);
    const [flag] = await service.list(`/v1/triage/issues/${issue?.id}/flags`);
    return { issue, flag };
  };
  await transcript.message(4).click({ button: 'right' });
  await workbench.contextMenu.choose('Create Issue with Flag…');
  await quickInput.type('Caller');
  await quickInput.widget.getByText('Possible duplicates: attach to it instead').first().waitFor();
  await answer('Caller waits in silence', 'Five seconds of nothing.');
  const { issue, flag } = await made('Caller waits in silence');
  expect(issue).toMatchObject({ severity: 'high', category: 'Dialogue', resource_count: 1 });
  expect(flag).toMatchObject({
    call_id: call.id,
    message_index: 4,
    message_text: call.rows[4]?.text,
    type: 'dead_air',
    note: 'Five seconds of nothing.',
  });
  await workbench.notifications.find(/Created .* with the flag dead_air/);
  await issues().row('Caller waits in silence').waitFor();
  await workbench.notifications.press(/Created .* with the flag dead_air/, 'Undo');
  await expect
    .poll(async () => (await service.list('/v1/triage/issues')).filter(({ id }) => id === issue?.id).length)
    .toBe(0);
  await transcript.message(6).click();
  await page.keyboard.press('i');
  await answer('Another from a message', '');
  expect((await made('Another from a message')).flag).toMatchObject({ message_index: 6, note: '' });
});
