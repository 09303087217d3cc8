// The issue page by keyboard alone: found, read, edited, commented, linked and closed; without a service, and over a reload.
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/paths.mjs';
import { draftOnDisk } from './drafts.ts';
import { startService, type Call, type Same, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import type { Webview } from './webview.ts';
import { Workbench } from './workbench.ts';

let home: string;
let same: Same;
let service: Service;
let workbench: Workbench;
let issue: Stored;
let call: Call;
let page: Webview;

beforeAll(async () => {
  home = await temporaryFolder('ct-e2e-issue-');
  const directory = path.join(home, 'service');
  service = await startService({ directory });
  const { BLAND_API_KEY: key = '', BLAND_BASE_URL: origin = '' } = service.env;
  same = { directory, key, port: Number(new URL(origin).port) };
  workbench = await Workbench.open({ env: service.env }, path.join(home, 'editor'));
  issue = await service.issue('T-1008');
  call = await service.callOf(issue.id);
  await workbench.openContainer('Call Triage');
  await workbench.tree('Issues').row('T-1008').waitFor();
  page = workbench.webview();
});

// Hooks at the end run from the last to the first: the folder goes when nothing is open any more.
afterAll(() => removeFolder(home));
tidyUp(() => ({ workbench, service }));

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await workbench.page.keyboard.press(key);
};
const type = (text: string): Promise<void> => workbench.page.keyboard.type(text);
/** The name of what has the keyboard in the page. */
const focused = (): Promise<string> =>
  page.locator(':focus').evaluate((one) => {
    const named = document.getElementById(one.getAttribute('aria-labelledby') ?? '') ?? one.closest('label') ?? one;
    return one.getAttribute('aria-label') ?? named.textContent.replaceAll(/\s+/g, ' ').trim();
  });
/** Goes through the page by Tab until this has the keyboard. */
async function tabTo(name: string | RegExp): Promise<void> {
  const stops: string[] = [];
  for (let count = 0; count < 60; count += 1) {
    await press('Tab');
    const stop = await focused();
    if (typeof name === 'string' ? stop === name : name.test(stop)) return;
    stops.push(stop);
  }
  throw new Error(`"${String(name)}" is not reached: ${stops.join(' | ')}`);
}
/** Puts the keyboard at the beginning of the page. */
const focusTop = (): Promise<void> => page.getByRole('button', { name: 'Show in View' }).focus();
const tabToComment = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Open as Text' }).focus();
  await tabTo('Comment');
};
const heading = (text: string | RegExp) => page.getByRole('heading', { level: 1, name: text });
const stored = () => service.issue('T-1008');
const comments = async () =>
  (await service.list(`/v1/triage/issues/${issue.id}/activity`)).filter(({ type: kind }) => kind === 'comment');
/** Puts the keyboard on a row of the view, by keys. */
async function focusRow(code: string): Promise<void> {
  await workbench.palette.run('Call Triage: Focus on Issues View');
  const row = workbench.tree('Issues').row(code);
  await press('Home');
  for (let count = 0; count < 40; count += 1) {
    if (await row.evaluate((one) => one.classList.contains('focused'))) return;
    await press('ArrowDown');
  }
  throw new Error(`${code} is not reached`);
}

/** Chooses a value of a field by typing its beginning. */
async function choose(field: RegExp, beginning: string): Promise<void> {
  await tabTo(field);
  await press('Enter');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await type(beginning);
  await press('Enter');
}

test('an issue is found by the keys of the view, whose own find stays', async () => {
  const { quickInput, page: window } = workbench;
  await focusRow('T-1008');
  const boxes = { s: 'Set Status', p: 'Set Severity', a: 'Assign To' };
  for (const [key, title] of Object.entries(boxes)) {
    await press(key);
    await quickInput.widget.getByText(title, { exact: true }).waitFor();
    await quickInput.cancel();
    await focusRow('T-1008');
  }
  await press('m');
  await expect.poll(async () => (await stored())['has_unread_activity']).toBe(false);
  await press('o');
  // This connection's service has no dashboard, which is said instead of opening one.
  await workbench.notifications.dismiss('No dashboard address');
  await focusRow('T-1008');
  await press('F3');
  const find = window
    .locator('.part.sidebar .monaco-tree-type-filter input, .part.sidebar .monaco-findInput input')
    .first();
  await find.waitFor();
  // What is typed there is no key of the view.
  await type('spam');
  await expect.poll(() => find.inputValue()).toBe('spam');
  expect(await quickInput.widget.isVisible()).toBe(false);
  await press('Escape');
  await focusRow('T-1008');
  await press('/');
  await quickInput.widget.getByText('Search Issues', { exact: true }).waitFor();
  await quickInput.enter('T-1008');
  await expect.poll(() => workbench.tree('Issues').text()).not.toContain('T-1015');
});

test('Enter on a row opens its page, where it is read', async () => {
  await focusRow('T-1008');
  await press('Enter');
  await heading(/^T-1008 /).waitFor();
  await page.getByRole('button', { name: call.title, exact: true }).first().waitFor();
  await expect.poll(() => page.locator('.entry').count()).toBeGreaterThan(0);
});

