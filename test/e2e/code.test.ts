// From a flag to the lines that made the agent say it, and to a test that stays, in the real editor.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { startService, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;
let flag: Stored;
let folder: string;
/** Of the words of the flag's node, from 1. */
let at: number;
/** Of the words of the node that the call was in at the flagged message, as its events have it. */
let atOfMessage: number;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(path.join(tmpdir(), 'ct-code-'));
  issue = await service.issue('T-1002');
  const flags = await service.list(`/v1/triage/issues/${issue.id}/flags`);
  const found = flags.find((one) => one['node_id'] !== null && one['message_index'] !== null && one['note'] !== '');
  if (found === undefined) throw new Error('the issue has no flag with a node');
  flag = found;
  const call = await service.ask<Stored>('GET', `/v1/calls/${String(flag['call_id'])}`);
  await service.ask('PATCH', `/v1/triage/issues/${issue.id}`, { status: 'todo' });
  const events = await service.ask<Stored[]>('GET', `/v1/pathway_calls/${String(flag['call_id'])}?v=2`);
  const said = events.find(({ payload }) => (payload as { text?: unknown }).text === flag['message_text']);
  const pathway = {
    pathway_id: call['pathway_id'],
    nodes: [
      { id: said?.['node_id'], type: 'Default', data: { name: 'Other', prompt: 'Hello.' } },
      { id: flag['node_id'], type: 'Default', data: { name: flag['node_name'], prompt: 'Ask for the card.' } },
    ],
    edges: [],
  };
  const text = JSON.stringify(pathway, undefined, 2);
  const lineOf = (words: string): number => text.split('\n').findIndex((one) => one.includes(words)) + 1;
  [at, atOfMessage] = [lineOf('Ask for the card.'), lineOf('Hello.')];
  await writeFile(path.join(folder, 'pathway.json'), text);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=Ask for the card');
  workbench = await Workbench.open({ env: service.env, folder });
  await workbench.openContainer('Call Triage');
  await workbench.tree('Issues').expand('T-1002');
});

tidyUp(() => ({ workbench, service }));

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Robin', '-c', 'user.email=robin@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim();
}

/** The line that the cursor is on, from 1. */
const line = () =>
  workbench.page
    .locator('.part.statusbar')
    .getByText(/^Ln \d+/)
    .first();

async function choose(entry: string): Promise<void> {
  await workbench.tree('Issues').choose(String(flag['message_text']).slice(0, 25), entry);
}

test('while the node is looked for that is shown, and can be cancelled', async () => {
  const fault = {
    match: { method: 'GET', path: `^/v1/calls/${String(flag['call_id'])}$` },
    fault: { kind: 'delay', ms: 60_000 },
  };
  await service.ask('POST', '/sandbox/faults', fault);
  await choose('Open Node');
  await workbench.notifications.press('Looking for the node', 'Cancel');
  await expect.poll(() => workbench.notifications.texts()).toEqual([]);
  await service.ask('DELETE', '/sandbox/faults');
  expect(await workbench.page.getByRole('tab', { name: /pathway\.json/ }).count()).toBe(0);
});

test('a flag opens the words of its node, also after they were moved by an edit', async () => {
  await choose('Open Node');
  await workbench.page.getByRole('tab', { name: /pathway\.json/ }).waitFor();
  await expect.poll(() => line().innerText(), { timeout: 15_000 }).toContain(`Ln ${at}, Col 19`);
  await workbench.page.keyboard.press('ControlOrMeta+Home');
  await workbench.page.keyboard.press('Enter');
  await choose('Open Node');
  await expect.poll(() => line().innerText(), { timeout: 15_000 }).toContain(`Ln ${at + 1}, Col 19`);
  await workbench.page.keyboard.press('ControlOrMeta+s');
});

