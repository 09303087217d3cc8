// Context menus of trees and webviews. The workbench draws both, inside a shadow root, which locators see through.
import type { Locator, Page } from 'playwright-core';

/** The open context menu. */
export class ContextMenu {
  readonly menu: Locator;

  constructor(
    page: Page,
    private readonly say: (english: string) => string,
  ) {
    this.menu = page.locator('.monaco-menu').last();
  }

  /** The names of its entries. */
  async entries(): Promise<string[]> {
    await this.menu.waitFor();
    return await this.menu.locator('.action-item .action-label:not(.separator)').allTextContents();
  }

  /** Chooses an entry by its name. A menu ignores the mouse at first: the click is repeated until the menu is gone. */
  async choose(name: string): Promise<void> {
    const entry = this.menu
      .locator('.action-item')
      .filter({ has: this.menu.page().getByText(this.say(name), { exact: true }) });
    await entry.waitFor();
    for (let attempt = 0; attempt < 20; attempt++) {
      await entry.click({ timeout: 2000 }).catch(() => undefined);
      const gone = await this.menu.waitFor({ state: 'hidden', timeout: 300 }).then(
        () => true,
        () => false,
      );
      if (gone) return;
    }
    throw new Error(`The context menu did not take the click on "${name}".`);
  }
}
