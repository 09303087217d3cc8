// The corrected text of a call, in the real editor: asked for by key, marked word by word, and what it suggests.
import { beforeAll, expect, test } from 'vitest';
import { startService, type Call, type Service, type Stored } from './service.ts';
import { inDatabase } from './storage.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;
let call: Call;
let page: TranscriptPage;
/** Where the caller's number was misheard. */
let misheard: number;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  issue = await service.issue('T-1002');
  call = await service.callOf(issue.id);
  misheard = call.rows.findIndex(({ text }) => text.startsWith('Uh, seven seven one'));
  await workbench.openContainer('Call Triage');
});

tidyUp(() => ({ workbench, service }));

const note = () => page.frame.getByRole('group', { name: 'Corrected transcript' });
const line = (index: number) => page.message(index).locator('.corrected');
/** Opens the call of another issue, and waits until it is the one that is read. */
const openCallOf = async (code: string): Promise<Call> => {
  const tree = workbench.tree('Issues');
  const other = await service.callOf((await service.issue(code)).id);
  await tree.expand(code);
  await tree.click(other.title);
  await page.frame
    .getByText(other.rows[1]?.text.trim() ?? '')
    .first()
    .waitFor();
  return other;
};
const requested = async (): Promise<string[]> => {
  const { requests } = await service.ask<{ requests: { path: string; status: number; open: boolean }[] }>(
    'GET',
    '/sandbox/requests',
  );
  return requests
    .filter(({ path }) => path.endsWith('/correct'))
    .map(({ status, open }) => (open ? 'open' : String(status)));
};
/** Waits until it is stored whether the call shows its corrected transcript: the window may go then. */
const shownOnDisk = (shown: boolean): Promise<void> =>
  expect
    .poll(
      () =>
        inDatabase(workbench, (database) =>
          database
            .prepare(`SELECT key, value FROM kept WHERE collection = 'drafts'`)
            .all()
            .some(({ key, value }) => String(key).startsWith('["corrected"') && value === 'true'),
        ),
      { timeout: 15_000 },
    )
    .toBe(shown);

test('nothing is asked for before somebody asks; what takes long can be cancelled', async () => {
  const tree = workbench.tree('Issues');
  await tree.expand('T-1002');
  await tree.click(call.title);
  page = new TranscriptPage(workbench);
  await page.shown();
  expect(await requested()).toEqual([]);
  await service.ask('POST', '/sandbox/faults', {
    match: { path: '^/v1/calls/[^/]+/correct$' },
    times: 1,
    fault: { kind: 'delay', ms: 600_000 },
  });
  await page.message(misheard).click();
  await workbench.page.keyboard.press('w');
  await note().getByText('Requesting the corrected transcript').waitFor();
  await note().getByRole('button', { name: 'Cancel' }).click();
  await note().waitFor({ state: 'detached' });
  // The request itself has ended, without an answer.
  await expect.poll(requested).toEqual(['0']);
  await service.ask('DELETE', '/sandbox/faults');
});

test('a misheard word is marked below its message, and becomes a flag on what was heard', async () => {
  const { keyboard } = workbench.page;
  await page.message(misheard).click();
  await keyboard.press('w');
  await line(misheard).waitFor();
  expect(await line(misheard).locator('del').innerText()).toContain('two.');
  expect(await line(misheard).locator('ins').innerText()).toContain('nine.');
  expect(await page.message(misheard).locator('.line .text').innerText()).toBe(call.rows[misheard]?.text);
  const finding = page
    .message(misheard)
    .locator('.finding', { hasText: 'Misheard digits: 771042, corrected to 771049.' });
  await finding.waitFor();
  await note()
    .getByText(/^\d+ messages corrected \(positions approximate\)/)
    .waitFor();
  // Those that were heard right are one press away.
  const lines = () => page.frame.locator('.corrected').count();
  const differing = await lines();
  await note().getByRole('button', { name: 'Show all', exact: true }).press('Enter');
  await note().getByRole('button', { name: 'Show corrections only' }).waitFor();
  expect(await lines()).toBeGreaterThan(differing);
  await note().getByRole('button', { name: 'Show corrections only' }).press('Enter');
  await expect.poll(lines).toBe(differing);
  await page.message(misheard).click();
  await keyboard.press('y');
  await page.frame.getByText('Copied 1 message (original transcript).').first().waitFor({ state: 'attached' });
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await keyboard.press('Control+Enter');
  await finding.waitFor({ state: 'detached' });
  const stored = async () =>
    (await service.list(`/v1/triage/issues/${issue.id}/flags`)).find(
      (flag) => flag['type'] === 'misheard_number' && flag['message_index'] === misheard,
    );
  await expect.poll(stored).toMatchObject({ message_index: misheard, message_text: call.rows[misheard]?.text });
});

test('hidden and shown again it is not asked for again, after a reload once, and not at all when it was hidden', async () => {
  const { keyboard } = workbench.page;
  await page.message(misheard).click();
  await keyboard.press('w');
  await line(misheard).waitFor({ state: 'detached' });
  await workbench.palette.run('Call Triage: Toggle Corrected Transcript');
  await line(misheard).waitFor();
  expect(await requested()).toEqual(['0', '200']);
  await shownOnDisk(true);
  await workbench.reload();
  await line(misheard).waitFor({ timeout: 30_000 });
  expect(await requested()).toEqual(['0', '200', '200']);
  await page.message(misheard).click();
  await keyboard.press('w');
  await line(misheard).waitFor({ state: 'detached' });
  await shownOnDisk(false);
  await workbench.reload();
  await page.message(misheard).waitFor({ timeout: 30_000 });
  await page.frame.locator('.finding').first().waitFor();
  expect(await requested()).toHaveLength(3);
});

test('when the connection breaks, that is said, and asking again is one click', async () => {
  const before = (await requested()).length;
  await service.ask('POST', '/sandbox/faults', {
    match: { path: '^/v1/calls/[^/]+/correct$' },
    fault: { kind: 'reset' },
  });
  const said = (await openCallOf('T-1014')).rows[1]?.text.trim();
  await page.message(1).click();
  await workbench.page.keyboard.press('w');
  await note().getByText('The service cannot be reached').waitFor();
  await note().getByRole('button', { name: 'Test Connection' }).waitFor();
  // What was heard can be read and flagged meanwhile.
  expect(await page.message(1).locator('.line .text').innerText()).toBe(said);
  await service.ask('DELETE', '/sandbox/faults');
  await note().getByRole('button', { name: 'Retry' }).click();
  await note()
    .getByText(/messages? corrected|No corrections/)
    .waitFor();
  expect(await requested()).toHaveLength(before + 2);
});

test('when the service pauses, it is said until when', async () => {
  const before = (await requested()).length;
  await service.ask('POST', '/sandbox/faults', {
    match: { path: '^/v1/calls/[^/]+/correct$' },
    fault: { kind: 'status', status: 429, body: 'Too many requests, please try again later.' },
  });
  await openCallOf('T-1003');
  await page.message(1).click({ button: 'right' });
  await workbench.contextMenu.choose('Toggle Corrected Transcript');
  await note()
    .getByText(/At most 10 transcripts can be corrected in 10 minutes/)
    .waitFor();
  await note().getByRole('button', { name: 'Retry' }).click();
  await note()
    .getByText(/At most 10 transcripts/)
    .waitFor();
  // The second time nothing was sent.
  expect(await requested()).toHaveLength(before + 1);
  await service.ask('DELETE', '/sandbox/faults');
});
