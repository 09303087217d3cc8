// A call of more messages than are shown at once: it is read in parts, and every jump gets the part that it needs.
import { beforeAll, expect, test } from 'vitest';
import { startService, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let page: TranscriptPage;
let issue: Stored;

const messages = 41_000;
const began = Date.parse('2026-11-20T09:00:00.000Z');
const call = {
  call_id: 'long-1',
  status: 'completed',
  completed: true,
  summary: 'A call without an end',
  started_at: new Date(began).toISOString(),
  transcripts: Array.from({ length: messages }, (_, index) => ({
    id: index + 1,
    user: index % 2 === 0 ? 'assistant' : 'user',
    text: `Said as number ${index}.`,
    created_at: new Date(began + index * 1_000).toISOString(),
  })),
};

beforeAll(async () => {
  service = await startService();
  await service.ask('POST', '/sandbox/import', { items: [{ name: 'long.json', content: call }] });
  const found = (await service.list('/v1/triage/issues')).find(({ title }) => title === 'Imported calls');
  if (found === undefined) throw new Error('nothing was imported');
  issue = found;
  const flag = { call_id: 'long-1', type: 'dead_air', message_index: 25_000, message_text: 'Said as number 25000.' };
  await service.ask('POST', `/v1/triage/issues/${issue.id}/flags`, flag);
  workbench = await Workbench.open({ env: service.env });
  await workbench.openContainer('Call Triage');
  const tree = workbench.tree('Issues');
  await tree.expand('Imported calls');
  await tree.click('A call without an end');
  page = new TranscriptPage(workbench);
  await page.shown();
});

tidyUp(() => ({ workbench, service }));

const rows = (): Promise<number> => page.frame.locator('.row').count();
const selected = (): Promise<string | null> =>
  page.frame.locator('[aria-current="true"]').getAttribute('data-message-index');

test('the first 20,000 messages are shown, and how many are left', async () => {
  const { keyboard } = workbench.page;
  await page.message(0).click();
  await expect.poll(rows, { timeout: 30_000 }).toBe(20_000);
  await keyboard.press('End');
  await page.frame.getByText('21,000 more messages').scrollIntoViewIfNeeded();
});

test('the next flag is gone to, and flagged again, though it is in a part that was not shown', async () => {
  const { keyboard } = workbench.page;
  await page.message(19_999).click();
  await keyboard.press('n');
  await expect.poll(selected, { timeout: 30_000 }).toBe('25000');
  await page.message(25_000).focus();
  await keyboard.press('j');
  await keyboard.press('f');
  await page.composer.waitFor();
  await keyboard.press('1');
  await keyboard.press('Control+Enter');
  const stored = async () => {
    const flags = await service.list(`/v1/triage/issues/${issue.id}/flags`);
    return flags
      .map((flag) => `${String(flag['message_index'])} ${String(flag['message_text'])}`)
      .toSorted((a, b) => a.localeCompare(b));
  };
  await expect.poll(stored).toEqual(['25000 Said as number 25000.', '25001 Said as number 25001.']);
  await expect.poll(rows, { timeout: 30_000 }).toBe(40_000);
});

test('find looks through all messages', async () => {
  await page.message(25_001).click();
  await workbench.page.keyboard.press('/');
  await expect.poll(rows, { timeout: 30_000 }).toBe(messages);
  await workbench.page.keyboard.press('Escape');
});

test('a link to a message of the last part opens it there', async () => {
  await workbench.palette.run('View: Close All Editors');
  await workbench.palette.run('Call Triage: Open Link…');
  const place = `/call/long-1?connection=env&issue=${issue.id}&message=40500`;
  await workbench.quickInput.enter(`vscode://call-triage.call-triage${place}`);
  await page.shown();
  await expect.poll(selected, { timeout: 60_000 }).toBe('40500');
  expect(await page.message(40_500).innerText()).toContain('Said as number 40500.');
  await expect.poll(rows, { timeout: 30_000 }).toBe(messages);
  expect(await page.frame.locator('.more').isVisible()).toBe(false);
});
