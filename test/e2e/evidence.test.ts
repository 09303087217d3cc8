// Evidence of an issue, from its menu to what the server and the disk have: attached, linked, refused with a way on, exported.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { startService, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  issue = await service.issue('T-1008');
  await workbench.openContainer('Call Triage');
  await workbench.showAllIssues();
  await workbench.tree('Issues').row('T-1008').waitFor();
});

tidyUp(() => ({ workbench, service }));

const choose = async (row: string | RegExp, entry: string): Promise<void> => {
  await workbench.tree('Issues').choose(row, entry);
};
const links = () => service.list(`/v1/triage/issues/${issue.id}/resources`);
const relations = () => service.list(`/v1/triage/issues/${issue.id}/relations`);
const saved = (name: string) => readFile(path.join(workbench.folder, name), 'utf8');

const clipboard = () => workbench.page.evaluate(() => navigator.clipboard.readText());

interface Chat {
  readonly messages: readonly { readonly content: string }[];
  readonly metadata: object;
}

/** Chooses format and target of an export. */
async function pick(format: string, target: string): Promise<void> {
  await workbench.quickInput.pick(format);
  await workbench.quickInput.pick(target);
}

test('a conversation is attached as a resource by the menu; one that nobody has is refused in a sentence that goes on', async () => {
  const before = new Set((await links()).map(({ id }) => id));
  await choose('T-1008', 'Attach Evidence…');
  await workbench.quickInput.pick('SMS conversation');
  await workbench.quickInput.pickFirst(/./);
  await workbench.page.keyboard.press('Enter');
  const added = async () => (await links()).filter(({ id }) => !before.has(id)).map((link) => link['resource_type']);
  await expect.poll(added, { timeout: 15_000 }).toEqual(['sms_conversation']);
  await workbench.notifications.dismiss('Attached');

  await choose('T-1008', 'Attach Evidence…');
  await workbench.quickInput.pick('SMS conversation');
  const nobodys = '00000000-0000-4000-8000-000000000000';
  await workbench.quickInput.type(nobodys);
  await workbench.quickInput.row(`Attach ${nobodys}`).waitFor();
  await workbench.page.keyboard.press('Enter');
  const refused = await workbench.notifications.find(`SMS conversation ${nobodys} not found`);
  await refused.getByRole('button', { name: 'Attach Evidence…' }).waitFor();
  await workbench.notifications.dismiss(`SMS conversation ${nobodys} not found`);
  expect(await added()).toEqual(['sms_conversation']);
});

test('an issue is linked to a related one by the menu, and Undo takes the link off; one that is gone is refused', async () => {
  const other = await service.issue('T-1009');
  await choose('T-1008', 'Link Issue…');
  await workbench.quickInput.pick('blocks');
  await workbench.quickInput.pickFirst('T-1009');
  const stored = async () => (await relations()).map((one) => [one['relation_type'], one['related_issue_id']]);
  await expect.poll(stored, { timeout: 15_000 }).toContainEqual(['blocks', other.id]);
  await workbench.notifications.press('Linked: blocks T-1009', 'Undo');
  await expect.poll(stored, { timeout: 15_000 }).not.toContainEqual(['blocks', other.id]);

  await choose('T-1008', 'Link Issue…');
  await workbench.quickInput.pick('blocks');
  await workbench.quickInput.widget.locator('.monaco-list-row').filter({ hasText: 'T-1012' }).waitFor();
  await service.ask('DELETE', `/v1/triage/issues/${(await service.issue('T-1012')).id}`);
  const before = await stored();
  await workbench.quickInput.pickFirst('T-1012');
  const refused = await workbench.notifications.find('Not available');
  await refused.getByRole('button', { name: 'Refresh Issues' }).waitFor();
  expect(await stored()).toEqual(before);
  await workbench.notifications.dismiss('Not available');
});

