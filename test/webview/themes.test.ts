import { describe, expect, inject, test } from 'vitest';
import type { PathwayView } from '../../src/shared/pathway.ts';
import type { TranscriptView } from '../../src/shared/transcript.ts';
import { barriers } from './support/barriers.ts';
import { conversation, conversationHeader } from './support/conversation.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { recordingOf, sendRecording, stereoRecordingOf } from './support/recording.ts';
import { flag, header, recording, rows, view } from './support/views.ts';
import { themeNames } from './themes.ts';

const { open, show } = useBrowser();

/** A bit of everything: every row role, every flag state, notes, a problem, flags without a message. */
const everything: TranscriptView = view({
  flags: [
    flag('f1', 3, { note: 'Apologised without having looked.' }),
    flag('f2', 4, { type: 'wrong_pathway_node', state: 'pending' }),
    flag('f3', 8, { state: 'failed', problem: 'The call is not attached to T-1042.', actions: ['attach', 'discard'] }),
    flag('f4', 10, { type: 'wrong_tone', state: 'removing' }),
    flag('f5', null, { type: 'hallucination', note: 'The whole call.' }),
  ],
});

const pathway: PathwayView = {
  gaps: [null, 2].map((after) => ({
    after,
    missing: 'No messages for 28 s in node Verify identity. Its settings may turn off logging.',
    events: [{ words: 'Webhook · 500', short: 'webhook 500', detail: '{}', seconds: 6, trouble: true }],
  })),
  nodes: ['Verify identity'],
  rowNodes: everything.rows.map(() => 0),
  findings: [{ id: 'f', index: 2, flagType: 'dead_air', note: 'About 9 s of silence before this message.' }],
  problem: '1 event could not be read.',
};

async function openComposer(page: TranscriptPage): Promise<void> {
  await page.row(5).click();
  await page.press('f', '1');
  await page.page.keyboard.type('Transferred without confirming the email.');
}

