// What people write about issues: drafts in boxes, the title and description as a document, an issue from a message.
import { beforeAll, expect, test } from 'vitest';
import { backedUp, draftOnDisk } from './drafts.ts';
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

const patches = async (): Promise<object[]> => {
  const { requests } = await service.ask<{ requests: { method: string; path: string }[] }>('GET', '/sandbox/requests');
  return requests.filter(({ method }) => method === 'PATCH');
};
const textOf = async (code: string) => {
  const { title, description } = await service.issue(code);
  return { title, description };
};
/** The editor's tab; whether it is unsaved. */
const tab = (name: string) => workbench.page.locator('.tabs-container .tab').filter({ hasText: name }).first();
const isUnsaved = (name: string) => tab(name).evaluate((one) => one.classList.contains('dirty'));
/** Replaces the text of the active editor as a person does. */
const write = async (text: string): Promise<void> => {
  const { page } = workbench;
  await page.locator('.editor-instance .monaco-editor').first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
};
const save = () => workbench.page.keyboard.press('Control+s');
const shown = () => workbench.page.locator('.editor-instance .monaco-editor .view-lines').first();

test('title and description are a document: what is typed is sent by a manual save, once', async () => {
  await service.ask('DELETE', '/sandbox/requests');
  const before = await textOf('T-1009');
  await choose('T-1009', 'Edit Issue');
  await tab('T-1009.md').waitFor();
  await shown().getByText(String(before.title)).waitFor();
  await write('# A better title\n\nFirst line.\n\n- **bold**\n');
  await expect.poll(() => isUnsaved('T-1009.md')).toBe(true);
  // The editor puts unsaved text aside about when it would save by itself.
  await backedUp(workbench, 'First line.');
  expect(await isUnsaved('T-1009.md')).toBe(true);
  expect(await patches()).toEqual([]);
  await save();
  await expect
    .poll(() => textOf('T-1009'))
    .toEqual({
      title: 'A better title',
      description: 'First line.\n\n- **bold**',
    });
  await expect.poll(() => isUnsaved('T-1009.md')).toBe(false);
  await save();
  await issues().row('A better title').waitFor();
  expect(await patches()).toHaveLength(1);
});

test('a title that is too long is underlined and not saved, and nothing is lost', async () => {
  await write(`# ${'t'.repeat(201)}\n\nFirst line.\n`);
  await workbench.page.locator('.squiggly-error').first().waitFor();
  await save();
  await workbench.notifications.find('A title has at most 200 characters (201 now).');
  expect(await isUnsaved('T-1009.md')).toBe(true);
  await workbench.notifications.dismiss('A title has at most 200');
  expect(await patches()).toHaveLength(1);
});

test('unsaved text survives a reload of the window', async () => {
  await write('# A better title\n\nHalf a thought\n');
  await backedUp(workbench, 'Half a thought');
  await workbench.reload();
  await workbench.openContainer('Call Triage');
  await shown().getByText('Half a thought').waitFor();
  await issues().row('A better title').waitFor();
  expect((await textOf('T-1009')).description).toBe('First line.\n\n- **bold**');
});

test('what somebody else has changed meanwhile is shown beside it, and overwritten when that is wanted', async () => {
  const { id } = await service.issue('T-1009');
  await service.ask('PATCH', `/v1/triage/issues/${id}`, { description: 'Somebody else was here.' });
  await write('# A better title\n\nMine.\n');
  await save();
  await workbench.notifications.find(/is newer/);
  expect((await textOf('T-1009')).description).toBe('Somebody else was here.');
  await workbench.notifications.press(/is newer/, 'Compare');
  await workbench.page.locator('.monaco-diff-editor').getByText('Somebody else was here.').first().waitFor();
  await workbench.page
    .getByRole('button', { name: /overwrite file contents/ })
    .first()
    .click();
  await expect.poll(() => textOf('T-1009')).toEqual({ title: 'A better title', description: 'Mine.' });
});

test('where the editor saves by itself, that sends nothing; what it saved is there again, marked', async () => {
  await workbench.palette.run('View: Close All Editors');
  await workbench.changeSettings({
    '[call-triage-issue]': { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 },
  });
  await workbench.openContainer('Call Triage');
  await issues().row('T-1010').waitFor();
  const before = await textOf('T-1010');
  await service.ask('DELETE', '/sandbox/requests');
  await choose('T-1010', 'Edit Issue');
  await shown().getByText(String(before.title)).waitFor();
  await write('# Saved by the editor\n');
  await expect.poll(() => isUnsaved('T-1010.md')).toBe(false);
  await workbench.palette.run('View: Close All Editors');
  await choose('T-1010', 'Edit Issue');
  await shown().getByText('Saved by the editor').waitFor();
  await workbench.notifications.find('T-1010: draft restored.');
  expect(await patches()).toEqual([]);
  await workbench.page.locator('.editor-instance .monaco-editor').first().click();
  await save();
  await expect.poll(() => textOf('T-1010')).toMatchObject({ title: 'Saved by the editor' });
  expect(await patches()).toHaveLength(1);
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