test('title, description and fields are edited in place', async () => {
  await tabTo('Edit Title');
  await press('Enter');
  await expect.poll(focused).toBe('Title');
  await press('Control+a');
  await type('Agent transfers before it verifies');
  await press('Enter');
  await heading('T-1008 Agent transfers before it verifies').waitFor();
  await expect.poll(async () => (await stored())['title']).toBe('Agent transfers before it verifies');
  await expect.poll(focused).toBe('Edit Title');
  await tabTo('Edit Description');
  await press('Enter');
  await expect.poll(focused).toBe('Description');
  await press('Control+a');
  await type('It reads out a **balance**.');
  await press('Control+Enter');
  await page.locator('.description strong').getByText('balance').waitFor();
  await expect.poll(async () => (await stored())['description']).toBe('It reads out a **balance**.');
  await focusTop();
  await choose(/^Severity: /, 'hi');
  await page.getByRole('button', { name: 'Severity: high' }).waitFor();
  await expect.poll(async () => (await stored())['severity']).toBe('high');
});

test('a comment is written about a call, in several lines, and stands in the activity', async () => {
  await tabTo('Comment');
  await type('It happens in this call:');
  await press('Enter');
  await type('- at the transfer');
  await tabTo('Evidence…');
  await press('Enter');
  await tabTo(call.title);
  await press('Space');
  await tabTo('Add Comment');
  await press('Enter');
  await page.locator('.entry').getByText('It happens in this call:').waitFor();
  await expect
    .poll(async () => (await comments())[0])
    .toMatchObject({ detail: 'It happens in this call:\n- at the transfer', resources: [{ resource_id: call.id }] });
  await page.locator('.entry').first().getByRole('listitem').getByText('at the transfer').waitFor();
});

test('without a service, what is written waits on the page and is sent when it is back', async () => {
  await service.close();
  await tabToComment();
  await type('Written while nobody answered.');
  await press('Control+Enter');
  await page.locator('.entry').getByText('Written while nobody answered.').waitFor();
  await page.locator('.entry').getByText('waiting for the service').waitFor();
  await focusTop();
  await choose(/^Status: /, 'in r');
  await page.getByRole('button', { name: 'Status: in review, not saved yet' }).waitFor();
  service = await startService(same);
  await expect
    .poll(async () => (await comments()).map(({ detail }) => detail), { timeout: 60_000 })
    .toContain('Written while nobody answered.');
  await page.getByRole('button', { name: 'Status: in review', exact: true }).waitFor({ timeout: 60_000 });
  await page.locator('.entry').getByText('waiting for the service').waitFor({ state: 'hidden' });
  expect((await stored())['status']).toBe('in_review');
  expect((await comments()).filter(({ detail }) => detail === 'Written while nobody answered.')).toHaveLength(1);
});

test('a half-written comment and the page are there again after a reload', async () => {
  await tabToComment();
  await type('Half a comment');
  await draftOnDisk(workbench, 'Half a comment');
  await workbench.reload();
  page = workbench.webview();
  await heading(/^T-1008 /).waitFor({ timeout: 60_000 });
  const box = page.getByRole('textbox', { name: 'Comment' });
  await expect.poll(() => box.inputValue()).toBe('Half a comment');
  await box.press('End');
  await type(', and the rest.');
  await press('Control+Enter');
  await expect.poll(async () => (await comments())[0]?.['detail']).toBe('Half a comment, and the rest.');
  await expect.poll(() => box.inputValue()).toBe('');
});

test('an issue is linked, and the link leads to its page', async () => {
  await focusTop();
  await tabTo('Link…');
  await press('Enter');
  const { quickInput } = workbench;
  await quickInput.row('related to').waitFor();
  await press('Enter');
  await quickInput.widget.getByText('Choose the Other Issue').waitFor();
  await quickInput.type('T-1007');
  await quickInput.widget.locator('.monaco-list-row').filter({ hasText: 'T-1007' }).first().waitFor();
  await press('Enter');
  const link = page.locator('.related').getByRole('button', { name: /^T-1007 / });
  await link.waitFor();
  await link.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^T-1007 / }).waitFor();
  await press('Control+w');
  await heading(/^T-1008 /).waitFor();
});

test('what a colleague has changed meanwhile is said beside the text, and neither is lost', async () => {
  await page.getByRole('button', { name: 'Edit Title' }).focus();
  await press('Enter');
  await expect.poll(focused).toBe('Title');
  await press('Control+a');
  await type('My title');
  await service.ask('PATCH', `/v1/triage/issues/${issue.id}`, { title: "A colleague's title" });
  await press('Enter');
  const editor = page.getByRole('group', { name: 'Edit Title' });
  await editor.getByText('Someone else has changed this meanwhile').waitFor();
  await editor.getByText("A colleague's title").waitFor();
  expect(await editor.getByRole('textbox').inputValue()).toBe('My title');
  expect((await stored())['title']).toBe("A colleague's title");
  await editor.getByRole('textbox').focus();
  await tabTo('Keep Mine');
  await press('Enter');
  await editor.getByText('Someone else has changed').waitFor({ state: 'hidden' });
  await editor.getByRole('textbox').press('Enter');
  await heading('T-1008 My title').waitFor();
  await expect.poll(async () => (await stored())['title']).toBe('My title');
});

test('it is closed on its page', async () => {
  await focusTop();
  await choose(/^Status: /, 'cl');
  await page.getByRole('button', { name: 'Status: closed', exact: true }).waitFor();
  await expect.poll(async () => (await stored())['status']).toBe('closed');
});
