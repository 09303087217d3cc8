import {
  chromium,
  type Browser,
  type BrowserContext,
  type ConsoleMessage,
  type Page,
  type Request,
} from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { flags } from '../../support/browser.mjs';
import type { ThemeName } from '../themes.ts';
import { type PagesServer, startPagesServer } from './server.ts';

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly forcedColors?: boolean;
  readonly panel?: string;
  readonly l10n?: Readonly<Record<string, string>>;
}

/** Keys the page let through to the window, where the editor listens; and what the page told the host. */
interface Recorded {
  posted: { readonly type: string }[];
  passed: string[];
  violations: string[];
}

declare global {
  interface Window {
    recorded: Recorded;
  }
}

/** Stands in for the editor: the webview API, its state that outlives a reload, and its key listener on the window. */
function fakeEditor(): void {
  window.recorded = { posted: [], passed: [], violations: [] };
  const key = 'webview-state';
  Reflect.set(window, 'acquireVsCodeApi', () => ({
    postMessage: (message: { readonly type: string }) => window.recorded.posted.push(structuredClone(message)),
    getState: () => JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown,
    setState: (state: unknown) => sessionStorage.setItem(key, JSON.stringify(state)),
  }));
  window.addEventListener('keydown', (event) => window.recorded.passed.push(event.key));
  document.addEventListener('securitypolicyviolation', (event) =>
    window.recorded.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
  );
}

interface Message {
  readonly type: string;
}

/** A tab that a test has for itself. */
export interface Tab {
  readonly page: Page;
  readonly server: PagesServer;
  /** Hears when the test is done with it. */
  readonly closed: () => void;
}

/** A real page in a real browser, with the editor's side in the test's hands. */
export class WebPage<Sent extends Message, Posted extends Message> {
  readonly page: Page;
  /** Everything that went wrong by itself: exceptions, console errors, requests for anything but the page's files. */
  readonly troubles: string[] = [];
  readonly #options: OpenOptions;
  readonly #tab: Tab;
  readonly #stop: (() => void)[] = [];

  readonly #name: string;

  constructor(name: 'transcript' | 'issue' | 'insights', tab: Tab, options: OpenOptions) {
    const { page, server } = tab;
    this.#name = name;
    this.page = page;
    this.#options = options;
    this.#tab = tab;
    const crashed = (error: Error): number => this.troubles.push(String(error));
    const logged = (message: ConsoleMessage): void => {
      if (message.type() === 'error') this.troubles.push(message.text());
    };
    const asked = (request: Request): void => {
      const url = request.url();
      if (!url.startsWith('blob:') && !server.serves(url)) this.troubles.push(`request for ${url}`);
    };
    page.on('pageerror', crashed);
    page.on('console', logged);
    page.on('request', asked);
    this.#stop.push(
      () => page.off('pageerror', crashed),
      () => page.off('console', logged),
      () => page.off('request', asked),
    );
  }

  /** Loads the page in this tab. */
  async load(): Promise<void> {
    const { page } = this;
    const { width = 800, height = 600, forcedColors = false } = this.#options;
    const { server } = this.#tab;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ forcedColors: forcedColors ? 'active' : 'none' });
    // What the page before this one kept is forgotten once that page is gone.
    await page.goto(server.blank);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(server.add({ ...this.#options, name: this.#name }));
  }

  async send(message: Sent): Promise<void> {
    await this.page.evaluate((sent) => {
      window.dispatchEvent(new MessageEvent('message', { data: sent }));
    }, message);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async posted<T extends Posted['type']>(type: T): Promise<Extract<Posted, { type: T }>[]> {
    const all = await this.page.evaluate(() => window.recorded.posted);
    return all.filter((message) => message.type === type) as Extract<Posted, { type: T }>[];
  }

  /** Waits until the page has told the host this, then returns what it said last of that kind. */
  async untilPosted(message: Posted): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => window.recorded.posted.some((one) => JSON.stringify(one) === wanted),
      JSON.stringify(message),
    );
  }

  /** Keys that reached the window, and so the editor. */
  passed(): Promise<string[]> {
    return this.page.evaluate(() => window.recorded.passed);
  }

  /** What the live regions said last. */
  async said(): Promise<string> {
    const texts = await this.page.locator('.spoken').allTextContents();
    return texts.join('\n').trim();
  }

  /** By how many pixels what is shown is wider than the window. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
  }

  /** Everything that went wrong by itself, including what the content security policy refused. */
  async allTroubles(): Promise<string[]> {
    const all = [...this.troubles, ...(await this.page.evaluate(() => window.recorded.violations))];
    // Asked for by the browser itself, some time after it has loaded a page; an editor's webview has no such thing.
    return all.filter((trouble) => !trouble.includes('/favicon.ico'));
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    await this.page.unrouteAll({ behavior: 'ignoreErrors' });
    this.#tab.closed();
  }
}

/** The tabs of one test file. A tab is loaded anew for every test, and used again because opening one is slow. */
export function useTabs(): {
  open: <P extends { load(): Promise<void> }>(make: (tab: Tab) => P) => Promise<P>;
} {
  let browser: Browser;
  let context: BrowserContext;
  let server: PagesServer;
  const idle: Page[] = [];
  beforeAll(async () => {
    // A browser that all files share would be driven through one process more, which costs more than starting one for each.
    browser = await chromium.launch({ executablePath: inject('chromium'), args: flags });
    context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' });
    await context.addInitScript(fakeEditor);
    server = await startPagesServer(inject('bundle'));
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  return {
    async open(make) {
      const page = idle.pop() ?? (await context.newPage());
      const opened = make({ page, server, closed: () => idle.push(page) });
      await opened.load();
      return opened;
    },
  };
}
