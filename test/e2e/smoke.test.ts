// The editor opens with the extension in it, connected to its sandbox. In the whole run on the packed extension.
import { beforeAll, expect, test } from 'vitest';
import { sandboxSettings } from '../support/start/sandbox-settings.mjs';
import { sandboxOf } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ settings: sandboxSettings });
});

tidyUp(() => ({ workbench }));

test('the activity bar has the extension', async () => {
  await workbench.openContainer('Call Triage');
  const title = workbench.page.locator('.part.sidebar .composite.title');
  expect((await title.innerText()).toLowerCase()).toContain('call triage');
});

test("the tree shows the sandbox's issues", async () => {
  const issues = workbench.tree('Issues');
  await issues.row('T-1008').waitFor();
  expect((await issues.text()).split('\n').filter((line) => /T-\d{4}/.test(line)).length).toBeGreaterThanOrEqual(10);
});

test('a call of an issue opens its transcript', async () => {
  const issues = workbench.tree('Issues');
  await issues.expand('T-1008');
  await issues.click('Caller disputed a doubled payment');
  const messages = workbench.webview().locator('[data-message-index]');
  await messages.first().waitFor();
  expect(await messages.count()).toBeGreaterThanOrEqual(15);
});

test('a flag on its message reaches the server', async () => {
  const page = new TranscriptPage(workbench);
  await page.flagByMenu(5);
  await page.chooseType('dead_air');
  await page.note.fill('Seen by the smoke test.');
  await page.save();
  const server = await sandboxOf(workbench);
  const issue = await server.issue('T-1008');
  const stored = async () =>
    (await server.list(`/v1/triage/issues/${issue.id}/flags`)).find(
      (flag) => flag['note'] === 'Seen by the smoke test.',
    );
  await expect.poll(stored).toMatchObject({ type: 'dead_air', message_index: 5 });
  const shown = await page.message(5).innerText();
  expect(shown).toContain(String((await stored())?.['message_text']).trim());
});
