// Files of people who have no account: dropped on the view of calls, read, flagged by keyboard, exported, imported again.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/paths.mjs';
import { pointOf } from './press.ts';
import { sandboxOf } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

const platforms = path.resolve(import.meta.dirname, '../fixtures/platforms');
const vapi = path.join(platforms, 'vapi.json');

let workbench: Workbench;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('ct-imports-');
  workbench = await Workbench.open();
  await workbench.openContainer('Call Triage');
  await workbench.page.locator('.part.sidebar .welcome-view-content').getByText('Try the Sandbox').first().click();
  await workbench.tree('Issues').row('T-1008').waitFor();
  await workbench.unfold('Calls');
  await workbench.tree('Calls').element.locator('.monaco-list-row').first().waitFor();
});

tidyUp(() => ({ workbench }));

/** Drops a file on the first row, as a browser reports one that comes from the desktop. */
async function dropFile(file: string): Promise<void> {
  const row = workbench.tree('Calls').element.locator('.monaco-list-row').first();
  const { x, y } = await pointOf(row);
  const dropped = { name: path.basename(file), text: await readFile(file, 'utf8'), x, y };
  await row.evaluate((element, { name, text, x: clientX, y: clientY }) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name, { type: 'application/json' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      const init = { bubbles: true, cancelable: true, composed: true, dataTransfer, clientX, clientY };
      element.dispatchEvent(new DragEvent(type, init));
    }
  }, dropped);
}

const importIssue = async () => {
  const server = await sandboxOf(workbench);
  const issue = (await server.list('/v1/triage/issues')).find((one) => one['title'] === 'Imported calls');
  return { server, id: String(issue?.id), count: issue?.['resource_count'] };
};

test('a Vapi file that is dropped on the view is read, flagged by keyboard, and exported', async () => {
  await workbench.tree('Calls').settled();
  await dropFile(vapi);
  await workbench.notifications.find('Imported 1 call to T-1016.');
  const { server, id } = await importIssue();
  const [link] = await server.list(`/v1/triage/issues/${id}/resources`);
  const issues = workbench.tree('Issues');
  await issues.expand('Imported calls');
  await issues.click('The guest asked for a late');
  const page = new TranscriptPage(workbench);
  await page.shown();
  const { keyboard } = workbench.page;
  await keyboard.press('Home');
  await keyboard.press('j');
  await keyboard.press('f');
  await page.composer.waitFor();
  await keyboard.press('1');
  await keyboard.type('Asked at the wrong moment.');
  await keyboard.press('Control+Enter');
  const flags = () => server.list(`/v1/triage/issues/${id}/flags`);
  await expect.poll(async () => (await flags()).length, { timeout: 15_000 }).toBe(1);
  const file = path.join(folder, 'everything.json');
  await workbench.palette.run('Call Triage: Export Everything…');
  await workbench.quickInput.choosePath(file, 'OK');
  await workbench.notifications.find('Exported everything.');
  const { items } = JSON.parse(await readFile(file, 'utf8')) as { items: Record<string, Record<string, unknown>>[] };
  const exported = items.find(
    ({ object }) => object?.['collection'] === 'flags' && isOn(object['value'], link?.['resource_id']),
  );
  expect(exported?.['object']?.['value']).toMatchObject({ note: 'Asked at the wrong moment.' });
  expect(items.some(({ call }) => call?.['call_id'] === link?.['resource_id'])).toBe(true);
});

const isOn = (flag: unknown, callId: unknown): boolean =>
  typeof flag === 'object' && flag !== null && Reflect.get(flag, 'call_id') === callId;

test('a folder of forty mixed files with five bad ones', async () => {
  const mixed = path.join(folder, 'mixed');
  await mkdir(path.join(mixed, 'more'), { recursive: true });
  const row = { id: 1, user: 'user', text: 'Hello there.', created_at: '2026-01-01T00:00:01Z' };
  const call = (place: number) => ({ call_id: `mixed-${place}`, summary: `Mixed ${place}.`, transcripts: [row] });
  const shapes: ((place: number) => [extension: string, text: string])[] = [
    (place) => ['json', JSON.stringify(call(place))],
    (place) => ['json', JSON.stringify({ payload: call(place) })],
    (place) => ['json', JSON.stringify([{ body: JSON.stringify(call(place)) }])],
    (place) => ['jsonl', `${JSON.stringify(call(place))}\n`],
    (place) => ['ndjson', `${JSON.stringify({ data: call(place), errors: null })}\n`],
    (place) => ['vtt', `WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Number ${place}\n`],
    (place) => ['srt', `1\n00:00:01,000 --> 00:00:02,000\nNumber ${place}\n`],
  ];
  for (let place = 0; place < 35; place += 1) {
    const [extension, text] = shapes[place % shapes.length]!(place);
    await writeFile(path.join(mixed, place < 20 ? '' : 'more', `file-${place}.${extension}`), text);
  }
  const bad = {
    'comment.json': '{\n  "call_id": "x", // one\n}',
    'cut.json': '{"call_id": "y", "transcripts": [{"text": "so',
    'other.json': '{"hello": "world"}',
    'latin.json': Buffer.from('{"call_id": "\u00f6"}', 'latin1'),
    'empty.vtt': 'WEBVTT\n',
  };
  for (const [name, content] of Object.entries(bad)) await writeFile(path.join(mixed, name), content);
  const before = Number((await importIssue()).count ?? 0);
  await workbench.palette.run('Call Triage: Import Calls…');
  await workbench.quickInput.chooseFolder(mixed, 'Import');
  await workbench.notifications.press('Imported 35 calls to T-1016. Skipped 5 files.', 'Show Details');
  expect((await importIssue()).count).toBe(before + 35);
  const editor = workbench.page.locator('.editor-group-container.active .monaco-editor .view-lines');
  await editor.getByText('Skipped (5)').waitFor();
  const text = (await editor.innerText()).replaceAll('\u00a0', ' ');
  expect(text).toContain('comment.json:2:19');
  for (const name of Object.keys(bad)) expect(text).toContain(name);
  await removeFolder(folder);
});

test('the menu of a file in the explorer imports it', async () => {
  const file = path.join(workbench.folder, 'own.json');
  await writeFile(file, await readFile(vapi));
  await workbench.page.locator('.part.activitybar').getByRole('tab', { name: 'Explorer' }).click();
  const row = workbench.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'own.json' });
  await row.click({ button: 'right' });
  await workbench.contextMenu.choose('Import Calls…');
  await workbench.notifications.find('Imported 1 call to T-1016.');
});
