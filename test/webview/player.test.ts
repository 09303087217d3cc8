// The recording beside its messages, in a real browser with a real recording.
import { describe, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { type TranscriptPage, useBrowser } from './support/page.ts';
import { recordingOf, sendRecording } from './support/recording.ts';
import { flag, longRows, recording, rows, view } from './support/views.ts';

const { show } = useBrowser();
const wav = recordingOf(rows, 79);

const player = (page: TranscriptPage): Locator => page.page.getByRole('group', { name: 'Recording' });
const slider = (page: TranscriptPage): Locator => page.page.getByRole('slider', { name: 'Position in the recording' });
const button = (page: TranscriptPage, name: string): Locator => player(page).getByRole('button', { name });
const stands = async (page: TranscriptPage): Promise<string | null> => slider(page).getAttribute('aria-valuetext');
const asked = async (page: TranscriptPage): Promise<readonly object[]> =>
  (await page.posted('audio')).map(({ request }) => request);

/** Waits until the message with this index is the one that is heard. */
async function heard(page: TranscriptPage, index: number): Promise<void> {
  await page.page.locator(`.row.heard[data-message-index="${index}"]`).waitFor();
}

/** Presses play and lets the recording come. */
async function play(page: TranscriptPage): Promise<void> {
  await button(page, 'Play').click();
  await sendRecording(page, wav);
}

describe('the player', () => {
  test('asks for nothing until it is to play, then plays along with the messages', async () => {
    const page = await show(view());
    expect(await asked(page)).toEqual([]);
    expect(await page.page.locator('.heard').count()).toBe(0);
    await button(page, 'Play').click();
    expect(await asked(page)).toEqual([{ kind: 'load' }]);
    await sendRecording(page, wav.subarray(0, 600_000), { end: false });
    await player(page).getByText('Loading').waitFor();
    await sendRecording(page, wav, { from: 600_000 });
    await heard(page, 1);
    expect(await page.row(1).getAttribute('aria-description')).toBe('Playing');
    await button(page, 'Pause').click();
    await button(page, 'Play').waitFor();
    expect(await stands(page)).toMatch(/^0:0\d of 1:19$/);
    expect(await asked(page)).toEqual([{ kind: 'load' }]);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('takes parts in their order only, whatever else arrives', async () => {
    const page = await show(view());
    await sendRecording(page, wav);
    expect(await stands(page)).toBe('0:00 of 1:19');
    await button(page, 'Play').click();
    await sendRecording(page, wav, { from: 300_000, end: false });
    await sendRecording(page, wav);
    await heard(page, 1);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('goes to a message whose time is clicked, before it was loaded and while it plays', async () => {
    const page = await show(view());
    await page.row(5).locator('.time').click();
    await heard(page, 5);
    expect(await stands(page)).toBe('0:16 of 1:19');
    expect(await asked(page)).toEqual([]);
    await play(page);
    // Messages that are short are over before anybody can look: the one after them stays for some seconds.
    await page.row(3).locator('.time').click();
    await heard(page, 4);
    await page.row(6).locator('.time').click();
    await heard(page, 5);
    // A message without a time has none to go to.
    await page.row(9).locator('.time').dispatchEvent('click');
    expect(await page.page.locator('.row.heard').getAttribute('data-message-index')).not.toBe('9');
    await page.close();
  });

  test('space plays from the selected message, pauses, and goes on from there', async () => {
    const page = await show(view());
    await page.row(2).click();
    await page.press(' ');
    expect(await asked(page)).toEqual([{ kind: 'load' }]);
    await sendRecording(page, wav);
    await heard(page, 4);
    await page.press(' ');
    await button(page, 'Play').waitFor();
    expect(await page.passed()).not.toContain(' ');
    await page.row(5).click();
    await page.press(' ');
    await heard(page, 5);
    await page.press(' ');
    const before = await stands(page);
    await page.press(' ');
    await button(page, 'Pause').waitFor();
    expect(await stands(page)).toBe(before);
    // On a button of the row it presses that.
    await page.press(' ', 'ArrowRight', ' ');
    await page.composer.waitFor();
    await page.close();
  });

  test('the seek bar is moved by keys, says its time, and keeps them from the editor', async () => {
    const page = await show(view());
    await slider(page).focus();
    const path: (string | null)[] = [];
    for (const key of ['ArrowRight', 'PageUp', 'ArrowLeft', 'End', 'PageDown', 'Home']) {
      await page.press(key);
      path.push(await stands(page));
    }
    expect(path).toEqual([
      '0:05 of 1:19',
      '0:35 of 1:19',
      '0:30 of 1:19',
      '1:19 of 1:19',
      '0:49 of 1:19',
      '0:00 of 1:19',
    ]);
    expect(await page.passed()).toEqual([]);
    await page.press('F1');
    expect(await page.passed()).toEqual(['F1']);
    await page.close();
  });

  test('remembers its place over a reload', async () => {
    const page = await show(view());
    await page.row(5).locator('.time').click();
    await page.page.reload();
    await page.ready(view());
    expect(await stands(page)).toBe('0:16 of 1:19');
    await heard(page, 5);
    expect(await asked(page)).toEqual([]);
    await play(page);
    await button(page, 'Pause').waitFor();
    expect(await stands(page)).toMatch(/^0:1[6-9] /);
    await page.close();
  });

  test('plays on when the header changes', async () => {
    const page = await show(view({ header: { ...view().header, issue: null } }));
    await play(page);
    await heard(page, 1);
    await page.ready(view());
    await page.page.locator('.row.heard').waitFor();
    await button(page, 'Pause').waitFor();
    expect(await asked(page)).toEqual([{ kind: 'load' }]);
    await page.close();
  });

  test('keeps speed and skipped silence with the host, and passes over silence', async () => {
    const page = await show(view());
    await page.page.getByRole('combobox', { name: 'Speed' }).selectOption('2×');
    await button(page, 'Skip silence').click();
    expect(await asked(page)).toEqual([
      { kind: 'settings', speed: 2, skipSilence: false },
      { kind: 'settings', speed: 2, skipSilence: true },
    ]);
    await page.row(8).locator('.time').click();
    await play(page);
    // Half a minute of silence lies before the end; it is passed over well before it could be heard.
    await heard(page, 10);
    expect(await button(page, 'Skip silence').getAttribute('aria-pressed')).toBe('true');
    const settings = { speed: 0.75, skipSilence: false } as const;
    await page.send({ type: 'audio', audio: { kind: 'settings', settings } });
    expect(await page.page.getByRole('combobox', { name: 'Speed' }).inputValue()).toBe('0.75');
    expect(await button(page, 'Skip silence').getAttribute('aria-pressed')).toBe('false');
    await page.close();
  });

  test('draws the waveform when asked, with the flags where they were put', async () => {
    const page = await show(view({ flags: [flag('f1', 5), flag('f2', 5), flag('f3', 8), flag('f4', null)] }));
    await button(page, 'Waveform').click();
    expect(await asked(page)).toEqual([{ kind: 'load' }]);
    await sendRecording(page, wav);
    await page.page.locator('.wave.played').waitFor();
    const marks = await page.page
      .locator('.wave-flag')
      .evaluateAll((all) => all.map((mark) => Math.round(Number.parseFloat((mark as HTMLElement).style.left))));
    expect(marks).toEqual([Math.round((16 / 79) * 100), Math.round((31 / 79) * 100)]);
    await page.send({ type: 'flags', flags: [flag('f1', 5)] });
    expect(await page.page.locator('.wave-flag').count()).toBe(1);
    expect(await button(page, 'Play').count()).toBe(1);
    const { width, height, x, y } = (await slider(page).boundingBox())!;
    await page.page.mouse.click(x + width / 2, y + height / 2);
    expect(await stands(page)).toMatch(/^0:(39|40) of 1:19$/);
    await button(page, 'Waveform').click();
    expect(await page.page.locator('.waveform').isVisible()).toBe(false);
    await page.close();
  });

  test('has the waveform in the seek bar once the recording is there, until it is turned off', async () => {
    const page = await show(view());
    const shown = (): Promise<boolean> => page.page.locator('.waveform').isVisible();
    const height = async (): Promise<number | undefined> => (await page.page.locator('.bar').boundingBox())?.height;
    const before = await height();
    expect(await shown()).toBe(false);
    await play(page);
    await expect.poll(shown).toBe(true);
    expect(await height()).toBe(before);
    await button(page, 'Waveform').click();
    expect(await shown()).toBe(false);
    await page.row(5).locator('.time').click();
    await heard(page, 5);
    expect(await shown()).toBe(false);
    await page.close();
  });

  test('says why it cannot be heard, and what can be done', async () => {
    const page = await show(view());
    await button(page, 'Play').click();
    await sendRecording(page, Buffer.from('<html>not a sound</html>'), { mediaType: 'audio/mpeg' });
    await page.untilPosted({ type: 'audio', request: { kind: 'unplayable' } });
    const actions = [
      { id: 'open', label: 'Open Externally' },
      { id: 'retry', label: 'Retry' },
      { id: 'callTriage.setApiKey', label: '<b>Replace Key…</b>' },
    ];
    const sentence = 'The editor cannot play this <recording>.';
    await page.send({ type: 'audio', audio: { kind: 'failed', sentence, actions } });
    await player(page).getByText(sentence).waitFor();
    expect(await slider(page).count()).toBe(0);
    await button(page, 'Open Externally').click();
    await button(page, '<b>Replace Key…</b>').click();
    expect(await page.posted('problem')).toEqual([{ type: 'problem', action: 'callTriage.setApiKey' }]);
    await button(page, 'Retry').click();
    expect(await asked(page)).toEqual([{ kind: 'load' }, { kind: 'unplayable' }, { kind: 'open' }, { kind: 'load' }]);
    await sendRecording(page, wav);
    await heard(page, 1);
    await page.close();
  });

  test('a call without a recording says so, and its times are no buttons', async () => {
    const absent = 'This call was not recorded.';
    const page = await show(view({ recording: { ...recording, absent } }));
    await page.page.locator('.player').getByText(absent).waitFor();
    expect(await player(page).count()).toBe(0);
    await page.row(5).locator('.time').click();
    expect(await page.page.locator('.heard').count()).toBe(0);
    await page.send({ type: 'audio', audio: { kind: 'play', index: 5 } });
    expect(await page.said()).toContain(absent);
    expect(await asked(page)).toEqual([]);
    await page.close();
  });

  test('follows what is heard, and leaves a reader who has scrolled away alone', async () => {
    const many = longRows(80);
    const page = await show(view({ rows: many, recording: { ...recording, duration: 72 } }), { height: 300 });
    /** Waits until this message or a later one is heard, and gives its index. */
    const reached = async (index: number): Promise<number> => {
      const at = await page.page.waitForFunction((least) => {
        const now = Number(document.querySelector('.row.heard')?.getAttribute('data-message-index') ?? -1);
        return now >= least ? now : null;
      }, index);
      return (await at.jsonValue()) ?? -1;
    };
    const inView = (): Promise<boolean> =>
      page.page.locator('.row.heard').evaluate((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
      });
    await button(page, 'Play').click();
    await sendRecording(page, recordingOf(many, 72));
    await page.send({ type: 'audio', audio: { kind: 'play', index: 30 } });
    await reached(30);
    await expect.poll(inView).toBe(true);
    await page.page.evaluate(() => window.scrollTo(0, 0));
    const left = await reached(31);
    const later = await reached(left + 2);
    expect(await page.page.evaluate(() => window.scrollY)).toBe(0);
    await page.page.evaluate(() => document.querySelector('.row.heard')?.scrollIntoView({ block: 'end' }));
    await reached(later + 3);
    await expect.poll(inView).toBe(true);
    expect(await page.page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
    await page.close();
  });

  test('is read out as what it is', async () => {
    const page = await show(view());
    await page.row(5).locator('.time').click();
    expect(await player(page).ariaSnapshot()).toMatchInlineSnapshot(`
      "- group "Recording":
        - button "Play"
        - slider "Position in the recording": "16"
        - text: 0:16 / 1:19
        - combobox "Speed":
          - option "0.75×"
          - option "1×" [selected]
          - option "1.25×"
          - option "1.5×"
          - option "1.75×"
          - option "2×"
        - button "Skip silence"
        - button "Waveform""
    `);
    await page.close();
  });
});