test('an issue is exported from its menu to a file, which opens; what is not in it is named', async () => {
  await choose('T-1008', 'Export Evidence…');
  await workbench.quickInput.row('Markdown').waitFor();
  await workbench.quickInput.pick('Markdown');
  await workbench.quickInput.row('File with Recordings').waitFor();
  await workbench.quickInput.pick('File with Recordings');
  await workbench.quickInput.choosePath(path.join(workbench.folder, 'T-1008-evidence.md'), 'OK');
  await workbench.notifications.find(/Exported T-1008-evidence\.md \(.+ KB\)\. Omitted: call .+ No longer available/);
  await workbench.notifications.press('Exported T-1008-evidence.md', 'Open');
  await workbench.page.locator('.editor-group-container .tab').filter({ hasText: 'T-1008-evidence.md' }).waitFor();
  const { id, rows } = await service.callOf(issue.id);
  const text = await saved('T-1008-evidence.md');
  expect(text).toContain(`# \`T-1008\` ${String(issue['title'])}\n`);
  for (const [index, row] of rows.entries()) {
    const said = row.text.trim().replace(/\s+/g, ' ');
    expect(text.split('\n').find((line) => line.startsWith(`#${index} `))).toContain(said);
  }
  expect(text).toContain(`- Recording: \`T-1008-evidence-${id}.wav\``);
  expect(await readdir(workbench.folder)).toContain(`T-1008-evidence-${id}.wav`);
});

test('a flagged call goes from its transcript’s title to the clipboard as chats', async () => {
  const { title, rows } = await service.callOf(issue.id);
  const tree = workbench.tree('Issues');
  await tree.expand('T-1008');
  await tree.click(title);
  await new TranscriptPage(workbench).shown();
  await workbench.page.locator('.editor-group-container.active .editor-actions').getByLabel('More Actions...').click();
  await workbench.contextMenu.choose('Export Evidence…');
  await pick('JSONL', 'Clipboard');
  await workbench.notifications.find(/^Copied [\d,]+ characters\.$/);
  const copied = await clipboard();
  const [chat] = copied
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Chat);
  expect(chat?.metadata).toMatchObject({ issue: 'T-1008', messageIndex: 16 });
  expect(chat?.messages.at(-1)?.content).toBe(rows[16]?.text);
});

test('what is not flagged makes no evaluation set, and Markdown is offered instead', async () => {
  await choose('T-1011', 'Export Evidence…');
  await pick('JSONL', 'Clipboard');
  await workbench.notifications.find('Nothing is flagged');
  await workbench.notifications.press('Nothing is flagged', 'Export as Markdown…');
  await workbench.quickInput.pick('Clipboard');
  await expect.poll(clipboard).toMatch(/^# `T-1011` /);
});

test('a cancelled export leaves nothing behind', async () => {
  const { id } = await service.callOf(issue.id);
  const before = await readdir(workbench.folder);
  const match = { method: 'GET', path: `/v1/calls/${id}` };
  await service.ask('POST', '/sandbox/faults', { match, fault: { kind: 'delay', ms: 600_000 } });
  await choose('T-1008', 'Export Evidence…');
  await pick('JSON', 'File with Recordings');
  await workbench.quickInput.choosePath(path.join(workbench.folder, 'never.json'), 'OK');
  await workbench.notifications.find('Exporting evidence');
  await workbench.notifications.press('Exporting evidence', 'Cancel');
  const progress = workbench.notifications.items.filter({ hasText: 'Exporting evidence' });
  await progress.waitFor({ state: 'hidden' });
  await service.ask('DELETE', '/sandbox/faults');
  expect(await readdir(workbench.folder)).toEqual(before);
});

test('what is too large for the clipboard is offered as a file, with its size', async () => {
  const row = { user: 'user', text: 'x'.repeat(90_000), created_at: '2026-05-07T05:26:11.327+00:00' };
  const content = { call_id: 'large', summary: 'A large call', transcripts: Array.from({ length: 12 }, () => row) };
  await service.ask('POST', '/sandbox/import', { items: [{ name: 'large.json', content }] });
  await workbench.palette.run('Call Triage: Refresh');
  await workbench.unfold('Calls');
  await workbench.tree('Calls').choose('A large call', 'Export Evidence…');
  await pick('JSON', 'Clipboard');
  await workbench.notifications.find(
    /The text has 1,08\d,\d{3} characters\. At most 1,000,000 can be copied to the clipboard\./,
  );
  await workbench.notifications.press('The text has', 'Save as File…');
  await workbench.quickInput.choosePath(path.join(workbench.folder, 'large.json'), 'OK');
  await workbench.notifications.find(/Exported large\.json \(1 MB\)\./);
  const bundle = JSON.parse(await saved('large.json')) as { calls: { messages: { text: string }[] }[] };
  expect(bundle.calls[0]?.messages.map(({ text }) => text)).toEqual(content.transcripts.map(({ text }) => text));
});
