import type { Page } from 'playwright-core';
import { type Bench, type Figure, figureOf, type Row, type Target } from './measure.ts';
import { profilePage } from './profile.ts';
import {
  type Kind,
  memoryOf,
  transcriptOf,
  transcriptPages,
  type TranscriptPages,
  untilPainted,
} from './transcript-pages.ts';

const count = 20_000;
const frames = 120;
/** Plain DOM takes seconds each time. */
const rounds: Readonly<Record<Kind, number>> = { ours: 4, virtual: 4, plain: 1 };

interface Measured {
  readonly firstPaint: number;
  /** The frames while scrolling, milliseconds. */
  readonly frames: readonly number[];
  readonly find: number;
  readonly selectAll: number;
  /** Messages that the browser's find and select-all reach. */
  readonly reached: number;
  readonly memory: number | undefined;
}

/** Draws the rows of our page as plain DOM, from text: the quickest that plain DOM can be. */
function untilPlainPainted(page: Page, html: string): Promise<number> {
  return page.evaluate(async (content) => {
    const began = performance.now();
    const list = document.createElement('div');
    list.className = 'list';
    list.innerHTML = content;
    document.querySelector('#transcript')?.replaceChildren(list);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
  }, html);
}

/** Scrolls by most of a window with each frame, and returns how long these took. */
function scroll(page: Page): Promise<number[]> {
  return page.evaluate(async (steps) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const scroller = document.scrollingElement ?? document.body;
    const times: number[] = [];
    let before = await frame();
    for (let step = 0; step < steps; step += 1) {
      scroller.scrollTop += window.innerHeight * 0.8;
      const now = await frame();
      times.push(now - before);
      before = now;
    }
    if (scroller.scrollTop === 0) throw new Error('Nothing scrolled.');
    return times;
  }, frames);
}

/** Finds a message near the end by the browser's own find, and selects all, each until the frame that shows it is over. */
function findAndSelect(page: Page): Promise<Pick<Measured, 'find' | 'selectAll' | 'reached'>> {
  return page.evaluate(
    async (last) => {
      const timed = async (work: () => void): Promise<number> => {
        const began = performance.now();
        work();
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return performance.now() - began;
      };
      const list = document.querySelector('.list') ?? document.body;
      const find = await timed(() => Reflect.apply(Reflect.get(window, 'find') as () => void, window, [last]));
      const selectAll = await timed(() => document.getSelection()?.selectAllChildren(list));
      return { find, selectAll, reached: document.querySelectorAll('[data-message-index]').length };
    },
    `Message number ${count - 10} of`,
  );
}

async function measure(pages: TranscriptPages, kind: Kind, message: object, html: string): Promise<Measured> {
  const { browser, page } = await pages.open(kind);
  try {
    const draw = () => (kind === 'plain' ? untilPlainPainted(page, html) : untilPainted(page, message));
    const firstPaint = kind === 'ours' ? await profilePage(page, draw) : await draw();
    if (kind === 'ours') await page.locator('.list[aria-busy="false"]').waitFor({ timeout: 60_000 });
    const scrolled = await scroll(page);
    const memory = await memoryOf(browser);
    return { firstPaint, frames: scrolled, memory, ...(await findAndSelect(page)) };
  } finally {
    await browser.close();
  }
}

/** What an empty page takes for the same message, and its memory. */
async function measureEmpty(pages: TranscriptPages, message: object) {
  const { browser, page } = await pages.open('plain');
  const times: number[] = [];
  for (let round = 0; round < 4; round += 1) times.push(await untilPainted(page, message));
  const memory = (await memoryOf(browser)) ?? 0;
  await browser.close();
  return { firstPaint: figureOf(times), memory };
}

/** Returns the rows of our page as text. */
async function htmlOf(pages: TranscriptPages, message: object): Promise<string> {
  const { browser, page } = await pages.open('ours');
  await untilPainted(page, message);
  await page.locator('.list[aria-busy="false"]').waitFor({ timeout: 60_000 });
  const rows = await page.locator('.row').evaluateAll((all) => all.map((one) => one.outerHTML).join(''));
  await browser.close();
  return rows;
}

/** A call of 20,000 messages in the page, beside plain DOM and a virtual list of the same rows. */
export const messages20000: Bench = {
  name: 'messages-20000',
  async run() {
    const pages = await transcriptPages();
    const message = transcriptOf(count);
    const html = await htmlOf(pages, message);
    const empty = await measureEmpty(pages, message);
    const all: Record<Kind, Measured[]> = { ours: [], virtual: [], plain: [] };
    for (let round = 0; round < rounds.ours; round += 1) {
      for (const kind of ['virtual', 'ours', 'plain'] as const) {
        if (round < rounds[kind]) all[kind].push(await measure(pages, kind, message, html));
      }
    }
    await pages.close();
    const of = (kind: Kind, pick: (one: Measured) => number): Figure => figureOf(all[kind].map(pick));
    const beside = (kind: Kind): string => (kind === 'plain' ? 'plain DOM' : '`@tanstack/virtual-core`');
    const row = (what: string, pick: (one: Measured) => number, kind: Kind, more: Partial<Row> = {}): Row => ({
      what: `20,000 messages: ${what}`,
      ours: of('ours', pick),
      alternative: { what: beside(kind), median: of(kind, pick).median },
      target: { times: 1 },
      ...more,
    });
    const p95 = ({ frames: times }: Measured): number => figureOf(times).p95 ?? 0;
    const firstPaint = (one: Measured): number => one.firstPaint;
    const more = (one: Measured): number => Math.max(0, (one.memory ?? 0) - empty.memory);
    const megabytes = { unit: 'MB' } as const;
    const atLeast: { unit: 'messages'; target: Target } = {
      unit: 'messages',
      target: { times: 1, isLeast: true },
    };
    return [
      {
        ...row('first paint', firstPaint, 'plain'),
        alternative: { what: 'the message to an empty page', median: empty.firstPaint.median },
        target: { times: 1, plus: 100 },
      },
      ...(['plain', 'virtual'] as const).flatMap((kind) => [
        row('first paint', firstPaint, kind),
        row('frame while scrolling, 95 %', p95, kind),
        ...(empty.memory === 0 ? [] : [row('memory over an empty page', more, kind, megabytes)]),
        row('reached by find and select-all', ({ reached }) => reached, kind, atLeast),
      ]),
      row('a message near the end found by the browser', ({ find }) => find, 'plain'),
      row('all selected', ({ selectAll }) => selectAll, 'plain'),
    ];
  },
};
