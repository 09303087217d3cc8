// Talking about an issue: comments that point to evidence, Norm that asks back, and what is open over a reload; alerts and types.
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { seedAlerts } from '../../src/sandbox/seed/alerts.ts';
import { press } from './press.ts';
import { startService, type Call, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;
let call: Call;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  issue = await service.issue('T-1002');
  call = await service.callOf(issue.id);
});

tidyUp(() => ({ workbench, service }));

const entries = (issueId: string) => service.list(`/v1/triage/issues/${issueId}/activity`);
/** A line of the text in the active editor; the editor draws blanks as non-breaking ones. */
const line = (text: string): Locator =>
  workbench.page
    .locator('.editor-instance .view-line')
    .filter({ hasText: new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s')) })
    .first();
const lens = (title: string): Locator =>
  workbench.page.locator('.editor-instance .codelens-decoration').getByText(title, { exact: true }).first();
const menu = async (code: string, entry: string): Promise<void> => {
  await workbench.tree('Issues').choose(code, entry);
};
/** Answers one of several boxes in a row: the next one follows at once. */
const answer = async (title: string, text: string): Promise<void> => {
  await workbench.quickInput.widget.getByText(title).first().waitFor();
  await workbench.quickInput.type(text);
  await workbench.page.keyboard.press('Enter');
};

test('a comment points to a call, which its activity shows as a link', async () => {
  await workbench.openContainer('Call Triage');
  await menu('T-1002', 'Add Comment…');
  await answer('Add Comment', 'Heard it again, in this very call.');
  const { widget } = workbench.quickInput;
  await widget.getByText('What Is It About?').waitFor();
  // Escape goes back to what was typed.
  await workbench.page.keyboard.press('Escape');
  await answer('Add Comment', 'Heard it again, in this call.');
  await widget.getByText('What Is It About?').waitFor();
  await workbench.quickInput.pickFirst(call.title);
  await workbench.page.keyboard.press('Enter');
  await expect
    .poll(async () => (await entries(issue.id))[0], { timeout: 15_000 })
    .toMatchObject({ detail: 'Heard it again, in this call.', resources: [{ resource_id: call.id }] });
  await menu('T-1002', 'Show Activity');
  await line('Heard it again, in this call.').waitFor();
  await lens('Norm: Status').waitFor();
  const link = workbench.page.locator('.view-line .detected-link').filter({ hasText: call.title.slice(0, 12) });
  await press(link, { holding: 'Control' });
  const page = new TranscriptPage(workbench);
  await page.shown();
});

test('Norm asks back, is answered in place, and goes on in the same session', async () => {
  const bare = await service.issue('T-1010');
  await workbench.palette.run('View: Close All Editors');
  await menu('T-1010', 'Show Activity');
  await lens('Norm: Status').click();
  const page = workbench.webview();
  await page.getByRole('heading', { level: 1, name: /^T-1010 / }).waitFor();
  await workbench.notifications.find(/Norm asks on T-1010: T-1010 has no evidence/);
  await page.getByRole('button', { name: 'Answer…' }).waitFor();
  await page.locator('.norm').getByText('Which call shows it?').waitFor();
  await expect.poll(() => workbench.tree('Issues').text()).toContain('Norm has a question');
  await workbench.tree('Issues').expand('T-1010');
  await workbench.tree('Issues').row('Norm is waiting for your answer').waitFor();
  await workbench.notifications.press('Norm asks', 'Answer…');
  const { widget } = workbench.quickInput;
  await widget.getByText('Answer Norm on T-1010').waitFor();
  await widget.getByText('Which call shows it?').waitFor();
  await workbench.quickInput.enter('The one of Monday.');
  await page.locator('.entry').getByText('The one of Monday.').first().waitFor();
  await page.locator('.entry').getByText('Nothing was changed.').first().waitFor();
  const prompts = (await entries(bare.id)).filter(({ type }) => type === 'prompt');
  expect(prompts.map(({ metadata }) => (metadata as { intent: string }).intent)).toEqual(['status', 'status']);
  const sessions = prompts.map((entry) => (entry['agent_session'] as { id: string }).id);
  expect(new Set(sessions).size).toBe(1);
  await expect.poll(() => workbench.tree('Issues').text()).not.toContain('Norm');
});

test('an activity that was open is there again after the window was reloaded', async () => {
  await workbench.palette.run('View: Close All Editors');
  await menu('T-1010', 'Show Activity');
  await line('The one of Monday.').waitFor();
  await service.ask('POST', `/v1/triage/issues/${(await service.issue('T-1010')).id}/comments`, {
    detail: 'Written while the window was away.',
  });
  await workbench.reload();
  await line('Written while the window was away.').waitFor();
  await line('The one of Monday.').waitFor();
  await lens('Norm: Verify').waitFor();
});

test('an answer opens by itself', async () => {
  const link = workbench.page.locator('.view-line .detected-link').filter({ hasText: 'answered' });
  await press(link, { holding: 'Control' });
  await workbench.page.locator('.tab').filter({ hasText: 'T-1010 response.txt' }).waitFor();
  await line('Nothing was changed.').waitFor();
});

test('an alert is bound, taken off, and bound again by Undo; refusals say what can be done', async () => {
  const [{ active_alert_id: activeId, alert_config_id: configId, name }] = seedAlerts;
  const bound = async () => (await service.list(`/v1/triage/issues/${issue.id}/alert-bindings`)).length;
  const tree = workbench.tree('Issues');
  await tree.expand('T-1002');
  await menu('T-1002', 'Bind Alert…');
  await answer('Bind Alert (1/2)', activeId);
  await answer('Bind Alert (2/2)', configId);
  await tree.row(name).waitFor();
  expect(await bound()).toBe(1);
  await menu(name, 'Unbind Alert');
  await workbench.notifications.find('Unbound');
  await expect.poll(bound).toBe(0);
  await workbench.notifications.press('Unbound', 'Undo');
  await expect.poll(bound).toBe(1);
  await menu('T-1002', 'Bind Alert…');
  await answer('Bind Alert (1/2)', 'not-an-alert');
  await answer('Bind Alert (2/2)', configId);
  await workbench.notifications.press('Alert not found', 'Enter Other IDs…');
  await workbench.quickInput.widget.getByText('Bind Alert (1/2)').waitFor();
  const path = `/v1/triage/issues/${issue.id}/alert-bindings`;
  const fault = { kind: 'status', status: 409, body: { data: null, errors: [{ error: 'conflict', message: 'No' }] } };
  await service.ask('POST', '/sandbox/faults', { match: { method: 'POST', path }, times: 1, fault });
  await answer('Bind Alert (1/2)', 'another');
  await answer('Bind Alert (2/2)', configId);
  await workbench.notifications.find('Alerts are not set up');
  await workbench.notifications.press('Alerts are not set up', 'Add Comment Instead…');
  await workbench.quickInput.widget.getByText('Add Comment').first().waitFor();
  await workbench.quickInput.cancel();
  // What was refused waits for nothing.
  await workbench.page
    .locator('.statusbar')
    .getByRole('button', { name: /change/ })
    .waitFor({ state: 'hidden' });
});

test('a flag type leads to its flags among the loaded issues, and one of them to its message', async () => {
  await workbench.palette.run('Call Triage: Show Flag Types');
  const { widget } = workbench.quickInput;
  const rows = widget.locator('.monaco-list-row');
  await rows.filter({ hasText: 'repeated_question' }).first().waitFor();
  await workbench.quickInput.pickFirst('repeated_question');
  await widget.getByText('Flags of Loaded Issues').waitFor();
  await rows
    .filter({ hasText: /T-1002\s+#12/ })
    .first()
    .waitFor();
  await workbench.quickInput.pickFirst(/T-1002\s+#12/);
  const page = new TranscriptPage(workbench);
  await page.shown();
  await page.flags(12).getByText('repeated_question').waitFor();
});
