// Without an account: the welcome, the sandbox, calls imported into it, and two windows on one sandbox.
import { beforeAll, expect, test } from 'vitest';
import { fixtureCalls, fixtureCallsFolder } from '../support/fixture-calls.ts';
import { sandboxOf, type Call } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
});

tidyUp(() => ({ workbench }));

test('the view welcomes, and the sandbox is one click away', async () => {
  await workbench.openContainer('Call Triage');
  const welcome = workbench.page.locator('.part.sidebar .welcome-view-content');
  await welcome.getByText('Connect…').waitFor();
  await welcome.getByText('Try the Sandbox').click();
  await workbench.tree('Issues').row('T-1008').waitFor();
  const issues = await (await sandboxOf(workbench)).list('/v1/triage/issues');
  expect(issues.length).toBeGreaterThanOrEqual(12);
});

test('calls are imported from a folder and flagged', async () => {
  await workbench.palette.run('Call Triage: Import Calls…');
  await workbench.quickInput.chooseFolder(fixtureCallsFolder, 'Import');
  await workbench.notifications.find(`Imported ${fixtureCalls.length} calls`);
  const server = await sandboxOf(workbench);
  const issue = (await server.list('/v1/triage/issues')).find((one) => one['title'] === 'Imported calls');
  expect(issue?.['resource_count']).toBe(fixtureCalls.length);
  const tree = workbench.tree('Issues');
  await tree.expand('Imported calls');
  const links = await server.list(`/v1/triage/issues/${issue!.id}/resources`);
  // A row is found by its place; from below, since flags open rows.
  const rowsOfCalls = workbench.tree('Issues').element.locator('.monaco-list-row[aria-level="3"]');
  for (const [place, link] of [...links.entries()].toReversed()) {
    const { transcripts: rows } = await server.ask<{ transcripts: Call['rows'] }>(
      'GET',
      `/v1/calls/${String(link['resource_id'])}`,
    );
    await workbench.palette.run('View: Close All Editors');
    await rowsOfCalls.nth(place).locator('.monaco-icon-label').first().click();
    const page = new TranscriptPage(workbench);
    await page.shown();
    await page.flagByMenu(5);
    await page.chooseType('dead_air');
    await page.save();
    await page.flags(5).first().waitFor();
    const ofCall = async () =>
      (await server.list(`/v1/triage/issues/${issue!.id}/flags`)).filter(
        (flag) => flag['call_id'] === link['resource_id'],
      );
    await expect.poll(async () => (await ofCall()).length).toBe(1);
    expect((await ofCall())[0]).toMatchObject({ message_index: 5, message_text: rows[5]?.text });
  }
});

test('two windows share one sandbox; when one closes, the other goes on with nothing lost', async () => {
  const server = await sandboxOf(workbench);
  const second = await workbench.another();
  await second.openContainer('Call Triage');
  await second.tree('Issues').row('T-1008').waitFor();
  const issue = await server.issue('T-1008');
  const flags = () => server.list(`/v1/triage/issues/${issue.id}/flags`);
  const before = (await flags()).length;
  // The first window is gone for good, and with it the server that made the sandbox.
  await workbench.page.close();
  await second.tree('Issues').expand('T-1008');
  await second.tree('Issues').click('Caller disputed a doubled payment');
  const page = new TranscriptPage(second);
  await page.shown();
  await page.flagByMenu(5);
  await page.chooseType('dead_air');
  await page.note.fill('Written in the window that was left.');
  await page.save();
  await page.flags(5).getByText('dead_air').first().waitFor();
  await expect.poll(async () => (await flags()).length, { timeout: 30_000 }).toBe(before + 1);
});
