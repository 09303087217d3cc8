import { expect, test } from 'vitest';
import { barriers } from './support/barriers.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, longRows, row, view } from './support/views.ts';
import { themeNames } from './themes.ts';

const { show } = useBrowser();

const inSight = (page: TranscriptPage): Promise<number[]> =>
  page.list
    .locator('.row')
    .evaluateAll((rows) =>
      rows.filter((one) => one.checkVisibility()).map((one) => Number(one.getAttribute('data-message-index'))),
    );
const line = (page: TranscriptPage): Promise<string> => page.page.locator('.hidden-rows').innerText();
const hide = (page: TranscriptPage, hidden = true): Promise<void> => page.send({ type: 'dimmed', hidden });

test('actions, robots and noise go out of sight by key or button, are counted, and come back', async () => {
  const page = await show(view());
  await page.row(2).click();
  await page.press('h');
  await page.page.getByRole('button', { name: 'Hide non-speech messages', pressed: false }).click();
  const asked = { type: 'header/action', action: 'dimmed' };
  expect(await page.posted('header/action')).toEqual([asked, asked]);
  await hide(page);
  expect(await inSight(page)).toEqual([1, 2, 3, 4, 6, 5, 9]);
  expect(await line(page)).toBe('4 non-speech messages hidden. Show');
  expect(await page.said()).toContain('4 non-speech messages hidden');
  expect(await page.page.getByRole('button', { name: 'Hide non-speech messages', pressed: true }).count()).toBe(1);
  await page.page.getByRole('button', { name: 'Show', exact: true }).click();
  expect(await page.posted('header/action')).toHaveLength(3);
  await hide(page, false);
  expect(await inSight(page)).toEqual([0, 1, 2, 3, 4, 6, 5, 7, 8, 9, 10]);
  expect(await page.page.locator('.hidden-rows').isVisible()).toBe(false);
  await page.close();
});

test('what is flagged, suggested, written or selected stays in sight', async () => {
  const drafts = [{ index: 8, flagType: '', isNew: false, note: 'Too long' }];
  const page = await show(view({ flags: [flag('f', 0)], drafts }));
  await page.send({
    type: 'pathway',
    pathway: {
      gaps: [],
      nodes: [],
      rowNodes: [],
      findings: [{ id: 'n', index: 10, flagType: 'dead_air', note: 'About 48 s of silence.' }],
      problem: null,
    },
  });
  await hide(page);
  expect(await inSight(page)).toEqual([0, 1, 2, 3, 4, 6, 5, 8, 9, 10]);
  await page.send({ type: 'reveal', index: 7 });
  expect(await inSight(page)).toContain(7);
  await page.send({ type: 'flags', flags: [] });
  expect(await inSight(page)).not.toContain(0);
  await page.close();
});

test('what the agent did at hidden messages hangs on the nearest that is in sight', async () => {
  const page = await show(view());
  const event = (words: string) => ({ words, short: words, detail: null, seconds: 1, trouble: false });
  const gaps = [null, 0, 5, 7, 8].map((after) => ({ after, events: [event(`after ${after}`)] }));
  await page.send({ type: 'pathway', pathway: { gaps, nodes: [], rowNodes: [], findings: [], problem: null } });
  const seen = async (): Promise<string[]> =>
    (await page.page.locator('.gap-button:visible').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
  const all = [null, 0, 5, 7, 8].map((after) => `1 event after ${after}`);
  expect(await seen()).toEqual(all);
  await hide(page);
  expect(await seen()).toEqual(['2 events after null after 0', '3 events after 5 after 7 after 8']);
  await page.row(5).getByRole('button', { name: '3 events' }).click();
  expect(await page.row(5).locator('.gap li').count()).toBe(3);
  // What comes into sight takes its own, and those of what is hidden below it.
  await page.send({ type: 'reveal', index: 7 });
  expect(await seen()).toEqual(['2 events after null after 0', '1 event after 5', '2 events after 7 after 8']);
  await page.row(5).click();
  expect(await seen()).toEqual(['2 events after null after 0', '3 events after 5 after 7 after 8']);
  await page.send({ type: 'flags', flags: [flag('f', 0)] });
  expect(await seen()).toEqual(['1 event after null', '1 event after 0', '3 events after 5 after 7 after 8']);
  await page.press('ArrowRight', 'ArrowRight');
  expect(await page.page.evaluate(() => document.activeElement?.className)).toBe('gap-button');
  await hide(page, false);
  expect(await seen()).toEqual(all);
  await page.close();
});

test('keys pass over what is hidden, and a selection leaves it out', async () => {
  const page = await show(view());
  await hide(page);
  await page.row(1).click();
  const path: (number | undefined)[] = [];
  for (const key of ['k', 'End', 'j', 'k', 'Home', 'PageDown']) {
    await page.press(key);
    path.push(await page.focusedIndex());
  }
  expect(path).toEqual([1, 9, 9, 5, 1, 9]);
  await page.row(5).click();
  await page.press('Shift+ArrowDown', 'f', '1', 'Control+Enter');
  expect(await page.posted('flag/create')).toMatchObject([{ index: 9, others: [5] }]);
  await page.close();
});

test('who reads keeps the place, and who speaks after a hidden row is named', async () => {
  const rows = longRows(400).map((one, at) => (at % 5 === 0 ? row(at, one.seconds, 'action', 'Looked up') : one));
  const page = await show(view({ rows }));
  await page.send({ type: 'reveal', index: 201 });
  const top = async (): Promise<number> => Math.round((await page.row(201).boundingBox())?.y ?? 0);
  const before = await top();
  await hide(page);
  await expect.poll(top).toBe(before);
  expect(await page.row(200).isVisible()).toBe(false);
  await hide(page, false);
  await expect.poll(top).toBe(before);
  const same = await show(view({ rows: [row(0, 1, 'caller', '[noise]'), row(1, 1.2, 'caller', 'Hello?')] }));
  await hide(same);
  expect(await same.row(1).locator('.speaker').isVisible()).toBe(true);
  await page.close();
  await same.close();
});

test('a call of nothing else says what became of it, in every theme', async () => {
  for (const theme of themeNames) {
    const page = await show(view({ rows: [row(0, 0, 'robot', 'Please hold.')] }), { theme, width: 300 });
    await hide(page);
    expect(await line(page)).toBe('1 non-speech message hidden. Show');
    expect(await barriers(page)).toEqual([]);
    await page.close();
  }
});
