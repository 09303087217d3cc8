// Forty calls reviewed one after the other by keys, over a reload, with a second window beside it.
import { beforeAll, expect, test } from 'vitest';
import { callAt } from './numbered-calls.ts';
import { startService, type Service, type Stored } from './service.ts';
import { pageStateStored } from './stored-editors.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;

beforeAll(async () => {
  service = await startService();
  issue = await service.issue('T-1003');
  const items = Array.from({ length: 40 }, (_, position) => ({ name: `${position}.json`, content: callAt(position) }));
  await service.ask('POST', '/sandbox/import', { items });
  workbench = await Workbench.open({ env: service.env });
});
tidyUp(() => ({ workbench, service }));

/** Waits until the call of this position is open, its place is said, and the transcript has the keyboard. */
async function isAt(window: Workbench, position: number): Promise<TranscriptPage> {
  const page = new TranscriptPage(window);
  await page.message(0).getByText(`Welcome to call ${position}.`).waitFor();
  await page.frame
    .getByRole('group', { name: 'Review' })
    .getByText(`${position + 1} of 40`)
    .waitFor();
  await expect.poll(() => page.frame.locator('body').evaluate(() => document.hasFocus())).toBe(true);
  return page;
}

/** Filters the view of calls by the number that all of them came from. */
async function filterByNumber(window: Workbench): Promise<void> {
  await window.openContainer('Call Triage');
  await window.palette.run('Call Triage: Focus on Calls View');
  await window.tree('Calls').element.locator('.monaco-list-row').first().waitFor();
  await window.palette.run('Call Triage: Filter Calls…');
  await window.quickInput.pick('Number…');
  await window.quickInput.type('+14155550123');
  await window.page.keyboard.press('Enter');
  await window.quickInput.row('Start Date…').waitFor();
  await window.quickInput.cancel();
}

const flags = async () =>
  (await service.list(`/v1/triage/issues/${issue.id}/flags`)).filter(({ note }) => String(note).startsWith('Review'));

test(
  'forty filtered calls are reviewed by keys, ten of them flagged, the window reloaded at the twentieth',
  { timeout: 300_000 },
  async () => {
    const { keyboard } = workbench.page;
    await filterByNumber(workbench);
    await workbench.palette.run('Call Triage: Review Calls');
    for (let position = 0; position < 40; position += 1) {
      const page = await isAt(workbench, position);
      if (position === 20) {
        await pageStateStored(workbench.page, (state) => state.includes('call-20'));
        await workbench.reload();
        await page.shown();
        await page.message(0).click();
        await isAt(workbench, position);
      }
      if (position % 4 === 1) {
        await keyboard.press('Home');
        await keyboard.press('j');
        await keyboard.press('f');
        await workbench.quickInput.widget.getByText('Flag Message: Choose an Issue').waitFor();
        if (position === 1 || position === 21) await keyboard.type(String(issue['triage_id']));
        await keyboard.press('Enter');
        await page.composer.waitFor();
        await keyboard.press('1');
        await keyboard.type(`Review ${position}`);
        await keyboard.press('Control+Enter');
        await page.flags(1).first().waitFor();
        const flagged = `${position + 1} of 40 · ${(position + 3) / 4} flagged`;
        await page.frame.getByRole('group', { name: 'Review' }).getByText(flagged, { exact: true }).waitFor();
      }
      // One tab for the queue, whatever was reviewed.
      if (position === 10) expect(await workbench.page.locator('.tabs-container .tab').count()).toBe(1);
      await keyboard.press('J');
    }
    await workbench.notifications.find('40 calls reviewed.');
    await expect.poll(async () => (await flags()).length, { timeout: 30_000 }).toBe(10);
    const calls = (await flags()).map((flag) => String(flag['call_id'])).toSorted();
    const expected = Array.from({ length: 10 }, (_, index) => `call-${index * 4 + 1}`);
    expect(calls).toEqual(expected.toSorted());
  },
);

test('the view of calls marks what was reviewed, filters by it, and a menu takes the mark away', async () => {
  const tree = workbench.tree('Calls');
  await filterByNumber(workbench);
  await tree.choose('Summary 3 ', 'Mark Call as Not Reviewed');
  await expect
    .poll(() => workbench.page.locator('.pane-header').allInnerTexts())
    .toContainEqual(expect.stringContaining('39 of 40 reviewed'));
  await workbench.palette.run('Call Triage: Filter Calls…');
  await workbench.quickInput.pick('Reviewed (Loaded Calls Only)…');
  await workbench.quickInput.pick('not reviewed');
  await workbench.quickInput.row('Start Date…').waitFor();
  await workbench.quickInput.cancel();
  await expect.poll(() => tree.element.locator('.monaco-list-row').count()).toBe(1);
  expect(await tree.text()).toContain('Summary 3 ');
});

test('a second window goes on with what is left, and each sees what the other has reviewed', async () => {
  const second = await workbench.another();
  await filterByNumber(second);
  await second.palette.run('Call Triage: Review Calls');
  const page = await isAt(second, 3);
  await second.page.keyboard.press('K');
  await isAt(second, 2);
  await second.page.keyboard.press('J');
  await isAt(second, 3);
  await page.frame.getByRole('button', { name: 'Mark as reviewed and open next call' }).click();
  await second.notifications.find('40 calls reviewed.');
  await expect
    .poll(() => workbench.tree('Calls').element.locator('.monaco-list-row').count(), { timeout: 15_000 })
    .toBe(0);
  await second.close();
});
