// Listening in the real editor: seek by click, play from a message, speed that is kept, and what is said where there is nothing.
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { startService, type Call, type Service } from './service.ts';
import { pageStateStored } from './stored-editors.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let call: Call;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  call = await service.callOf((await service.issue('T-1001')).id);
});

tidyUp(() => ({ workbench, service }));

const requested = async (): Promise<string[]> => {
  const { requests } = await service.ask<{ requests: { path: string; status: number }[] }>('GET', '/sandbox/requests');
  return requests.filter(({ path }) => path.includes('recording')).map(({ path, status }) => `${status} ${path}`);
};

const heard = async (page: TranscriptPage, index: number): Promise<void> =>
  page.frame.locator(`.row.heard[data-message-index="${index}"]`).waitFor();

/** The row that the recording is at. */
const heardRow = (page: TranscriptPage): Promise<string | null> =>
  page.frame.locator('.row.heard').getAttribute('data-message-index');

const player = (page: TranscriptPage): Locator => page.frame.getByRole('group', { name: 'Recording' });

test('a click on a time seeks; nothing is fetched before it is to play, and the page never has the key', async () => {
  await workbench.openContainer('Call Triage');
  await workbench.showAllIssues();
  const tree = workbench.tree('Issues');
  await tree.expand('T-1001');
  await tree.click(call.title);
  const page = new TranscriptPage(workbench);
  await page.shown();
  await page.message(5).locator('.time').click();
  await heard(page, 5);
  expect(await requested()).toEqual([]);
  const time = await page.message(5).locator('.time').innerText();
  expect(await page.frame.getByRole('slider').getAttribute('aria-valuetext')).toMatch(new RegExp(`^${time} of `));
  await player(page).getByRole('button', { name: 'Play' }).click();
  await heard(page, 6);
  await page.message(2).locator('.time').click();
  await heard(page, 4);
  await player(page).getByRole('button', { name: 'Pause' }).click();
  expect(new Set(await requested())).toEqual(new Set([`206 /v1/recordings/${call.id}`]));
  const html = await page.frame.locator('html').evaluate((root) => root.outerHTML);
  expect(html).toContain('media-src blob:');
  expect(html).not.toContain(service.env['BLAND_API_KEY']);
  expect(html).not.toContain(service.env['BLAND_BASE_URL']);
});

test('plays from a message by its menu, and shows the waveform', async () => {
  const page = new TranscriptPage(workbench);
  await page.message(4).click({ button: 'right' });
  await workbench.contextMenu.choose('Play from Here');
  await heard(page, 4);
  await workbench.palette.run('Call Triage: Toggle Playback');
  await player(page).getByRole('button', { name: 'Play' }).waitFor();
  await workbench.palette.run('Call Triage: Change Playback Speed…');
  await workbench.quickInput.pick('1.5×');
  const speed = page.frame.getByRole('combobox', { name: 'Speed' });
  await expect.poll(() => speed.inputValue()).toBe('1.5');
  // It comes with the recording.
  await page.frame.locator('.wave.played').waitFor();
  await workbench.palette.run('Call Triage: Toggle Waveform');
  await page.frame.locator('.wave.played').waitFor({ state: 'hidden' });
  await workbench.palette.run('Call Triage: Toggle Waveform');
  await page.frame.locator('.wave.played').waitFor();
});

test('the recording opens outside, by an address that the service makes for it, without the key', async () => {
  const opened = workbench.page.context().waitForEvent('page');
  await workbench.palette.run('Call Triage: Open Recording Externally');
  const outside = await opened;
  await expect.poll(() => decodeURIComponent(outside.url())).toContain(call.id);
  expect(outside.url()).not.toContain(service.env['BLAND_API_KEY']);
  await outside.close();
});

test('speed and place outlive the window', async () => {
  const page = new TranscriptPage(workbench);
  const speed = page.frame.getByRole('combobox', { name: 'Speed' });
  // It was paused some time after it began to play, at a place that the page then keeps.
  const at = Number(await page.frame.getByRole('slider').inputValue());
  const row = Number(await heardRow(page));
  await pageStateStored(workbench.page, (state) =>
    [...state.matchAll(/heard[\\"]*:([\d.]+)/g)].some(([, seconds]) => Math.abs(Number(seconds) - at) < 0.01),
  );
  await workbench.reload();
  await page.shown();
  await heard(page, row);
  expect(await speed.inputValue()).toBe('1.5');
});

test('says in a sentence what stands in the way, and tries again', async () => {
  const page = new TranscriptPage(workbench);
  const body = { data: null, errors: [{ error: 'CALL_RECORDING_NOT_FOUND', message: 'Call recording not found' }] };
  const fault = { kind: 'status', status: 404, body };
  // It is asked for in stereo first, then without.
  await service.ask('POST', '/sandbox/faults', { match: { path: '/v1/recordings/' }, times: 2, fault });
  const before = await heardRow(page);
  await player(page).getByRole('button', { name: 'Play' }).click();
  await player(page).getByText('This call has no recording.').waitFor();
  await player(page).getByRole('button', { name: 'Retry' }).click();
  await player(page).getByRole('button', { name: 'Pause' }).waitFor();
  await expect.poll(() => heardRow(page), { timeout: 60_000 }).not.toBe(before);
});

test('shows agent and caller apart, and suggests what was measured in their sound', async () => {
  const stereo = await service.callOf((await service.issue('T-1005')).id);
  const page = new TranscriptPage(workbench);
  await workbench.tree('Issues').expand('T-1005');
  await workbench.tree('Issues').click(stereo.title);
  await page
    .message(19)
    .getByText(/^About 1\d s of silence before this message\.$/)
    .waitFor();
  expect(await page.frame.getByText('talked over').count()).toBe(0);
  await player(page).getByRole('button', { name: 'Waveform' }).click();
  await page.frame.locator('.wave.caller.played').waitFor();
  expect(await page.frame.locator('.wave-names > *').allInnerTexts()).toEqual(['Agent', 'Caller']);
  await page.message(9).getByText('Agent talked over the caller for 1.4 s (measured).').waitFor();
  await page.message(23).getByText('Agent talked over the caller for 0.9 s (measured).').waitFor();
  const silence = await page.message(19).locator('.finding').innerText();
  expect(silence).toMatch(/1\d\.\d s of silence before this message \(measured\)\.$/);
  const summary = page.frame.getByRole('img', { name: /both at once 2\.3 s, longest silence 1\d\.\d s/ });
  expect(await summary.count()).toBe(1);
});

test('a suggestion that was measured becomes a flag with its figure', async () => {
  const page = new TranscriptPage(workbench);
  await page.message(9).locator('.chip.suggested').focus();
  await workbench.page.keyboard.press('Control+Enter');
  await page.flags(9).waitFor();
  const { id } = await service.issue('T-1005');
  await expect
    .poll(async () => (await service.list(`/v1/triage/issues/${id}/flags`)).map(({ note }) => note))
    .toContain('Agent talked over the caller for 1.4 s (measured).');
  expect(await page.message(9).locator('.finding').count()).toBe(0);
});
