import { describe, expect, test } from 'vitest';
import type { InsightsView } from '../../src/shared/insights-view.ts';
import { barriers } from './support/barriers.ts';
import { Hearing } from './support/hearing.ts';
import { bar, type InsightsPageUnderTest, insightsView, useInsightsPages } from './support/insights-page.ts';
import { themeNames } from './themes.ts';

const { open, show } = useInsightsPages();

const focusedBar = (page: InsightsPageUnderTest): Promise<string | undefined> =>
  page.page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['bar']);

async function openTables(page: InsightsPageUnderTest): Promise<void> {
  for (const summary of await page.page.locator('summary').all()) await summary.click();
}

describe.each(themeNames)('in %s', (theme) => {
  test('nobody is kept out', async () => {
    const page = await show({ theme, width: 1000, height: 900 });
    expect(await barriers(page)).toEqual([]);
    await openTables(page);
    const progress = { sentence: 'Loading 3 of 12…', done: 3, total: 12 };
    await page.send({ type: 'insights', view: { ...insightsView, progress } });
    await page.page.getByRole('progressbar', { name: 'Loading flags' }).waitFor();
    await page.send({ type: 'say', text: 'No connection.', tone: 'warning' });
    expect(await barriers(page)).toEqual([]);
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });

  test('a panel of 300 px keeps nobody out and shows all without scrolling sideways', async () => {
    const page = await show({ theme, width: 300, height: 700 });
    await openTables(page);
    expect(await page.overflow()).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  test('a page that loads, one without flags and a problem can be read', async () => {
    const page = await open({ theme });
    await page.page.getByRole('heading', { name: 'Loading the insights…' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    const empty = { sentence: 'No flags yet.', action: { label: 'Show Calls', run: 'insights:calls' } };
    await page.ready({ ...insightsView, notes: [], pictures: [], empty });
    expect(await barriers(page)).toEqual([]);
    await page.page.getByRole('button', { name: 'Show Calls' }).click();
    await page.untilPosted({ type: 'run', action: 'insights:calls' });
    await page.send({ type: 'problem', sentence: 'API key rejected.', actions: [{ id: 'retry', label: 'Retry' }] });
    expect(await barriers(page)).toEqual([]);
    await page.page.getByRole('button', { name: 'Retry' }).click();
    await page.untilPosted({ type: 'problem', action: 'retry' });
    await page.close();
  });

  test('bars stand out from what is behind them', async () => {
    const page = await show({ theme });
    const contrast = await page.page.evaluate(() => {
      const luminance = (colour: string): number => {
        const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
          const share = Number(part) / 255;
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const [filled, outlined] = ['.bar .filled', '.bar .outlined'].map((name) =>
        getComputedStyle(document.querySelector(name)!),
      );
      const back = luminance(getComputedStyle(document.body).backgroundColor);
      return [filled?.fill ?? '', outlined?.stroke ?? ''].map((colour) => {
        const one = luminance(colour);
        return (Math.max(one, back) + 0.05) / (Math.min(one, back) + 0.05);
      });
    });
    for (const ratio of contrast) expect(ratio).toBeGreaterThanOrEqual(3);
    await page.close();
  });
});

test('at 200 % nothing is cut off and nobody is kept out', async () => {
  const page = await show({ width: 640, height: 480 });
  await page.page.evaluate(() => {
    document.documentElement.style.zoom = '2';
  });
  await openTables(page);
  expect(await page.overflow()).toBeLessThanOrEqual(0);
  expect(await barriers(page)).toEqual([]);
  await page.close();
});

test('with forced colours filled and outlined bars are seen, and differ', async () => {
  const page = await show({ forcedColors: true });
  const looks = await page.page.evaluate(() => {
    const canvas = document.body.appendChild(document.createElement('div'));
    canvas.style.color = 'CanvasText';
    const text = getComputedStyle(canvas).color;
    const [filled, outlined] = ['.bar .filled', '.bar .outlined'].map((name) =>
      getComputedStyle(document.querySelector(name)!),
    );
    return [filled?.fill === text, outlined?.fill, outlined?.stroke === text];
  });
  expect(looks).toEqual([true, 'none', true]);
  await page.close();
});

test('each picture is a figure with its name and a summary, and its table has the same numbers', async () => {
  const page = await show();
  await openTables(page);
  for (const { title, summary, bars } of insightsView.pictures) {
    const figure = page.page.getByRole('figure', { name: title });
    const described = await figure.getAttribute('aria-describedby');
    expect(await page.page.locator(`#${String(described)}`).textContent()).toBe(summary);
    const drawn = await figure.locator('li').evaluateAll((all) =>
      all.map((one) => {
        const whole = one.querySelector('.outlined') ?? one.querySelector('.filled');
        return Number.parseFloat(
          whole?.getAttribute('width') === '76%'
            ? (whole.getAttribute('height') ?? '')
            : (whole?.getAttribute('width') ?? ''),
        );
      }),
    );
    const cells = await page.page.getByRole('table', { name: title }).locator('tbody td:last-child').allTextContents();
    const most = Math.max(...cells.map(Number));
    expect(cells.map(Number)).toEqual(bars.map(({ total }) => total));
    expect(drawn.map(Math.round)).toEqual(cells.map((cell) => Math.round((Number(cell) / most) * 100)));
  }
  await page.close();
});

test('a bar is a link to its flags, by the mouse and by the keyboard', async () => {
  const page = await show();
  await page.page.getByRole('button', { name: 'missed_handoff: 12 flags, 8 of them in loaded issues' }).click();
  await page.untilPosted({ type: 'run', action: 'insights:missed_handoff' });
  await page.press('ArrowDown', 'Enter');
  await page.untilPosted({ type: 'run', action: 'insights:dead_air' });
  // None of these flags is loaded.
  expect(await page.page.getByRole('button', { name: /^wrong_pathway_node/ }).count()).toBe(0);
  await page.page.getByRole('img', { name: 'wrong_pathway_node: 3 flags' }).waitFor();
  await page.press('ArrowDown', 'Home', 'ArrowUp');
  expect(await focusedBar(page)).toBe('missed_handoff');
  await page.press('End');
  expect(await focusedBar(page)).toBe('dead_air');
  await page.close();
});

test('Tab stops once at each picture, at the latest day and then where one was', async () => {
  const page = await show();
  const hearing = await Hearing.of(page);
  const stops = (await hearing.walk('Tab')).map((stop) => stop.replaceAll(/\s+/g, ' '));
  expect(stops).toEqual([
    'button Refresh',
    'button Copy as Markdown',
    'button Show All Issues',
    'button Load More',
    'button Save as SVG… Flags by Type',
    'button missed_handoff: 12 flags, 8 of them in loaded issues',
    expect.stringContaining('Table Flags by Type'),
    'combobox Range, expanded: false',
    'button Save as SVG… Flags over Time',
    'button Apr 30: 2 flags',
    expect.stringContaining('Table Flags over Time'),
    'button Save as SVG… Flags by Agent Version',
    'button Larkspur Support 1.3.0: 14 flags',
    'button Load Calls',
    expect.stringContaining('Table Flags by Agent Version'),
    'button Save as SVG… Flags by Node',
    'button Verify identity · Larkspur Support: 9 flags',
    expect.stringContaining('Table Flags by Node'),
  ]);
  await page.page.getByRole('button', { name: 'Apr 30: 2 flags' }).focus();
  await page.press('ArrowLeft', 'ArrowLeft');
  expect(await focusedBar(page)).toBe('Apr 26');
  await page.press('Shift+Tab', 'Tab');
  expect(await focusedBar(page)).toBe('Apr 26');
  await page.close();
});

test('what changes elsewhere leaves the focus and the open tables alone', async () => {
  const page = await show();
  await openTables(page);
  await page.page.getByRole('button', { name: /^dead_air/ }).focus();
  const [types, ...others] = insightsView.pictures;
  const bars = [bar('dead_air', 20), bar('missed_handoff', 8)];
  await page.send({ type: 'insights', view: { ...insightsView, pictures: [{ ...types!, bars }, ...others] } });
  await page.page.getByRole('button', { name: 'dead_air: 20 flags' }).waitFor();
  expect(await focusedBar(page)).toBe('dead_air');
  expect(await page.page.getByRole('table').count()).toBe(4);
  await page.close();
});

test('range and open tables come back after a reload, and the host hears the range', async () => {
  const page = await show({ panel: 'the panel' });
  expect(await page.posted('ready')).toEqual([{ type: 'ready', range: '30d' }]);
  await page.page.getByRole('combobox', { name: 'Range' }).selectOption('Last 13 weeks');
  await page.untilPosted({ type: 'range', range: '13w' });
  await page.page.getByText('Table Flags by Node').click();
  await page.page.getByRole('table', { name: 'Flags by Node' }).waitFor();
  await page.page.reload();
  expect(await page.posted('ready')).toEqual([{ type: 'ready', range: '13w' }]);
  await page.ready({ ...insightsView, range: '13w' });
  expect(await page.page.getByRole('table').count()).toBe(1);
  const state = await page.page.evaluate(() => sessionStorage.getItem('webview-state'));
  expect(JSON.parse(state ?? '')).toMatchObject({ panel: 'the panel', range: '13w', tables: ['nodes'] });
  await page.close();
});

test('says how loading gets on, stops it, and offers what is missing', async () => {
  const page = await show({}, { ...insightsView, progress: { sentence: 'Loading 3 of 12…', done: 3, total: 12 } });
  expect(await page.page.getByRole('progressbar').evaluate((one: HTMLProgressElement) => one.value)).toBe(3);
  await page.page.getByRole('button', { name: 'Stop' }).click();
  await page.untilPosted({ type: 'stop' });
  await page.send({ type: 'insights', view: insightsView });
  await expect.poll(() => page.said()).toContain(insightsView.scope);
  await page.page.getByRole('button', { name: 'Load More' }).click();
  await page.untilPosted({ type: 'load', part: 'issues' });
  await page.page.getByRole('button', { name: 'Load Calls' }).click();
  await page.untilPosted({ type: 'load', part: 'calls' });
  await page.page.getByRole('button', { name: 'Save as SVG… Flags over Time' }).click();
  await page.untilPosted({ type: 'run', action: 'insights:save/time' });
  await page.page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.untilPosted({ type: 'run', action: 'insights:copy' });
  await page.close();
});

test('names of the service are text, and do not turn or widen the page', async () => {
  const hostile = `<img src=x onerror=alert(1)>\u202E${'long_'.repeat(60)}"'\`|`;
  const pictures = insightsView.pictures.map((picture) => ({
    ...picture,
    bars: [bar('one', 3, { label: hostile, detail: hostile, heard: hostile })],
    table: { heads: ['Name', 'Flags'], rows: [[hostile, '3']], note: hostile },
  }));
  const view: InsightsView = { ...insightsView, scope: hostile, pictures };
  const page = await show({ width: 320 }, view);
  await openTables(page);
  expect(await page.page.locator('img').count()).toBe(0);
  expect(await page.page.locator('.insights').textContent()).not.toContain('\u202E');
  expect(await page.overflow()).toBeLessThanOrEqual(0);
  expect(await page.allTroubles()).toEqual([]);
  expect(await barriers(page)).toEqual([]);
  await page.close();
});
