// What a long call costs, measured beside plain DOM of the same rows and styles in the same run. The figures are printed;
// what is asserted is what was measured: all rows there, on both sides.
import type { CDPSession } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { longRows, view } from './support/views.ts';

const { open } = useBrowser();
const count = 20_000;
const frames = 120;

/** Messages from a word to a paragraph, as people speak. */
const rows = longRows(count).map((row) => ({
  ...row,
  text: `${row.text} ${'and so on '.repeat((row.index * 7) % 31)}`,
}));

interface Figures {
  /** Until the first rows are on the screen, milliseconds. */
  readonly firstPaint: number;
  /** Until all rows are in the document, milliseconds. */
  readonly whole: number;
  /** The longest time in which no key would have been answered, milliseconds. */
  readonly blocked: number;
  /** While scrolling: the frame in the middle and the one at 95 %, milliseconds. */
  readonly frame: number;
  readonly slowFrame: number;
  /** Boxes that the browser lays out. */
  readonly boxes: number;
  /** The page's heap, MB. */
  readonly heap: number;
}

/** Times from the task that hands the rows over until the screen shows them; `whole` is when the list says it is built. */
const buildTimes = async (begin: () => void): Promise<Pick<Figures, 'firstPaint' | 'whole' | 'blocked'>> => {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const started = performance.now();
  let last = started;
  let blocked = 0;
  const ticking = setInterval(() => {
    blocked = Math.max(blocked, performance.now() - last);
    last = performance.now();
  }, 1);
  begin();
  await frame();
  await frame();
  const firstPaint = performance.now() - started;
  while (document.querySelector('.list[aria-busy="false"]') === null) await frame();
  const whole = performance.now() - started;
  await frame();
  clearInterval(ticking);
  return { firstPaint, whole, blocked };
};

const scrollTimes = async (steps: number): Promise<Pick<Figures, 'frame' | 'slowFrame'>> => {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const list = document.querySelector('.list');
  let scroller: Element = document.scrollingElement ?? document.body;
  for (let at = list; at !== null; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) {
      scroller = at;
      break;
    }
  }
  const times: number[] = [];
  let before = await frame();
  for (let step = 0; step < steps; step += 1) {
    scroller.scrollTop += scroller.clientHeight * 0.8;
    const now = await frame();
    times.push(now - before);
    before = now;
  }
  if (scroller.scrollTop === 0) throw new Error('nothing scrolled');
  times.sort((a, b) => a - b);
  return { frame: times[Math.floor(steps / 2)] ?? 0, slowFrame: times[Math.floor(steps * 0.95)] ?? 0 };
};

async function costs(session: CDPSession): Promise<Pick<Figures, 'boxes' | 'heap'>> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
  return { boxes: of('LayoutObjects'), heap: of('JSHeapUsedSize') / 1024 ** 2 };
}

async function measure(
  page: TranscriptPage,
  begin: () => Promise<Omit<Figures, 'frame' | 'slowFrame' | 'boxes' | 'heap'>>,
) {
  const built = await begin();
  const scrolled = await page.page.evaluate(scrollTimes, frames);
  const session = await page.page.context().newCDPSession(page.page);
  const cost = await costs(session);
  await session.detach();
  return { ...built, ...scrolled, ...cost };
}

const drawn = (page: TranscriptPage): Promise<string[]> =>
  page.page.locator('.row').evaluateAll((all) => all.map((one) => one.getAttribute('data-message-index') ?? ''));

test('20,000 rows, beside plain DOM', { timeout: 180_000 }, async () => {
  const page = await open();
  await page.page.evaluate(`window.buildTimes = ${buildTimes.toString()}`);
  const ours = await measure(page, () =>
    page.page.evaluate(
      (message) => {
        const times = Reflect.get(window, 'buildTimes') as typeof buildTimes;
        return times(() => void window.dispatchEvent(new MessageEvent('message', { data: message })));
      },
      { type: 'state', state: { kind: 'ready', view: view({ rows }) } } as const,
    ),
  );
  const indexes = await drawn(page);
  // The very rows, as text: the quickest that plain DOM can be is to have them parsed in one go.
  const html = await page.page.locator('.row').evaluateAll((all) => all.map((one) => one.outerHTML).join(''));
  const style = await page.page.locator('.list').getAttribute('style');
  await page.close();

  const plainPage = await open();
  await plainPage.page.evaluate(`window.buildTimes = ${buildTimes.toString()}`);
  const plain = await measure(plainPage, () =>
    plainPage.page.evaluate(
      ([content, listStyle]) => {
        const times = Reflect.get(window, 'buildTimes') as typeof buildTimes;
        return times(() => {
          const list = document.createElement('div');
          list.className = 'list';
          list.setAttribute('role', 'list');
          list.setAttribute('style', listStyle);
          list.innerHTML = content;
          list.setAttribute('aria-busy', 'false');
          document.querySelector('#transcript')?.replaceChildren(list);
        });
      },
      [html, style ?? ''] as const,
    ),
  );
  expect(await drawn(plainPage)).toEqual(indexes);
  expect(indexes).toEqual(rows.map(({ index }) => String(index)));
  await plainPage.close();

  const line = (what: keyof Figures, name: string, unit: string): string =>
    `${name.padEnd(34)} ${ours[what].toFixed(1).padStart(9)} ${plain[what].toFixed(1).padStart(9)} ${(plain[what] / ours[what]).toFixed(2).padStart(7)}  ${unit}`;
  console.log(
    [
      `${count.toLocaleString('en')} messages`.padEnd(34) + '      here     plain   ratio',
      line('firstPaint', 'first paint', 'ms'),
      line('whole', 'all rows in the document', 'ms'),
      line('blocked', 'longest time without an answer', 'ms'),
      line('frame', 'frame while scrolling, median', 'ms'),
      line('slowFrame', 'frame while scrolling, 95 %', 'ms'),
      line('boxes', 'boxes laid out', ''),
      line('heap', 'heap', 'MB'),
    ].join('\n'),
  );
});
