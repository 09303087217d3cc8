// Attachments at Talkdesk with nothing but the sandbox: from menus to what the server stores, and back onto the disk.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { machine } from '../../src/storage/owners.ts';
import { sandboxOf, type Stored } from './service.ts';
import { press } from './press.ts';
import { inDatabase } from './storage.ts';
import { tidyUp } from './tidy-up.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;
let file: string;

beforeAll(async () => {
  workbench = await Workbench.open();
  file = path.join(workbench.folder, 'evidence.txt');
  await writeFile(file, 'what was said\n'.repeat(20_000));
});

tidyUp(() => ({ workbench }));

const desk = async () =>
  (await sandboxOf(workbench)).ask<{ attachments: readonly Stored[]; uploads: number }>(
    'GET',
    '/sandbox/talkdesk/attachments',
  );
const stored = async (): Promise<readonly Stored[]> => (await desk()).attachments;
const uploads = async (): Promise<number> => (await desk()).uploads;

test('a file is uploaded from the menu of an issue, and the issue lists it', async () => {
  await workbench.openContainer('Call Triage');
  await workbench.page.locator('.part.sidebar .welcome-view-content').getByText('Try the Sandbox').click();
  const tree = workbench.tree('Issues');
  await tree.row('T-1008').waitFor();
  await tree.choose('T-1008', 'Upload to Talkdesk…');
  await workbench.quickInput.choosePath(file, 'Upload');
  await workbench.notifications.find('Uploaded evidence.txt');
  await workbench.notifications.press('Uploaded evidence.txt', 'Comment on the Issue');
  const server = await sandboxOf(workbench);
  const issue = await server.issue('T-1008');
  await expect
    .poll(async () => (await server.list(`/v1/triage/issues/${issue.id}/activity`))[0]?.['detail'])
    .toMatch(/^Talkdesk attachment: evidence\.txt \(273 KB, text\/plain, id /);
  const [one] = await stored();
  expect(one).toMatchObject({ name: 'evidence.txt', size: 280_000, metadata: { issue: 'T-1008', issue_id: issue.id } });
  await tree.expand('T-1008');
  await tree.row('evidence.txt').waitFor();
});

test('a name that is taken is replaced by the one that is offered, and the file is not sent again', async () => {
  const before = await uploads();
  await workbench.palette.run('View: Show Explorer');
  const file = workbench.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'evidence.txt' });
  await press(file, { button: 'right' });
  await workbench.contextMenu.choose('Upload to Talkdesk…');
  await workbench.page.getByText('Name Already Exists').waitFor();
  await workbench.page.keyboard.press('Enter');
  await workbench.notifications.find(/Uploaded evidence-\d{8}-\d{6}-\w{4}\.txt/);
  expect((await stored()).map(({ name }) => name)).toEqual([
    'evidence.txt',
    expect.stringMatching(/^evidence-\d{8}-\d{6}-\w{4}\.txt$/),
  ]);
  expect(await uploads()).toBe(before + 1);
});

test('an attachment of an issue is opened from its row and saved', async () => {
  await workbench.openContainer('Call Triage');
  const tree = workbench.tree('Issues');
  await tree.row('evidence.txt').waitFor();
  await tree.click('evidence.txt');
  await workbench.quickInput.row('Copy ID').waitFor();
  await workbench.quickInput.pick('Save As…');
  const saved = path.join(workbench.folder, 'saved.txt');
  await workbench.quickInput.choosePath(saved, 'OK');
  await workbench.notifications.find('Saved evidence.txt');
  expect((await readFile(saved)).equals(await readFile(file))).toBe(true);
});

test('the evidence of an issue goes there from its menu, and the issue lists it', async () => {
  const before = new Set((await stored()).map(({ id }) => id));
  await workbench.tree('Issues').choose('T-1008', 'Export Evidence…');
  await workbench.quickInput.pick('Markdown');
  await workbench.quickInput.pick('Talkdesk Attachment');
  await workbench.notifications.find(/Uploaded T-1008-evidence-\d{8}-\d{6}-\w{4}\.md to .+ Omitted: call .+/);
  const [made, ...more] = (await stored()).filter(({ id }) => !before.has(id));
  expect(more).toEqual([]);
  expect(made).toMatchObject({ type: 'text/markdown', metadata: { issue: 'T-1008', format: 'call-triage/evidence' } });
  await workbench.tree('Issues').row(String(made?.['name'])).waitFor();
});

test('an upload that was cut off with its window is asked about by the next, and begun again', async () => {
  const { id } = await (await sandboxOf(workbench)).issue('T-1008');
  const cutOff = path.join(workbench.folder, 'cut-off.txt');
  await writeFile(cutOff, 'sent half');
  const ended = spawn(process.execPath, ['-e', '']);
  await once(ended, 'exit');
  const upload = {
    uri: pathToFileURL(cutOff).href,
    name: 'cut-off.txt',
    talkdeskId: 'sandbox.talkdesk',
    issue: { connectionId: 'sandbox', issueId: id },
  };
  inDatabase(workbench, (database) => {
    database.prepare(`INSERT INTO owners VALUES ('gone', ?, ?, 0)`).run(ended.pid ?? 0, machine);
    database.prepare(`INSERT INTO kept VALUES ('uploads', 'left', ?, 'gone', 0)`).run(JSON.stringify(upload));
  });
  await workbench.reload();
  await workbench.notifications.find('The window was closed while cut-off.txt was being uploaded');
  await workbench.notifications.press('The window was closed while cut-off.txt', 'Upload Again');
  await workbench.notifications.find('Uploaded cut-off.txt');
  expect((await stored()).map(({ name }) => name)).toContain('cut-off.txt');
  const left = inDatabase(workbench, (database) =>
    database.prepare(`SELECT key FROM kept WHERE collection = 'uploads'`).all(),
  );
  expect(left).toEqual([]);
});
