import { chromium, type Page } from 'playwright-core';
import { provisionChromium } from '../support/provision.mjs';
import { bundlePage } from '../webview/support/bundle.ts';
import { activityList, entryView, evidenceList, evidenceRow, issueHead } from '../webview/support/issue-view.ts';
import { startPagesServer } from '../webview/support/server.ts';
import { type Bench, byTurns, figureOf } from './measure.ts';
import { standInForEditor } from './transcript-pages.ts';

const rounds = 10;

/** Milliseconds from a message until the frame that shows it is over. */
function untilDrawn(page: Page, message: object, isBare: boolean): Promise<number> {
  return page.evaluate(
    async ([data, bare]) => {
      const began = performance.now();
      if (bare) document.body.append(JSON.stringify(data));
      else window.dispatchEvent(new MessageEvent('message', { data }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - began;
    },
    [message, isBare] as const,
  );
}

/** The longest time for which the page does nothing else while messages are drawn, milliseconds. */
function longestTask(page: Page, messages: readonly object[], last: string): Promise<number> {
  return page.evaluate(
    async ([all, selector]) => {
      let longest = 0;
      let before = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        const now = performance.now();
        longest = Math.max(longest, now - before);
        before = now;
        port2.postMessage(null);
      });
      port1.start();
      port2.postMessage(null);
      for (const data of all) {
        window.dispatchEvent(new MessageEvent('message', { data }));
        await new Promise((resolve) => setTimeout(resolve));
      }
      document.querySelector<HTMLElement>('[data-focus="activity/more"]')?.click();
      while (document.querySelector(selector) === null) await new Promise((resolve) => setTimeout(resolve, 5));
      port1.close();
      return longest;
    },
    [messages, last] as const,
  );
}

/** The issue page in a browser, from the host's messages on. */
export const issuePage: Bench = {
  name: 'issue-page',
  async run() {
    const [bundle, executablePath] = await Promise.all([bundlePage(process.cwd()), provisionChromium(() => undefined)]);
    const server = await startPagesServer(bundle);
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const page = await browser.newPage();
      await standInForEditor(page);
      const ours = server.add({ name: 'issue' });
      const head = { type: 'head', head: issueHead };
      const drawn = (address: string, isBare: boolean) => async (): Promise<number> => {
        await page.goto(address);
        return untilDrawn(page, head, isBare);
      };
      const first = await byTurns(rounds, drawn(ours, false), drawn(server.blank, true));
      const entries = Array.from({ length: 1000 }, (_, at) => entryView(`m${at}`, { author: `Author ${at % 7}` }));
      const items = Array.from({ length: 500 }, (_, at) => evidenceRow(`l${at}`));
      const messages = [
        head,
        { type: 'evidence', evidence: { ...evidenceList, items } },
        { type: 'activity', activity: { ...activityList, entries } },
      ];
      const stalls: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await page.goto(ours);
        stalls.push(await longestTask(page, messages, '[data-entry="m999"]'));
      }
      return [
        {
          what: 'issue page: message → first content drawn',
          ours: first.ours,
          alternative: { what: 'the same data as one text in an empty page', median: first.alternative.median },
        },
        {
          what: 'issue page: longest stall, 1,000 entries and 500 pieces of evidence',
          ours: figureOf(stalls),
          alternative: { what: 'the limit', median: 50 },
        },
      ];
    } finally {
      await browser.close();
      await server.close();
    }
  },
};
