// A call that is still running: its transcript grows on the page, and the reader stays where they are.
import { beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let page: TranscriptPage;

const summaries: Readonly<Record<string, string>> = {
  'running-1': 'A call that goes on',
  'running-2': 'Another one',
};
const began = Date.parse('2026-11-20T09:00:00.000Z');

/** A call as the service has it after so many messages. */
const call = (messages: number, completed: boolean, id: string): object => ({
  call_id: id,
  status: completed ? 'completed' : 'unknown',
  completed,
  summary: summaries[id],
  started_at: new Date(began).toISOString(),
  transcripts: Array.from({ length: messages }, (_, index) => ({
    id: index + 1,
    user: index % 2 === 0 ? 'assistant' : 'user',
    text: `Said as number ${index}.`,
    created_at: new Date(began + index * 4_000).toISOString(),
  })),
});

const grow = (messages: number, completed = false, id = 'running-1'): Promise<unknown> =>
  service.ask('POST', '/sandbox/import', { items: [{ name: `${id}.json`, content: call(messages, completed, id) }] });

beforeAll(async () => {
  service = await startService();
  await grow(40);
  await grow(40, false, 'running-2');
  workbench = await Workbench.open({ env: service.env });
  await workbench.openContainer('Call Triage');
  const tree = workbench.tree('Issues');
  await tree.expand('Imported calls');
  await tree.click('A call that goes on');
  page = new TranscriptPage(workbench);
  await page.shown();
});

tidyUp(() => ({ workbench, service }));

const isInView = (index: number): Promise<boolean> =>
  page.message(index).evaluate((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });

test('who reads at the end stays at the end while the call goes on, with indexes that do not change', async () => {
  await page.message(39).click();
  await page.frame.locator('body').press('End');
  await page.frame.locator('html').evaluate((html) => html.scrollTo(0, html.scrollHeight));
  await grow(44);
  await page.message(43).waitFor({ timeout: 30_000 });
  await expect.poll(() => isInView(43)).toBe(true);
  expect(await page.message(39).getAttribute('aria-current')).toBe('true');
});

test('who reads above, or writes a note, is not moved', async () => {
  await page.message(2).click();
  await workbench.page.keyboard.press('f');
  await page.note.fill('Half a note');
  await grow(48);
  await page.message(47).waitFor({ state: 'attached', timeout: 30_000 });
  expect(await isInView(2)).toBe(true);
  expect(await page.note.inputValue()).toBe('Half a note');
  expect(await page.message(2).getAttribute('aria-current')).toBe('true');
});

test('is not asked for any more once it has ended, while another one beside it is', async () => {
  await grow(49, true);
  await page.message(48).waitFor({ state: 'attached', timeout: 30_000 });
  const asked = async (id: string): Promise<number> => {
    const { requests } = await service.ask<{ requests: { path: string }[] }>('GET', '/sandbox/requests');
    return requests.filter(({ path }) => path === `/v1/calls/${id}`).length;
  };
  await workbench.tree('Issues').click('Another one');
  await workbench.palette.run('View: Move Editor into Next Group');
  await workbench.page.locator('.editor-group-container').nth(1).waitFor();
  const [before, other] = [await asked('running-1'), await asked('running-2')];
  await expect.poll(() => asked('running-2'), { timeout: 60_000 }).toBeGreaterThan(other + 1);
  expect(await asked('running-1')).toBe(before);
});
