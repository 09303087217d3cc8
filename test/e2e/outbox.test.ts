// Nothing written is lost, and nothing is sent twice: no service, a killed editor, and no view open at the next start.
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/paths.mjs';
import { startService, type Call, type Same, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let home: string;
let same: Same;
let service: Service;
let workbench: Workbench;
let issue: Stored;
let call: Call;

beforeAll(async () => {
  home = await temporaryFolder('ct-e2e-outbox-');
  const directory = path.join(home, 'service');
  service = await startService({ directory });
  const { BLAND_API_KEY: key = '', BLAND_BASE_URL: origin = '' } = service.env;
  same = { directory, key, port: Number(new URL(origin).port) };
  workbench = await Workbench.open({ env: service.env }, path.join(home, 'editor'));
  issue = await service.issue('T-1001');
  call = await service.callOf(issue.id);
});

// Hooks at the end run from the last to the first: the folder goes when nothing is open any more.
afterAll(() => removeFolder(home));
tidyUp(() => ({ workbench, service }));

const withNote = async (note: string): Promise<readonly Stored[]> =>
  (await service.list(`/v1/triage/issues/${issue.id}/flags`)).filter((flag) => flag['note'] === note);

async function openCall(): Promise<TranscriptPage> {
  await workbench.openContainer('Call Triage');
  await workbench.showAllIssues();
  await workbench.tree('Issues').expand('T-1001');
  await workbench.tree('Issues').click(call.title);
  const page = new TranscriptPage(workbench);
  await page.shown();
  return page;
}

async function flag(page: TranscriptPage, index: number, note: string): Promise<void> {
  await page.flagByMenu(index);
  await page.chooseType('dead_air');
  await page.note.fill(note);
  await page.save();
}

test('without a service, a flag stands as waiting: in the transcript, in the tree and in the status bar', async () => {
  const page = await openCall();
  await service.close();
  await flag(page, 5, 'Written while nobody answered.');
  const chip = page.message(5).getByRole('button', { name: 'Flag dead_air, waiting for the service' });
  await chip.waitFor();
  await expect
    .poll(() => workbench.tree('Issues').text())
    .toMatch(/dead_air {2}waiting for the service {2}\d:\d\d · #5/);
  await workbench.page
    .locator('.statusbar')
    .getByRole('button', { name: /1 pending change/ })
    .waitFor();
});

test('an outage is one row of Pending Changes, with what waits for its end below', async () => {
  const listed = async (): Promise<string> => {
    await workbench.page.keyboard.press('Escape');
    await workbench.palette.run('Call Triage: Show Pending Changes');
    await workbench.quickInput.widget.getByText('Written while nobody answered.').waitFor();
    return workbench.quickInput.widget.innerText();
  };
  // Once it has been tried some times.
  await expect.poll(listed, { timeout: 60_000 }).toContain('Service unreachable · Retrying automatically');
  await workbench.page.keyboard.press('Escape');
});

test('an editor that was killed sends it at its next start, with no view open, once', async () => {
  await workbench.kill();
  service = await startService(same);
  expect(await withNote('Written while nobody answered.')).toEqual([]);
  workbench = await Workbench.open({ env: service.env }, path.join(home, 'editor'));
  await expect.poll(async () => (await withNote('Written while nobody answered.')).length, { timeout: 60_000 }).toBe(1);
  const [stored] = await withNote('Written while nobody answered.');
  expect(stored).toMatchObject({ message_index: 5, message_text: call.rows[5]?.text });
});

test('what is refused for good waits for a decision, which Pending Changes offers', async () => {
  const page = await openCall();
  await service.ask('DELETE', `/v1/triage/issues/${issue.id}/calls/${call.id}`);
  await flag(page, 6, 'To be decided about.');
  await page.message(6).getByText('The call is not attached').waitFor();
  await workbench.page
    .locator('.statusbar')
    .getByRole('button', { name: /1 change needs your decision/ })
    .click();
  await workbench.quickInput.widget.getByText('To be decided about.').waitFor();
  await workbench.quickInput.pick('Flag dead_air on #6');
  await workbench.quickInput.pick('Attach Call and Flag');
  await expect.poll(async () => (await withNote('To be decided about.')).length).toBe(1);
  await workbench.page
    .locator('.statusbar')
    .getByRole('button', { name: /change/ })
    .waitFor({ state: 'hidden' });
});

test('what may have been stored is looked for, and asks where only a person can tell', async () => {
  const page = await openCall();
  // Somebody else who writes with the same key: what is new by this user may be theirs.
  const twin = { call_id: call.id, type: 'dead_air', message_index: 7, note: 'Said by both.' };
  await service.ask('POST', '/sandbox/faults', {
    match: { method: 'POST', path: '^/v1/triage/issues/.+/flags' },
    times: 1,
    fault: { kind: 'reset' },
  });
  await flag(page, 7, 'Said by me.');
  await expect.poll(() => workbench.tree('Issues').text()).toContain('waiting for the service');
  await service.ask('POST', `/v1/triage/issues/${issue.id}/flags`, twin);
  const waiting = workbench.page.locator('.statusbar').getByRole('button', { name: /1 change needs your decision/ });
  await waiting.waitFor({ timeout: 60_000 });
  expect(await withNote('Said by me.')).toEqual([]);
  expect(await workbench.tree('Issues').text()).toMatch(/dead_air {2}may be stored {2}\d:\d\d · #7/);
  await waiting.click();
  await workbench.quickInput.widget.getByText('the service has something similar').waitFor();
  await workbench.quickInput.pick('Flag dead_air on #7');
  await workbench.quickInput.pick('Send Again');
  await expect.poll(async () => (await withNote('Said by me.')).length).toBe(1);
  expect(await withNote('Said by both.')).toHaveLength(1);
  await waiting.waitFor({ state: 'hidden' });
});