describe.each(themeNames)('in %s', (theme) => {
  test('nobody is kept out', async () => {
    const page = await show(everything, { theme, width: 1200, height: 900 });
    expect(await barriers(page)).toEqual([]);
    await page.page.getByRole('button', { name: 'Details' }).click();
    expect(await barriers(page)).toEqual([]);
    await page.send({ type: 'pathway', pathway });
    await page.row(2).locator('.gap-button').click();
    expect(await barriers(page)).toEqual([]);
    await openComposer(page);
    expect(await barriers(page)).toEqual([]);
    await page.page.getByRole('textbox', { name: 'New flag type' }).fill('Something new');
    await page.row(3).hover();
    await page.send({ type: 'say', text: 'No connection.', tone: 'warning' });
    expect(await barriers(page)).toEqual([]);
    await page.row(4).click();
    expect(await barriers(page)).toEqual([]);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('the recording can be heard, seen and done without', async () => {
    const page = await show(everything, { theme });
    for (const index of [1, 8]) {
      await page.row(index).locator('.time').click();
      expect(await barriers(page)).toEqual([]);
      await page.row(3).click();
      expect(await barriers(page)).toEqual([]);
    }
    await page.page.getByRole('button', { name: 'Waveform' }).click();
    await sendRecording(page, recordingOf(rows, 79));
    await page.page.locator('.wave.played').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.page.reload();
    await page.ready(everything);
    await page.page.getByRole('button', { name: 'Waveform' }).click();
    await sendRecording(page, stereoRecordingOf(rows, 79));
    await page.page.locator('.wave.caller.played').waitFor();
    expect(await barriers(page)).toEqual([]);
    const actions = [{ id: 'retry', label: 'Retry' }];
    await page.send({ type: 'audio', audio: { kind: 'failed', sentence: 'This call has no recording.', actions } });
    expect(await barriers(page)).toEqual([]);
    await page.ready(view({ recording: { ...recording, absent: 'This call was not recorded.' } }));
    expect(await barriers(page)).toEqual([]);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('a narrow panel keeps nobody out either', async () => {
    const summary = 'The caller explained the charge at length. '.repeat(30);
    const page = await show({ ...everything, header: { ...header, summary }, masked: true }, { theme, width: 300 });
    await page.send({ type: 'pathway', pathway });
    await page.page.locator('.gap-button').first().click();
    await page.flag('f1').click();
    await page.row(1).click();
    await page.press('Shift+ArrowDown', 'Shift+ArrowDown');
    expect(await page.page.locator('.note.expanded').count()).toBe(1);
    expect(await barriers(page)).toEqual([]);
    await page.press('f', 'Control+Enter');
    expect(await page.page.locator('.composer-problem').textContent()).toBe('Choose a flag type.');
    expect(await barriers(page)).toEqual([]);
    await page.press('Escape');
    await page.page.getByRole('button', { name: 'Flags', exact: true }).click();
    await page.page.getByRole('combobox', { name: 'Author' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('a page that loads, a problem and an empty call can be read', async () => {
    const page = await open({ theme });
    await page.page.getByRole('heading', { name: 'Loading the transcript…' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    const actions = [{ id: 'retry', label: 'Retry' }];
    await page.send({ type: 'state', state: { kind: 'problem', sentence: 'The call was not found.', actions } });
    expect(await barriers(page)).toEqual([]);
    await page.ready(view({ rows: [], flags: [flag('f1', 0)] }));
    expect(await barriers(page)).toEqual([]);
    await page.ready(conversation({ rows: [], header: { ...conversationHeader, messagesMissing: true } }));
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('what is selected looks like it', async () => {
    const page = await show(everything, { theme });
    const look = (index: number): Promise<string> =>
      page
        .row(index)
        .locator('.line')
        .evaluate((element) => {
          const { backgroundColor, outline } = getComputedStyle(element);
          return `${backgroundColor} ${outline}`;
        });
    const before = await look(5);
    await page.row(5).click();
    const focused = await look(5);
    expect(focused).not.toBe(before);
    expect(await look(6)).toBe(before);
    await page.press('f');
    expect(await look(5)).not.toBe(before);
    await page.close();
  });
});

describe('the layout', () => {
  test('fits a panel of 300 px', async () => {
    const page = await show(everything, { width: 300, height: 700 });
    await page.page.getByRole('button', { name: 'Details' }).click();
    await openComposer(page);
    await page.send({ type: 'say', text: 'A_very_long_word_'.repeat(12), tone: 'warning' });
    const wide = await page.page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
        .filter((element) => element.closest('.spoken, .title') === null)
        .map((element) => element.className),
    );
    expect(wide).toEqual([]);
    expect(await page.overflow()).toBe(0);
    await page.close();
  });

  test('shows selection, focus and flags in forced colours', async () => {
    const page = await show(everything, { forcedColors: true });
    const background = (index: number): Promise<string> =>
      page
        .row(index)
        .locator('.line')
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    await page.row(4).click();
    await page.press('j');
    const highlight = await page.page.evaluate(() => {
      const sample = document.body.appendChild(document.createElement('div'));
      sample.style.backgroundColor = 'Highlight';
      return getComputedStyle(sample).backgroundColor;
    });
    expect(await background(6)).toBe(highlight);
    expect(await background(1)).not.toBe(highlight);
    const focus = await page
      .row(6)
      .locator('.line')
      .evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(focus).toBe('solid');
    const border = await page.flag('f1').evaluate((element) => getComputedStyle(element).borderTopColor);
    expect(border).not.toBe('rgba(0, 0, 0, 0)');
    await page.close();
  });

  test('draws its signs with the font that comes with it', async () => {
    const page = await show(everything);
    await page.page.evaluate(() => document.fonts.ready);
    const loaded = await page.page.evaluate(() =>
      [...document.fonts].filter(({ family }) => family.includes('codicon')).map(({ status }) => status),
    );
    expect(loaded).toEqual(['loaded']);
    const signs = await page.page
      .locator('.codicon')
      .evaluateAll((all) =>
        all.map((one) => getComputedStyle(one, '::before').content).filter((content) => content === 'none'),
      );
    expect(signs).toEqual([]);
    await page.close();
  });
});

describe('the bundle', () => {
  const size = (name: string): number => Buffer.from(inject('bundle')[name] ?? '', 'base64').length;

  const names = (): string[] => Object.keys(inject('bundle')).toSorted();
  const textOf = (name: string): string => Buffer.from(inject('bundle')[name] ?? '', 'base64').toString();
  /** The script of a page, with what it loads at once and later. */
  const scriptsOf = (page: string): string[] => {
    const found = new Set([`${page}.js`]);
    for (const name of found)
      for (const [, other = ''] of textOf(name).matchAll(/"\.\/([\w-]+\.js)"/g)) found.add(other);
    return [...found].toSorted();
  };
  const scripts = (): string[] => scriptsOf('transcript');

  test('is the script, what it loads later, the style and the font', () => {
    const others = names().filter((name) => !name.endsWith('.js'));
    expect(others).toEqual(['codicon.ttf', 'insights.css', 'issue.css', 'transcript.css']);
    const all = ['transcript', 'issue', 'insights'].flatMap(scriptsOf);
    expect([...new Set(all)].toSorted()).toEqual(names().filter((name) => name.endsWith('.js')));
    expect(scripts()).toContain('transcript.js');
    expect(scripts().filter((name) => name.startsWith('player-'))).toHaveLength(1);
    expect(size('transcript.js')).toBeGreaterThan(1_000);
    expect(scripts().reduce((sum, name) => sum + size(name), 0)).toBeLessThanOrEqual(110 * 1024);
    expect(size('transcript.css')).toBeLessThanOrEqual(32 * 1024);
  });

  test('takes every colour from the theme', () => {
    const css = ['transcript', 'issue', 'insights'].map((page) => textOf(`${page}.css`)).join('\n');
    expect(css.match(/#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(/gi) ?? []).toEqual([]);
    expect(css).not.toContain('box-shadow');
  });

  test('has no way to turn text into markup or code', () => {
    const ways = ['outerHTML', 'insertAdjacentHTML', 'document.write', 'eval(', 'new Function'];
    for (const way of ['innerHTML', ...ways]) expect(scripts().map(textOf).join('\n')).not.toContain(way);
    // The library of the other pages makes its templates so, of the page's own markup.
    for (const page of ['issue', 'insights']) {
      const other = scriptsOf(page).map(textOf).join('\n');
      for (const way of ways) expect(other).not.toContain(way);
      expect(other.split('innerHTML')).toHaveLength(2);
    }
  });
});