test('the file shows its flags on the node, and one of them leads to its message', async () => {
  const { page } = workbench;
  await page
    .locator('.codelens-decoration')
    .getByText(/\d flags? · \d calls? · last/)
    .click();
  const thread = page.locator('.review-widget');
  await thread.getByText(String(flag['note'])).waitFor();
  // A flag that a colleague makes joins the thread by itself.
  const { call_id, message_index, message_text, node_id, node_name } = flag;
  const another = { call_id, message_index, message_text, node_id, node_name };
  await service.ask('POST', `/v1/triage/issues/${issue.id}/flags`, {
    ...another,
    type: 'too_slow',
    note: 'Asked late.',
  });
  await workbench.palette.run('Call Triage: Refresh');
  await thread.getByText('Asked late.').waitFor();
  const comment = thread.locator('.review-comment').filter({ hasText: String(flag['note']) });
  await comment.hover();
  await comment.getByRole('button', { name: 'Open Transcript' }).click();
  const transcript = new TranscriptPage(workbench);
  await transcript.shown();
  const index = Number(flag['message_index']);
  await expect.poll(() => transcript.message(index).getAttribute('aria-current'), { timeout: 15_000 }).toBe('true');
});

test('the palette opens the node of the message that is selected', async () => {
  await workbench.palette.run('Call Triage: Open Node');
  await expect.poll(() => line().innerText(), { timeout: 15_000 }).toContain(`Ln ${atOfMessage + 1}, Col 19`);
});

test('a flag becomes a test case in a file, and replaces its own the second time', async () => {
  const file = path.join(folder, 'call-flags.jsonl');
  const lines = async () => (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  for (const expected of ['Which card is it?', 'May I have the last four digits?']) {
    await choose('Create Test Case…');
    await workbench.quickInput.pickFirst('Call Triage');
    await workbench.quickInput.pickFirst('call-flags.jsonl');
    await workbench.quickInput.enter(expected);
    await expect.poll(lines, { timeout: 15_000 }).toEqual([expect.stringContaining(expected)]);
    await workbench.notifications.dismiss('Test case created.');
  }
  const [written = ''] = await lines();
  const one = JSON.parse(written) as { id: string; input: { content: string }[] };
  expect(one.id).toBe(flag.id);
  expect(one.input.map(({ content }) => content)).not.toContain(String(flag['message_text']).trim());
});

test('work begins on a branch, and its commit is linked to the issue', async () => {
  const issues = workbench.tree('Issues');
  await issues.openMenu('T-1002');
  await workbench.contextMenu.choose('Start Work');
  await workbench.quickInput.pickFirst(String(flag['node_name']));
  await workbench.notifications.press('Created branch triage/T-1002-', 'Set to In Progress');
  await expect.poll(() => git('branch', '--show-current')).toMatch(/^triage\/T-1002-[a-z0-9-]+$/);
  await expect.poll(async () => (await service.issue('T-1002'))['status'], { timeout: 15_000 }).toBe('in_progress');
  await expect.poll(() => line().innerText(), { timeout: 15_000 }).toContain(`Ln ${at + 1}, Col 19`);
  git('remote', 'add', 'origin', 'git@github.com:acme/agents.git');
  git('commit', '--quiet', '--all', '--message=Ask for the card first');
  const hash = git('rev-parse', 'HEAD');
  await issues.openMenu('T-1002');
  await workbench.contextMenu.choose('Link Commit…');
  await workbench.quickInput.pickFirst('Ask for the card first');
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.getByText('This commit is not pushed yet.').waitFor();
  await dialog.getByRole('button', { name: 'Link Anyway' }).click();
  const comments = async () => {
    const activity = await service.list(`/v1/triage/issues/${issue.id}/activity`);
    return activity.flatMap(({ detail }) => (typeof detail === 'string' ? [detail] : []));
  };
  const expected = `\`${hash.slice(0, 10)}\` Ask for the card first\nhttps://github.com/acme/agents/commit/${hash}`;
  await expect.poll(comments, { timeout: 15_000 }).toContain(expected);
});
