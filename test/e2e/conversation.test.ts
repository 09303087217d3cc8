// An SMS conversation in the transcript view: opened from the tree, commented on with a quote, there again after a reload.
import { beforeAll, expect, test } from 'vitest';
import { draftOnDisk } from './drafts.ts';
import { startService, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;
let link: Stored;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  issue = await service.issue('T-1014');
  const links = await service.list(`/v1/triage/issues/${issue.id}/resources`);
  link = links.find((one) => one['resource_type'] === 'sms_conversation')!;
});

tidyUp(() => ({ workbench, service }));

const comments = async (): Promise<readonly Stored[]> =>
  (await service.list(`/v1/triage/issues/${issue.id}/activity`)).filter(({ type }) => type === 'comment');
const comment = (page: TranscriptPage) => page.frame.getByRole('textbox', { name: 'Comment' });

/** Waits until the issue has a comment that ends like this, and gives it. */
async function stored(ending: string): Promise<Stored> {
  const found = async () => (await comments()).filter(({ detail }) => String(detail).endsWith(ending));
  await expect.poll(async () => (await found()).length, { timeout: 15_000 }).toBe(1);
  return (await found())[0]!;
}

test('opens from the tree; f writes a comment with the message quoted and the conversation linked', async () => {
  const { keyboard } = workbench.page;
  await workbench.openContainer('Call Triage');
  await workbench.tree('Issues').expand('T-1014');
  await workbench.tree('Issues').click('SMS with');
  const page = new TranscriptPage(workbench);
  await page.shown();
  await page.message(7).getByText('not delivered (30003)').waitFor();
  await page.message(3).click();
  await keyboard.press('j');
  await keyboard.press('f');
  await page.frame.getByText('SMS messages cannot be flagged.').waitFor();
  await keyboard.type('It asked for the day again: j, k and f are letters here.');
  await keyboard.press('Control+Enter');
  const entry = await stored('It asked for the day again: j, k and f are letters here.');
  expect(entry['detail']).toMatch(/^> User, .+ UTC \(SMS #4\):\n> No\. Saturday\. Please change it\n\nIt asked/);
  expect((entry['resources'] as Stored[]).map(({ id }) => id)).toEqual([link.id]);
  await expect
    .poll(() => page.frame.locator('.spoken').allTextContents())
    .toContain('Comment added. Comments cannot be edited or deleted.');
  expect(await comment(page).count()).toBe(0);
  // The message shows it from now on.
  await page.message(4).getByRole('button', { name: 'Comment', exact: true }).waitFor();
  await page.message(4).locator('.note-text').getByText('It asked for the day again').waitFor();
  expect(await page.message(4).evaluate((row) => row === document.activeElement)).toBe(true);
});

test('a comment that mentions @norm asks first; what is not posted stays in the composer, over a reload too', async () => {
  const page = new TranscriptPage(workbench);
  await page.message(5).click({ button: 'right' });
  await workbench.contextMenu.choose('Comment with Quote…');
  await comment(page).waitFor();
  await workbench.page.keyboard.type('@norm please look.');
  await workbench.page.keyboard.press('Control+Enter');
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.getByText('Start Norm with this comment?').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await comments()).toHaveLength(1);
  expect(await comment(page).inputValue()).toContain('@norm please look.');
  await draftOnDisk(workbench, '@norm please look.');
  // By the editor's own command, which keeps what the panel shows before the window goes.
  const loaded = workbench.page.waitForEvent('load');
  await workbench.palette.run('Developer: Reload Window');
  await loaded;
  const again = new TranscriptPage(workbench);
  await again.shown();
  // The composer is open again, or, when the editor forgot that it was, the row is marked.
  await comment(again).or(again.message(5).getByText('Draft')).first().waitFor();
  if (!(await comment(again).isVisible())) {
    await again.message(5).click();
    await workbench.page.keyboard.press('f');
  }
  expect(await comment(again).inputValue()).toMatch(/^> Agent, .+\n> I can help with that.+\n\n@norm please look\.$/);
  await comment(again).press('Control+Enter');
  await dialog.getByRole('button', { name: 'Post without Mention' }).click();
  await stored('norm please look.');
  expect((await comments()).some(({ detail }) => String(detail).includes('@norm'))).toBe(false);
});

test('the palette comments on the selected message; one that was detached meanwhile says so and can be attached', async () => {
  const page = new TranscriptPage(workbench);
  await service.ask('DELETE', `/v1/triage/issues/${issue.id}/resources/${link.id}`);
  await workbench.palette.run('Call Triage: Refresh');
  await page.frame.getByText('Not attached to T-1014').waitFor();
  await page.message(6).click();
  await workbench.palette.run('Call Triage: Comment with Quote…');
  await comment(page).waitFor();
  await workbench.page.keyboard.type('After the attach.');
  await workbench.page.keyboard.press('Control+Enter');
  await page.frame.locator('.notice').getByText('Attach the SMS conversation to the issue').waitFor();
  await page.frame.getByRole('button', { name: 'Attach' }).click();
  await expect.poll(() => page.frame.getByText('Not attached to T-1014').count()).toBe(0);
  await comment(page).focus();
  await workbench.page.keyboard.press('Control+Enter');
  const entry = await stored('After the attach.');
  const links = await service.list(`/v1/triage/issues/${issue.id}/resources`);
  const now = links.find((one) => one['resource_type'] === 'sms_conversation');
  expect((entry['resources'] as Stored[]).map(({ id }) => id)).toEqual([now?.id]);
});

test('a comment waits on its message while the service pauses, over a reload too, and is given up there', async () => {
  const page = new TranscriptPage(workbench);
  await service.ask('POST', '/sandbox/faults', {
    match: { method: 'POST', path: '^/v1/triage/issues/[^/]+/comments$' },
    fault: { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
  });
  await page.message(2).click();
  await workbench.page.keyboard.press('f');
  await comment(page).waitFor();
  await workbench.page.keyboard.type('Kept while it pauses.');
  await workbench.page.keyboard.press('Control+Enter');
  const waiting = () => page.message(2).getByRole('button', { name: 'Comment, waiting for the service' });
  await waiting().waitFor();
  expect(await workbench.notifications.items.count()).toBe(0);
  await workbench.reload();
  await page.message(2).locator('.chip').waitFor({ timeout: 30_000 });
  await page.message(2).locator('.note-text').getByText('Kept while it pauses.').waitFor();
  await page.message(2).locator('.chip').focus();
  await workbench.page.keyboard.press('Delete');
  await page.message(2).locator('.chip').waitFor({ state: 'detached' });
  await service.ask('DELETE', '/sandbox/faults');
  expect((await comments()).some(({ detail }) => String(detail).endsWith('Kept while it pauses.'))).toBe(false);
});
