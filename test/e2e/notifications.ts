// Messages at the window's corner, and in the list of all messages when that is open.
import type { Locator, Page } from 'playwright-core';
import { press } from './press.ts';

/** The messages shown now. */
export class Notifications {
  readonly items: Locator;

  constructor(private readonly page: Page) {
    this.items = page.locator(':is(.notifications-toasts, .notifications-center) .notification-list-item');
  }

  /** Waits for a message that contains this. */
  async find(text: string | RegExp): Promise<Locator> {
    const item = this.items.filter({ hasText: text }).first();
    try {
      await item.waitFor({ timeout: 8000 });
    } catch {
      // Of more than three messages in 0.8 s the editor has the last ones in their list only. No hand is that fast.
      await this.page.locator('[id="status.notifications"]').click();
      await item.waitFor();
    }
    return item;
  }

  /** The texts of all messages. */
  async texts(): Promise<string[]> {
    return await this.items.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Presses a button of the message that contains `text`. */
  async press(text: string | RegExp, button: string): Promise<void> {
    const item = await this.find(text);
    await press(item.getByRole('button', { name: button, exact: true }));
  }

  /** Closes the message that contains this. */
  async dismiss(text: string | RegExp): Promise<void> {
    const item = await this.find(text);
    await item.hover();
    await item.locator('.codicon-notifications-clear').click();
    await item.waitFor({ state: 'hidden' });
  }
}
