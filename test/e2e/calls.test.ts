// The view of calls: open one from it, drag one onto an issue, pick some from the list; the server has them.
import { beforeAll, expect, test } from 'vitest';
import { press } from './press.ts';
import { startService, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

interface Call {
  readonly call_id: string;
  readonly summary: string | null;
}

let service: Service;
let workbench: Workbench;
let issue: Stored;
/** Calls with a summary that are not on the issue, newest first. */
let loose: Call[];

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  issue = await service.issue('T-1001');
  const on = new Set((await links()).map((link) => link['resource_id']));
  const { calls } = await service.ask<{ calls: Call[] }>('GET', '/v1/calls');
  loose = calls.filter(({ call_id: id, summary }) => summary !== null && !on.has(id));
});

tidyUp(() => ({ workbench, service }));

const links = () => service.list(`/v1/triage/issues/${issue.id}/resources`);
const attached = async (call: Call | undefined): Promise<boolean> =>
  (await links()).some((link) => link['resource_id'] === call?.call_id);
const start = (call: Call | undefined): string => (call?.summary ?? 'no such call').slice(0, 20);

test('a call is opened from the view', async () => {
  await workbench.openContainer('Call Triage');
  await workbench.showAllIssues();
  // Folded at first: the issues are what the view is opened for.
  await workbench.unfold('Calls');
  const tree = workbench.tree('Calls');
  await tree.click(start(loose[0]));
  const page = new TranscriptPage(workbench);
  await page.shown();
  await page.message(0).waitFor();
});

test('a call that is dragged onto an issue is attached to it, and Undo takes it off', async () => {
  const issues = workbench.tree('Issues');
  const calls = workbench.tree('Calls');
  await issues.row('T-1001').waitFor();
  await calls.drag(start(loose[0]), issues.row('T-1001'));
  await expect.poll(() => attached(loose[0]), { timeout: 15_000 }).toBe(true);
  await workbench.notifications.find('Attached');
  await expect.poll(() => calls.text()).toMatch(new RegExp(`${start(loose[0])}.*T-1001`));
  await workbench.notifications.press('Attached', 'Undo');
  await expect.poll(() => attached(loose[0]), { timeout: 15_000 }).toBe(false);
});

test('calls are picked from the recent ones, searched by what is typed, and ids are taken too', async () => {
  const issues = workbench.tree('Issues');
  await issues.choose('T-1001', 'Attach Call…');
  const { widget } = workbench.quickInput;
  const row = (call: Call | undefined) =>
    widget
      .locator('.monaco-list-row')
      .filter({ hasText: start(call) })
      .first();
  await row(loose[0]).waitFor();
  await workbench.quickInput.type(start(loose[1]));
  await expect.poll(() => row(loose[0]).count()).toBe(0);
  await press(row(loose[1]));
  await workbench.quickInput.type(`https://api.bland.ai/v1/calls/${loose[2]?.call_id}, ${loose[3]?.call_id}`);
  await widget.getByText('Attach 2 IDs').waitFor();
  // What was pasted is taken along with what is ticked.
  await workbench.page.keyboard.press('Enter');
  await workbench.notifications.find('T-1001: 3 attached');
  for (const call of loose.slice(1, 4)) expect(await attached(call)).toBe(true);
});

test('a call that is attached already is marked; chosen again it is said to be, and nothing is sent', async () => {
  const writes = async (): Promise<number> => {
    const { requests } = await service.ask<{ requests: { method: string; path: string }[] }>(
      'GET',
      '/sandbox/requests',
    );
    return requests.filter(({ method, path }) => method !== 'GET' && path.includes('/resources')).length;
  };
  const before = await writes();
  await workbench.tree('Issues').choose('T-1001', 'Attach Call…');
  const { widget } = workbench.quickInput;
  const marked = widget.locator('.monaco-list-row').filter({ hasText: 'already attached' });
  await marked.filter({ hasText: start(loose[1]) }).waitFor();
  expect(
    await widget
      .locator('.monaco-list-row')
      .filter({ hasText: start(loose[0]) })
      .innerText(),
  ).not.toContain('already attached');
  await press(marked.filter({ hasText: start(loose[1]) }));
  await workbench.page.keyboard.press('Enter');
  await workbench.notifications.find('Call already attached to T-1001');
  expect(await writes()).toBe(before);
});

test('the view is filtered by text, says so, and is cleared', async () => {
  const calls = workbench.tree('Calls');
  await workbench.palette.run('Call Triage: Filter Calls…');
  await workbench.quickInput.pick('Text (Loaded Calls Only)…');
  await workbench.quickInput.type(start(loose[0]));
  await workbench.page.keyboard.press('Enter');
  await workbench.quickInput.row('Clear Filters').waitFor();
  await workbench.quickInput.cancel();
  await expect.poll(async () => (await calls.text()).split('\n').length).toBe(1);
  await workbench.page
    .getByText(/Found in 1 of \d+ calls\./)
    .first()
    .waitFor();
  await workbench.palette.run('Call Triage: Clear Call Filters');
  await expect.poll(async () => (await calls.text()).split('\n').length).toBeGreaterThan(1);
});
