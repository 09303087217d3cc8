// What the agent was doing between the messages, in the real editor.
import { beforeAll, expect, test } from 'vitest';
import { startService, type Call, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;
let call: Call;
let page: TranscriptPage;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  issue = await service.issue('T-1002');
  call = await service.callOf(issue.id);
  await workbench.openContainer('Call Triage');
});

tidyUp(() => ({ workbench, service }));

const events = (index: number) => page.message(index).locator('.gap-button');
const node = () => page.frame.getByRole('note', { name: 'Node' });

test('while the events cannot be had, the transcript stands and one sentence says so', async () => {
  await service.ask('POST', '/sandbox/faults', {
    match: { path: '/v1/pathway_calls' },
    fault: { kind: 'status', status: 403, body: { status: 'error', message: 'Forbidden' } },
  });
  const tree = workbench.tree('Issues');
  await tree.expand('T-1002');
  await tree.click(call.title);
  page = new TranscriptPage(workbench);
  await page.shown();
  await page.frame.getByText('Could not load call events.').waitFor();
  expect(await page.frame.locator('.row').count()).toBe(call.rows.length);
  await service.ask('DELETE', '/sandbox/faults');
});

test('once they can, one line after a message stands for them, and opens by keys', async () => {
  const { keyboard } = workbench.page;
  await page.frame.getByRole('button', { name: /Mask/ }).click();
  await page.frame
    .getByRole('button', { name: /Show|Mask/ })
    .first()
    .waitFor();
  const found = call.rows.findIndex(({ text }) => text === 'Webhook: find_member');
  await events(found - 1).waitFor();
  expect(await events(found - 1).innerText()).toContain('webhook 200 · 212 ms');
  await page.message(found - 1).click();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await page
    .message(found - 1)
    .getByText('Webhook find_member · 200 · 212 ms')
    .waitFor();
  // The address of the member is the sample data's own.
  await page
    .message(found - 1)
    .getByText('Set member_email = •••@•••')
    .waitFor();
});

test('the flag of a message names the node that the agent was in', async () => {
  const at = call.rows.findIndex(({ text }) => text === 'Great, you are verified.');
  await page.message(at).scrollIntoViewIfNeeded();
  expect(await node().isVisible()).toBe(true);
  await page.message(at).click();
  await workbench.page.keyboard.press('f');
  await page.composer.waitFor();
  expect(await page.frame.getByTitle('Node', { exact: true }).innerText()).toBe('Verify identity');
  await page.note.focus();
  await workbench.page.keyboard.type('Verified already.');
  await page.chooseType((await page.frame.getByRole('radio').first().getAttribute('aria-label')) ?? '');
  await page.save();
  const stored = async () =>
    (await service.list(`/v1/triage/issues/${issue.id}/flags`)).find((flag) => flag['note'] === 'Verified already.');
  await expect.poll(stored).toMatchObject({
    message_index: at,
    message_text: call.rows[at]?.text,
    node_id: 'verify_identity',
    node_name: 'Verify identity',
  });
});

const finding = (index: number) => page.message(index).locator('.finding');

test('what is worth a look is suggested: dismissed for good, taken back, stored by one chord', async () => {
  const { keyboard } = workbench.page;
  const flags = () => service.list(`/v1/triage/issues/${issue.id}/flags`);
  const again = call.rows.findLastIndex(({ text }) => text.startsWith('What are the last two digits'));
  await page.message(0).click();
  await keyboard.press('End');
  await keyboard.press('E');
  const found = Number(await page.frame.locator('[aria-current="true"]').getAttribute('data-message-index'));
  await finding(found).waitFor();
  await page.message(again).click();
  await finding(again).getByText('The agent already said this at 0:41.').waitFor();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await keyboard.press('Delete');
  await finding(again).waitFor({ state: 'detached' });
  await keyboard.press('u');
  await finding(again).waitFor();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await keyboard.press('Control+Enter');
  await finding(again).waitFor({ state: 'detached' });
  await expect
    .poll(async () => (await flags()).find((flag) => flag['message_index'] === again))
    .toMatchObject({ type: 'repeated_line', message_text: call.rows[again]?.text, node_id: 'verify_identity' });
  await workbench.palette.run('Call Triage: Previous Suggestion in Transcript');
  await page.frame.locator(`[aria-current="true"]:not([data-message-index="${again}"])`).waitFor();
  const other = Number(await page.frame.locator('[aria-current="true"]').getAttribute('data-message-index'));
  await finding(other).getByRole('button', { name: 'Dismiss' }).first().click();
  await finding(other).waitFor({ state: 'detached' });
  await workbench.reload();
  await page.message(again).waitFor({ timeout: 30_000 });
  await page.frame.locator('.finding').first().waitFor();
  expect(await finding(other).count()).toBe(0);
});

test('a gap that the settings of a node may explain says so, and is no suggestion', async () => {
  await workbench.unfold('Calls');
  await workbench.unfold('Issues', false);
  await workbench.tree('Calls').click('Customer asked about an outage');
  const missing = 'No messages for 28 s in node Wait for the modem. Its settings may turn off logging.';
  await page.message(7).getByText(missing).waitFor();
  expect(await page.frame.locator('.missing').count()).toBe(1);
  expect(await page.frame.locator('.finding').count()).toBe(0);
});
