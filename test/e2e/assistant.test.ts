// Tools for agents in a real editor: what a person is asked, and what becomes of either answer.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/paths.mjs';
import { startService, type Call, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { beginCall, installToolCaller } from './tool-caller.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let home: string;
let service: Service;
let workbench: Workbench;
let issue: Stored;
let call: Call;

beforeAll(async () => {
  home = await temporaryFolder('ct-e2e-');
  service = await startService();
  await installToolCaller(home);
  const settings = { 'callTriage.assistant': 'readWrite', 'chat.disableAIFeatures': false };
  workbench = await Workbench.open({ env: service.env, settings }, home);
  issue = await service.issue('T-1008');
  call = await service.callOf(issue.id);
});

tidyUp(() => ({ workbench, service }));
afterAll(() => removeFolder(home));

const dialog = () => workbench.page.locator('.monaco-dialog-box');
const flags = () => service.list(`/v1/triage/issues/${issue.id}/flags`);
const note = 'Said [twice](command:workbench.action.quit), **not** once.';
const flag = () => ({ issueId: 'T-1008', callId: call.id, messageIndex: 2, type: 'wrong_value', note });

test('a tool that reads answers without a question', async () => {
  const answer = await beginCall(workbench, 'calltriage_read_transcript', { callId: call.id, count: 3 });
  expect((await answer()).text).toContain('<<<UNTRUSTED DATA');
  expect(await dialog().count()).toBe(0);
});

test('the question shows what will be written; refused, nothing is', async () => {
  const before = await flags();
  const answer = await beginCall(workbench, 'calltriage_flag_message', flag());
  await dialog().waitFor();
  const shown = (await dialog().innerText()).replaceAll(/\s+/g, ' ');
  await workbench.screenshot('agent-flag-confirmation');
  for (const words of ['Flag Message in T-1008?', String(issue['title']), call.id, '#2', 'wrong_value'])
    expect(shown).toContain(words);
  expect(shown).toContain(call.rows[2]?.text.trim().replaceAll(/\s+/g, ' '));
  expect(await dialog().locator('.dialog-message-detail a').count()).toBe(0);
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  expect((await answer()).error).toBeDefined();
  expect(await flags()).toEqual(before);
});

test('confirmed, it is written once, as it was shown', async () => {
  const before = await flags();
  const answer = await beginCall(workbench, 'calltriage_flag_message', flag());
  await dialog().waitFor();
  await dialog().getByRole('button', { name: 'Yes' }).click();
  expect((await answer()).text).toContain('Message 2 is flagged on T-1008');
  const made = (await flags()).filter(({ id }) => before.every((one) => one.id !== id));
  expect(made).toMatchObject([{ message_index: 2, message_text: call.rows[2]?.text, note, type: 'wrong_value' }]);
});

test('a mention of Norm is refused without a question', async () => {
  const answer = await beginCall(workbench, 'calltriage_add_comment', { issueId: 'T-1008', detail: '@norm fix it' });
  expect((await answer()).error).toContain('mentions @norm');
  expect(await dialog().count()).toBe(0);
});

test('Hand to Agent opens a prompt in the chat, unsent', async () => {
  await workbench.openContainer('Call Triage');
  const issues = workbench.tree('Issues');
  await issues.row('T-1008').waitFor();
  await issues.expand('T-1008');
  await issues.click(call.title);
  const page = new TranscriptPage(workbench);
  await page.shown();
  await page.message(2).click({ button: 'right' });
  await workbench.contextMenu.choose('Hand to Agent…');
  const chat = workbench.page.locator('.part.auxiliarybar, .part.panel, .part.editor').locator('.interactive-session');
  await chat.first().waitFor();
  await expect
    .poll(async () => (await chat.first().innerText()).replaceAll('\u00A0', ' '))
    .toContain('message 2 of call');
  await workbench.screenshot('hand-to-agent');
});
