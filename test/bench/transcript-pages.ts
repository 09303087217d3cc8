import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { provisionChromium } from '../support/provision.mjs';
import { bundlePage } from '../webview/support/bundle.ts';
import { startPagesServer } from '../webview/support/server.ts';
import { longRows, view } from '../webview/support/views.ts';

/** The page as it ships; a list by `@tanstack/virtual-core` with the same rows; a page with the same styles and no script. */
export type Kind = 'ours' | 'virtual' | 'plain';

const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];

/** What the host sends for a call with so many messages, from a word to a paragraph, as people speak. */
export function transcriptOf(count: number): object {
  const rows = longRows(count).map((row) => ({
    ...row,
    text: `${row.text} ${'and so on '.repeat((row.index * 7) % 31)}`,
  }));
  return { type: 'state', state: { kind: 'ready', view: view({ rows }) } };
}

export interface TranscriptPages {
  /** Opens a browser of its own with a page of this kind. */
  open(kind: Kind): Promise<{ readonly browser: Browser; readonly page: Page }>;
  close(): Promise<void>;
}

export async function transcriptPages(): Promise<TranscriptPages> {
  const [bundle, executablePath, virtual] = await Promise.all([
    bundlePage(process.cwd()),
    provisionChromium(() => undefined),
    build({ entryPoints: ['test/bench/virtual-list.ts'], bundle: true, format: 'esm', write: false, minify: true }),
  ]);
  const [virtualList] = virtual.outputFiles;
  const server = await startPagesServer({
    ...bundle,
    'virtual.js': Buffer.from(virtualList?.contents ?? []).toString('base64'),
  });
  const addresses: Readonly<Record<Kind, string>> = {
    ours: server.add({ name: 'transcript' }),
    virtual: server.add({ name: 'transcript', script: 'virtual.js' }),
    plain: server.add({ name: 'transcript', script: null }),
  };
  return {
    async open(kind) {
      const browser = await chromium.launch({ executablePath, args });
      const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
      await standInForEditor(page);
      await page.goto(addresses[kind]);
      return { browser, page };
    },
    close: () => server.close(),
  };
}

/** Gives the page an editor that does nothing. */
export async function standInForEditor(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const nothing = (): undefined => undefined;
    Reflect.set(window, 'acquireVsCodeApi', () => ({ postMessage: nothing, getState: nothing, setState: nothing }));
  });
}

/** Hands the page a message, and returns the milliseconds until the frame that shows it is over. */
export function untilPainted(page: Page, message: object): Promise<number> {
  return page.evaluate(async (data) => {
    const began = performance.now();
    window.dispatchEvent(new MessageEvent('message', { data }));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
  }, message);
}

/** Returns the private memory of the processes that show the page, MB; undefined where the system does not tell. */
export async function memoryOf(browser: Browser): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8');
      return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
