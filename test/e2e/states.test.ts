// What the view says when there is nothing to show, and what can be done about it.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
const key = (): string => service.env['BLAND_API_KEY'] ?? '';

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({
    settings: {
      'callTriage.connections': [{ id: 'work', kind: 'bland', label: 'Work', baseUrl: service.env['BLAND_BASE_URL'] }],
    },
  });
  await workbench.openContainer('Call Triage');
});

tidyUp(() => ({ workbench, service }));

const welcome = () => workbench.page.locator('.part.sidebar .welcome-view-content');
const button = (name: string) => workbench.page.locator('.part.sidebar').getByRole('button', { name });

/** Opens the views that are folded at first, looks, and folds them again. */
async function inTheOthers(sentence: string): Promise<void> {
  const { page } = workbench;
  for (const name of ['Calls', 'Agents & Numbers']) await workbench.unfold(name);
  for (const name of ['Calls', 'Agents & Numbers']) {
    const pane = page.locator('.part.sidebar .pane').filter({ has: page.locator('.pane-header', { hasText: name }) });
    await pane.locator('.welcome-view-content').getByText(sentence).waitFor();
  }
  for (const name of ['Calls', 'Agents & Numbers']) await workbench.unfold(name, false);
}

/** Answers the next lists of issues so. */
const fault = (kind: object) =>
  service.ask('POST', '/sandbox/faults', { match: { method: 'GET', path: '/v1/triage/issues' }, fault: kind });

test('no key: it asks for one, refuses what cannot be a key, and says that it works', async () => {
  await welcome().getByText('has no API key').waitFor();
  await button('Set API Key…').click();
  await workbench.quickInput.type('org with a space');
  await expect.poll(() => workbench.quickInput.message()).toContain('space');
  await workbench.quickInput.enter('org_wrong');
  await workbench.notifications.find('the API key was rejected');
  await welcome().getByText('API key rejected').waitFor();
  await inTheOthers('API key missing or rejected');
});

test('a wrong key is replaced, and the issues are there', async () => {
  await button('Replace Key…').click();
  await workbench.quickInput.enter(key());
  // A message without a question leaves by itself; the list of all messages still has it.
  await workbench.palette.run('Notifications: Show Notifications');
  await workbench.notifications.find('API key accepted');
  await workbench.palette.run('Notifications: Clear All Notifications');
  await workbench.tree('Issues').row('T-1008').waitFor();
});

test('signing out empties the views and what is open, without an error; the key brings all of it back', async () => {
  const issues = workbench.tree('Issues');
  await issues.expand('T-1008');
  await issues.click('Caller disputed a doubled payment');
  const transcript = new TranscriptPage(workbench);
  await transcript.shown();
  await workbench.palette.run('Call Triage: Sign Out');
  await welcome().getByText('You are signed out').waitFor();
  await workbench.webview().getByRole('heading', { name: 'Signed out' }).waitFor();
  expect(await issues.element.locator('.monaco-list-row').count()).toBe(0);
  expect(await workbench.webview().locator('[data-message-index]').count()).toBe(0);
  await inTheOthers('API key missing or rejected');
  await workbench.palette.run('Notifications: Show Notifications');
  expect(await workbench.page.locator('.notifications-center .codicon-error').count()).toBe(0);
  await workbench.palette.run('Notifications: Clear All Notifications');
  await workbench.palette.run('Call Triage: Switch Connection…');
  await workbench.quickInput.row('Connect…').waitFor();
  await workbench.quickInput.cancel();
  await button('Set API Key…').first().click();
  await workbench.quickInput.enter(key());
  await issues.row('T-1008').waitFor();
  await transcript.shown();
});

test('nothing found, then offline at the next start of the list', async () => {
  await fault({ kind: 'status', status: 200, body: '{"data":{"items":[],"next_cursor":null},"errors":null}' });
  await workbench.palette.run('Call Triage: Refresh');
  await welcome().getByText('No open issues').waitFor();
  await service.ask('DELETE', '/sandbox/faults');
  await button('Refresh').last().click();
  await workbench.tree('Issues').row('T-1008').waitFor();
});

test('calls are imported into a sandbox, which is offered while an account is active', async () => {
  await workbench.palette.run('Call Triage: Import Calls…');
  const notice = await workbench.notifications.find('Imported calls are kept in the local sandbox');
  await notice.getByRole('button', { name: 'Use Local Sandbox' }).waitFor();
  await workbench.notifications.dismiss('Imported calls are kept in the local sandbox');
});

test('offline: the rows stay and say so; with nothing loaded there is a way to find out why', async () => {
  await service.close();
  await workbench.palette.run('Call Triage: Refresh');
  await workbench.tree('Issues').row('Could not load the issues. Retry').waitFor();
  await workbench.tree('Issues').row('T-1008').waitFor();
  await workbench.reload();
  await workbench.openContainer('Call Triage');
  await welcome()
    .getByText(/cannot be reached|has no API key/)
    .waitFor();
  await inTheOthers('cannot be reached');
});

test('the key is in no file of the editor: no log, no setting, no state', async () => {
  const { userDataDir } = workbench.editor;
  const files = await readdir(userDataDir, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(path.join(file.parentPath, file.name), 'latin1')),
  );
  const log = texts.find((text) => text.includes('GET /v1/triage/issues'));
  expect(log, 'there is a log of requests').toBeDefined();
  expect(texts.filter((text) => text.includes(key()) || text.includes('org_wrong'))).toEqual([]);
});

test('several connections, none chosen: each view says so, and lets choose', async () => {
  const connections = ['one', 'two'].map((id) => ({ id, kind: 'bland', baseUrl: service.env['BLAND_BASE_URL'] }));
  await workbench.changeSettings({ 'callTriage.connections': connections });
  await workbench.openContainer('Call Triage');
  await welcome().getByText('Choose which connection this window uses').first().waitFor();
  await inTheOthers('Choose which connection this window uses');
  await button('Choose a Connection').first().click();
  await workbench.quickInput.row('two').waitFor();
  await workbench.quickInput.cancel();
});
