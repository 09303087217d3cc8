// From a flag to a scenario at the service, and to the result of its run on the issue page, in the real editor.
import { beforeAll, expect, test } from 'vitest';
import { press } from './press.ts';
import { startService, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;
let flag: Stored;

beforeAll(async () => {
  service = await startService();
  issue = await service.issue('T-1002');
  const flags = await service.list(`/v1/triage/issues/${issue.id}/flags`);
  const found = flags.find((one) => one['message_index'] !== null && one['note'] !== '');
  if (found === undefined) throw new Error('the issue has no flag with a note');
  flag = found;
  workbench = await Workbench.open({ env: service.env });
  await workbench.openContainer('Call Triage');
  await workbench.tree('Issues').expand('T-1002');
});

tidyUp(() => ({ workbench, service }));

const stored = async (): Promise<readonly Stored[]> =>
  (await service.ask<{ data: readonly Stored[] }>('GET', '/v1/agent-testing/scenarios')).data;

/** The list does not count as a look, after some of which a run ends. */
const runs = async (): Promise<readonly Stored[]> =>
  (await service.ask<{ data: { runs: readonly Stored[] } }>('GET', '/v1/agent-testing/runs')).data.runs;

test('a flag becomes a scenario that is saved once, run when that is confirmed, and judged on the page of the issue', async () => {
  const { page, notifications } = workbench;
  await workbench.tree('Issues').openMenu(String(flag['message_text']).slice(0, 25));
  await workbench.contextMenu.choose('Create Scenario…');
  await page.getByRole('tab', { name: /T-1002 .*\.jsonc/ }).waitFor();
  const text = page.locator('.editor-instance .view-lines');
  await text.getByText('tester_persona_prompt').first().waitFor();
  expect(await stored()).toEqual([]);
  await text.click();
  await page.keyboard.press('ControlOrMeta+s');
  await notifications.find(/Scenario T-1002 .* created\./);
  const [made, ...others] = await stored();
  expect(others).toEqual([]);
  if (made === undefined) throw new Error('nothing was created');
  const [judge] = made['assertions'] as readonly { readonly config: { readonly prompt: string } }[];
  expect(judge?.config.prompt).toContain(String(flag['note']));
  // Saved again, it is not created again.
  await page.keyboard.press('ControlOrMeta+s');
  await notifications.press(/Scenario T-1002 .* created\./, 'Run…');
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.getByText(/costs credits.*real webhooks/).waitFor();
  await press(dialog.getByRole('button', { name: 'Run', exact: true }));
  const failed = { scenario_id: made.id, status: 'FAILED' };
  await expect.poll(runs, { timeout: 30_000 }).toEqual([expect.objectContaining(failed)]);
  await notifications.press(/failed\. /, 'Open Issue');
  const section = workbench.webview().getByRole('region', { name: 'Scenarios' });
  const row = section.locator(`[data-scenario-id="${made.id}"]`);
  await row.getByText('failed', { exact: true }).waitFor();
  expect(await row.locator('.verdict').first().innerText()).toContain('The agent acted without asking first.');
  expect(await stored()).toHaveLength(1);
  await row.getByRole('button', { name: 'Simulated call' }).waitFor();
  // Run again while the page shows what becomes of it: nothing is announced beside it, also when its progress is gone.
  await row.getByRole('button', { name: 'Run…' }).click();
  await press(dialog.getByRole('button', { name: 'Run', exact: true }));
  await notifications.find('Running scenario');
  await expect
    .poll(async () => (await runs()).map(({ status }) => status), { timeout: 30_000 })
    .toEqual(['PASSED', 'FAILED']);
  await row.getByText('passed', { exact: true }).waitFor();
  await notifications.items.filter({ hasText: 'Running scenario' }).waitFor({ state: 'detached' });
  expect((await notifications.texts()).filter((shown) => /passed/.test(shown))).toEqual([]);
});
