import type { Locator } from 'playwright-core';
import type { HostMessage, PageMessage } from '../../../src/shared/messages.ts';
import type { TranscriptView } from '../../../src/shared/transcript.ts';
import { type OpenOptions, type Tab, useTabs, WebPage } from './web-page.ts';

export type { OpenOptions } from './web-page.ts';

/** The transcript page. */
export class TranscriptPage extends WebPage<HostMessage, PageMessage> {
  readonly list: Locator;
  readonly composer: Locator;

  constructor(tab: Tab, options: OpenOptions) {
    super('transcript', tab, options);
    const { page } = tab;
    this.list = page.getByRole('list', { name: 'Transcript' });
    this.composer = page.getByRole('group', { name: /^Flag message/ });
  }

  /** Answers `ready` with this transcript and waits until all its rows are built. */
  async ready(view: TranscriptView): Promise<void> {
    await this.send({ type: 'state', state: { kind: 'ready', view } });
    await this.page.locator('.bar').waitFor();
    if (view.rows.length > 0) await this.page.locator('.list[aria-busy="false"]').waitFor();
    await this.page.locator('.player.loading').waitFor({ state: 'detached' });
  }

  row(index: number): Locator {
    return this.page.locator(`[data-message-index="${index}"]`);
  }

  flag(id: string): Locator {
    return this.page.locator(`[data-flag-id="${id}"]`);
  }

  /** The raw index of the row that has the keyboard; undefined when it is elsewhere. */
  focusedIndex(): Promise<number | undefined> {
    return this.page.evaluate(() => {
      const index = document.activeElement?.getAttribute('data-message-index');
      return index === null || index === undefined ? undefined : Number(index);
    });
  }

  /** The context a command would get from a context menu on this element: the inner one wins. */
  contextOf(target: Locator): Promise<Record<string, unknown>> {
    return target.evaluate((element) => {
      let merged: Record<string, unknown> = {};
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const own = at.getAttribute('data-vscode-context');
        if (own !== null) merged = { ...(JSON.parse(own) as Record<string, unknown>), ...merged };
      }
      return merged;
    });
  }
}

/** The pages of one test file. */
export function useBrowser(): {
  open: (options?: OpenOptions) => Promise<TranscriptPage>;
  show: (view: TranscriptView, options?: OpenOptions) => Promise<TranscriptPage>;
} {
  const tabs = useTabs();
  const open = (options: OpenOptions = {}): Promise<TranscriptPage> =>
    tabs.open((tab) => new TranscriptPage(tab, options));
  const show = async (view: TranscriptView, options: OpenOptions = {}): Promise<TranscriptPage> => {
    const page = await open(options);
    await page.ready(view);
    return page;
  };
  return { open, show };
}
