// Insights: from the palette to the page, from a bar to its flags and their message; copied as Markdown; over a reload.
import { beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './service.ts';
import { pageStateStored } from './stored-editors.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import type { Webview } from './webview.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let page: Webview;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  page = workbench.webview();
});

tidyUp(() => ({ workbench, service }));

const clipboard = () => workbench.page.evaluate(() => navigator.clipboard.readText());
const bar = (name: RegExp) => page.getByRole('button', { name });

test('a bar leads to its flags, and a flag to its message', async () => {
  await workbench.palette.run('Call Triage: Show Insights');
  await page.getByRole('heading', { level: 1, name: 'Insights' }).waitFor();
  await page.getByRole('figure', { name: 'Flags by Agent Version' }).waitFor();
  // The view lists open issues.
  await page.getByText('Only issues that the Issues view lists are counted: open.').waitFor();
  await page.getByRole('button', { name: 'Show All Issues' }).click();
  await page.getByText('Only issues that the Issues view lists').waitFor({ state: 'detached' });
  const types = await service.list('/v1/triage/flag-types');
  const [most] = types.toSorted((a, b) => Number(b['usage_count']) - Number(a['usage_count']));
  await bar(new RegExp(`^${String(most?.['type'])}: ${String(most?.['usage_count'])} flags$`)).press('Enter');
  // Rows have the code of the issue and the index of the message; their details are read as rows, too.
  const rows = async () => (await workbench.quickInput.rows()).filter((row) => /^T-\d+ /.test(row));
  await expect.poll(rows).toHaveLength(Number(most?.['usage_count']));
  const label = (await rows()).find((row) => row.includes('#')) ?? '';
  await workbench.quickInput.pick(label);
  const transcript = new TranscriptPage(workbench);
  await transcript.shown();
  const index = Number(/#(\d+)/.exec(label)?.[1]);
  await transcript.flags(index).getByText(String(most?.['type'])).first().waitFor();
});

test('the counts are copied as Markdown, follow a new flag, and come back with the window', async () => {
  await workbench.palette.run('Call Triage: Show Insights');
  await page.getByRole('combobox', { name: 'Range' }).selectOption('Last 52 weeks');
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect.poll(clipboard).toMatch(/^# Insights\n[^]*## Flags over Time\n[^]*\| Week \| Flags \|/);
  const issue = await service.issue('T-1001');
  const call = await service.callOf(issue.id);
  await service.ask('POST', `/v1/triage/issues/${issue.id}/flags`, { call_id: call.id, type: 'seen_by_a_colleague' });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await bar(/^seen_by_a_colleague: 1 flag$/).waitFor();
  await pageStateStored(workbench.page, (state) => state.includes('52w'));
  await workbench.reload();
  page = workbench.webview();
  await bar(/^seen_by_a_colleague: 1 flag$/).waitFor();
  expect(await page.getByRole('combobox', { name: 'Range' }).inputValue()).toBe('52w');
});
