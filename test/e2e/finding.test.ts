// Finding issues by mouse and keyboard: search while typing, filters, groups, saved queries, and what was not opened yet.
import { beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({
    env: service.env,
    settings: {
      'callTriage.badge': true,
      'callTriage.refreshInterval': 10,
      'callTriage.queries': [
        { label: 'Urgent', filter: { severity: 'critical' } },
        { label: 'In review', filter: { status: 'in_review' }, sort: 'severity' },
      ],
    },
  });
  await workbench.openContainer('Call Triage');
  await issues().row('T-1008').waitFor();
});

tidyUp(() => ({ workbench, service }));

const issues = () => workbench.tree('Issues');
const sidebar = () => workbench.page.locator('.part.sidebar');
/** What the service was asked since the last look, as `GET /v1/…`. */
async function asked(): Promise<string[]> {
  const { requests } = await service.ask<{ requests: { method: string; path: string }[] }>('GET', '/sandbox/requests');
  await service.ask('DELETE', '/sandbox/requests');
  return requests.filter(({ path }) => path.startsWith('/v1')).map(({ method, path }) => `${method} ${path}`);
}

test('an issue is read when a person opens it, and by no refresh', async () => {
  const issue = await service.issue('T-1008');
  const view = `PUT /v1/triage/issues/${issue.id}/view`;
  expect(issue['has_unread_activity']).toBe(true);
  await expect.poll(() => issues().text()).toMatch(/T-1008 .*●$/m);
  await asked();
  await issues().settled();
  await issues().expand('T-1008');
  await expect.poll(() => issues().text()).not.toMatch(/T-1008 .*●$/m);
  await expect.poll(async () => (await service.issue('T-1008'))['has_unread_activity']).toBe(false);
  expect((await asked()).filter((one) => one === view).length).toBe(1);
  // Something new happens on it while it is open: the dot is back with the next refresh, and stays.
  const other = await service.issue('T-1009');
  const relation = { related_issue_id: issue.id, relation_type: 'related_to' };
  await service.ask('POST', `/v1/triage/issues/${other.id}/relations`, relation);
  await issues().unread('T-1008').waitFor({ timeout: 30_000 });
  // Without a hand on it: the row is still open, and shows what is new below it.
  await issues().row('related to T-1009').waitFor();
  await workbench.palette.run('Call Triage: Refresh');
  await workbench.reload();
  await workbench.openContainer('Call Triage');
  await issues().unread('T-1008').waitFor();
  expect((await asked()).filter((one) => one.startsWith('PUT'))).toEqual([]);
  await issues().collapse('T-1008');
});

/** Clicks an action of the view's title, which shows while the pointer is on the view. */
async function act(name: string): Promise<void> {
  await sidebar().locator('.pane-header').filter({ hasText: 'Issues' }).hover();
  await sidebar().getByRole('button', { name }).click();
}

test('the view shows what is found while a search is typed; Escape goes back, Enter keeps it', async () => {
  await act('Search Issues…');
  await workbench.quickInput.type('parcel');
  await expect.poll(() => issues().text(), { timeout: 15_000 }).not.toContain('T-1008');
  await issues().row('T-1003').waitFor();
  await workbench.quickInput.cancel();
  await issues().row('T-1008').waitFor();
  await workbench.palette.run('Call Triage: Search Issues…');
  await workbench.quickInput.enter('t-1006');
  await issues().row('T-1006').waitFor();
  await expect.poll(() => issues().text(), { timeout: 15_000 }).not.toContain('T-1008');
  await sidebar().getByText('Filtered: “t-1006”, open').waitFor();
  await act('Show Open Issues');
  await issues().row('T-1008').waitFor();
  await sidebar().getByText('Filtered:').waitFor({ state: 'detached' });
});

test('filters are chosen step by step, each at work at once, and outlive the window', async () => {
  await act('Filter Issues…');
  await workbench.quickInput.pick('Severity');
  await workbench.quickInput.row('critical').waitFor();
  await workbench.quickInput.pick('critical');
  await workbench.quickInput.pick('high');
  await workbench.page.keyboard.press('Enter');
  await sidebar().getByText('Filtered: open, critical, high').waitFor();
  await workbench.quickInput.pick('Status');
  await workbench.quickInput.row('todo').waitFor();
  // The open ones are chosen so far.
  for (const other of ['backlog', 'in progress', 'in review']) await workbench.quickInput.pick(other);
  await workbench.page.keyboard.press('Enter');
  await sidebar().getByText('Filtered: todo, critical, high').waitFor();
  await workbench.quickInput.row('Category').waitFor();
  await workbench.quickInput.cancel();
  await expect.poll(() => issues().text(), { timeout: 15_000 }).not.toContain('T-1008');
  await workbench.reload();
  await workbench.openContainer('Call Triage');
  await sidebar().getByText('Filtered: todo, critical, high').waitFor();
  await act('Show Open Issues');
  await issues().row('T-1008').waitFor();
});

test('groups and saved queries, in dark and light', async () => {
  await workbench.palette.run('Call Triage: Group Issues…');
  await workbench.quickInput.pick('Status');
  await issues().row('In progress').waitFor();
  await issues().expand('Urgent');
  await expect.poll(() => issues().text()).toMatch(/^▾ Urgent {2}\d+\n {2}▸ T-/m);
});

test('nothing found has its own words, and a way back', async () => {
  await workbench.changeSettings({ 'callTriage.queries': [] });
  await workbench.openContainer('Call Triage');
  await workbench.palette.run('Call Triage: Search Issues…');
  await workbench.quickInput.enter('no such words');
  const welcome = sidebar().locator('.welcome-view-content');
  await welcome.getByText('No issues match the filters').waitFor();
  await sidebar().getByRole('button', { name: 'Show Open Issues' }).last().click();
  await issues().row('In progress').waitFor();
});
