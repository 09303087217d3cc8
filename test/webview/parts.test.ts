import { describe, expect, test } from 'vitest';
import { partSize } from '../../src/shared/transcript.ts';
import { barriers } from './support/barriers.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { recordingOf, sendRecording } from './support/recording.ts';
import { flag, longRows, view } from './support/views.ts';
import { themeNames } from './themes.ts';

const { open, show } = useBrowser();

const all = longRows(2 * partSize + 60);
const rows = all.slice(0, partSize);
const second = all.slice(partSize, 2 * partSize);
const third = all.slice(2 * partSize);
const left = all.length - partSize;
/** Short parts make the same page; only the words know the size of a part. */
const [few, next] = [all.slice(0, 100), all.slice(100, 250)];

const button = (page: TranscriptPage) => page.page.getByRole('button', { name: /^Show( next .*)?$/ });
const more = (page: TranscriptPage) => page.page.locator('.more');
const whole = async (page: TranscriptPage): Promise<void> => {
  await page.page.locator('.list[aria-busy="false"]').waitFor();
};

describe('a call of more messages than are shown at once', () => {
  test('says how many are left and shows the next ones, keeping everything that is there', async () => {
    const page = await show(view({ rows, more: left }));
    expect(await more(page).ariaSnapshot()).toBe(
      `
- text: 20,060 more messages
- button "Show next 20,000"
`.trim(),
    );
    await page.row(10).click();
    await page.press('f', '1');
    await button(page).focus();
    await page.press('Enter');
    expect(await page.posted('rows/show')).toEqual([{ type: 'rows/show', index: null }]);
    await page.send({ type: 'rows', rows: second, more: third.length });
    await whole(page);
    expect(await page.said()).toBe('Showing messages 20,001 to 40,000.');
    expect(await page.focusedIndex()).toBe(partSize);
    expect(await page.page.locator('.row').count()).toBe(2 * partSize);
    expect(await page.row(39_999).locator('.text').textContent()).toBe(second.at(-1)?.text);
    expect(await page.composer.count()).toBe(1);
    expect(await more(page).ariaSnapshot()).toContain('60 more messages');
    await page.send({ type: 'rows', rows: third, more: 0 });
    await whole(page);
    expect(await page.page.locator('.row').count()).toBe(all.length);
    expect(await more(page).isVisible()).toBe(false);
    await page.close();
  });

  test('is gone through from one part to the next by keyboard', async () => {
    const page = await show(view({ rows: few, more: next.length }));
    await page.row(0).click();
    await page.press('End', 'j');
    expect(await page.focusedIndex()).toBe(99);
    await page.press('Tab', 'Tab');
    expect(await button(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.press(' ');
    await page.send({ type: 'rows', rows: next, more: 0 });
    expect(await page.focusedIndex()).toBe(100);
    await page.press('k');
    expect(await page.focusedIndex()).toBe(99);
    await page.close();
  });

  test.each([
    ['reveal', { type: 'reveal', index: 200 }],
    ['compose', { type: 'compose', index: 200, quote: null }],
  ] as const)('gets the part of a message that the editor asks for (%s)', async (_what, message) => {
    const page = await show(view({ rows: few, more: next.length }));
    await page.send(message);
    expect(await page.posted('rows/show')).toEqual([{ type: 'rows/show', index: 200 }]);
    expect(await page.said()).toBe('');
    await page.send({ type: 'rows', rows: next, more: 0 });
    expect(await page.page.locator('[aria-current]').getAttribute('data-message-index')).toBe('200');
    expect(await page.composer.count()).toBe(message.type === 'compose' ? 1 : 0);
    await page.send({ type: 'reveal', index: 999 });
    expect(await page.said()).toContain('Message not found.');
    await page.close();
  });

  test('lists and counts the flags of all its messages, and goes to each', async () => {
    const flags = [flag('f3', 240), flag('f1', 50), flag('f2', 120, { type: 'dead_air' }), flag('f4', 999)];
    const page = await show(view({ rows: few, more: next.length, flags }), { width: 1200, height: 800 });
    const list = page.page.getByRole('navigation', { name: 'Flags' });
    await expect
      .poll(() => list.getByRole('listitem').allTextContents())
      .toEqual([
        'missed_handoff#999Message not found.',
        expect.stringContaining('Message number 50'),
        'dead_air#120Not loaded',
        'missed_handoff#240Not loaded',
      ]);
    expect(await list.getByRole('status').textContent()).toBe('4 flags');
    // Only the flag on a message that the call does not have is without one.
    expect(await page.page.locator('.loose .chip').count()).toBe(1);
    await page.row(50).click();
    await page.press('n');
    expect(await page.posted('rows/show')).toEqual([{ type: 'rows/show', index: 120 }]);
    await page.send({ type: 'rows', rows: next, more: 0 });
    expect(await page.focusedIndex()).toBe(120);
    await list.getByRole('button', { name: /Message number 240/ }).click();
    expect(await page.focusedIndex()).toBe(240);
    expect(await page.row(240).locator('.chip').count()).toBe(1);
    await page.close();
  });

  test('gets the part that is to be heard, and the next one when its last message is heard', async () => {
    const page = await show(view({ rows: few, more: next.length }));
    await page.send({ type: 'audio', audio: { kind: 'play', index: 148 } });
    expect(await page.posted('rows/show')).toEqual([{ type: 'rows/show', index: 148 }]);
    expect(await page.posted('audio')).toEqual([]);
    await page.send({ type: 'rows', rows: next.slice(0, 50), more: 100 });
    await expect.poll(() => page.posted('audio')).toEqual([{ type: 'audio', request: { kind: 'load' } }]);
    await sendRecording(page, recordingOf(all.slice(0, 250), 230));
    // From its own time, which is later than the length in the call's details: from there the end would be a minute away.
    await expect.poll(async () => (await page.posted('rows/show')).at(-1)).toEqual({ type: 'rows/show', index: null });
    await page.send({ type: 'rows', rows: next.slice(50), more: 0 });
    const heard = () =>
      page.page.locator('.row.heard').evaluateAll((all) => all.map((row) => Number(row.dataset['messageIndex'])));
    await expect.poll(async () => Math.max(...(await heard()))).toBeGreaterThan(149);
    await page.close();
  });

  test('says that what is not found may be further down', async () => {
    const page = await show(view({ rows: few, more: next.length }));
    await page.row(99).click();
    await page.press('n');
    expect(await page.said()).toContain('150 more are not loaded');
    await page.close();
  });

  test('is shown once all parts that were shown before are there again, at the same place', async () => {
    const page = await open();
    const first = view({ rows: few, more: 0, following: next.length });
    await page.send({ type: 'state', state: { kind: 'ready', view: first } });
    expect(await page.page.locator('.row').count()).toBe(0);
    await page.send({ type: 'rows', rows: next, more: 0 });
    await whole(page);
    expect(await page.page.locator('.row').count()).toBe(250);
    await page.row(220).click();
    await page.page.waitForFunction(() => (sessionStorage.getItem('webview-state') ?? '').includes('"selected":220'));
    // A new window knows nothing of the parts.
    await page.page.reload();
    await page.ready(view({ rows: few, more: next.length }));
    expect((await page.posted('rows/show'))[0]?.index).toBeGreaterThan(150);
    await page.send({ type: 'rows', rows: next, more: 0 });
    expect(await page.page.locator('[aria-current]').getAttribute('data-message-index')).toBe('220');
    expect(await page.row(220).evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(600);
    await page.close();
  });

  test('grows while it runs, also where that is not shown', async () => {
    const page = await show(view({ rows: few, more: 10 }));
    await page.page
      .locator('.row')
      .first()
      .evaluate((element) => element.setAttribute('data-before', ''));
    await page.send({ type: 'state', state: { kind: 'ready', view: view({ rows: few, more: 12 }) } });
    expect(await more(page).textContent()).toContain('12 more messages');
    expect(await page.page.locator('.row[data-before]').count()).toBe(1);
    await page.close();
  });

  test.each(themeNames)('is for everybody in %s, also in 300 px', async (theme) => {
    const page = await show(view({ rows: few, more: left }), { theme, width: 300 });
    await button(page).scrollIntoViewIfNeeded();
    expect(await barriers(page)).toEqual([]);
    expect(await page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
    await page.close();
  });
});
