// Quick picks and input boxes.
import type { Locator, Page } from 'playwright-core';
import { press } from './press.ts';

/** The box at the top of the window: a quick pick, an input box or the palette. */
export class QuickInput {
  readonly widget: Locator;

  constructor(
    private readonly page: Page,
    private readonly say: (english: string) => string,
  ) {
    this.widget = page.locator('.quick-input-widget');
  }

  private get box(): Locator {
    return this.widget.locator('.quick-input-box input').first();
  }

  /** The row whose label is this. */
  row(label: string): Locator {
    return this.widget
      .locator('.monaco-list-row')
      .filter({
        has: this.page.locator('.quick-input-list-label .label-name').getByText(this.say(label), { exact: true }),
      })
      .first();
  }

  /** The labels offered (those in sight). */
  async rows(): Promise<string[]> {
    return await this.widget.locator('.monaco-list-row .quick-input-list-label .label-name').allTextContents();
  }

  /** Types, replacing what is there. `timeout`: how long the box may take to be there, in milliseconds. */
  async type(text: string, timeout = 30_000): Promise<void> {
    await this.box.fill(text, { timeout });
  }

  /** Chooses the row with this label. */
  async pick(label: string): Promise<void> {
    await press(this.row(label));
  }

  /** Chooses the first row that contains this. */
  async pickFirst(text: string | RegExp): Promise<void> {
    await press(this.widget.locator('.monaco-list-row').filter({ hasText: text }));
  }

  /** Types and accepts, as in an input box. */
  async enter(text: string): Promise<void> {
    await this.type(text);
    await this.box.press('Enter');
    // What was typed is checked before it is taken; whatever opens the box again before that would cancel it.
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Chooses a folder in the editor's own file dialog, by the name of its button. */
  chooseFolder(folder: string, button: string): Promise<void> {
    return this.choosePath(`${folder}/`, button);
  }

  /** Chooses a path in the editor's own file dialog, by the name of its button. */
  async choosePath(path: string, button: string): Promise<void> {
    // The dialog puts its first folder into the box when it has read that: what was typed before is gone then.
    await this.widget.getByRole('button', { name: button }).waitFor();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if ((await this.box.inputValue()) !== '') await this.type(path);
      await this.page.waitForTimeout(500);
      if ((await this.box.inputValue()) === path) break;
    }
    await this.widget.getByRole('button', { name: button }).click();
  }

  /** The sentence under the box: the prompt, or what validation found wrong. */
  async message(): Promise<string> {
    return (await this.widget.locator('.quick-input-message').innerText()).trim();
  }

  /** The title bar's and the placeholder's text. */
  async heading(): Promise<{ title: string; placeholder: string }> {
    const title = this.widget.locator('.quick-input-title');
    return { title: (await title.innerText()).trim(), placeholder: (await this.box.getAttribute('placeholder')) ?? '' };
  }

  /** Closes it without an answer. */
  async cancel(): Promise<void> {
    // A tooltip or the list of messages, when it is open, closes first.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await this.page.keyboard.press('Escape');
      const isHidden = this.widget.waitFor({ state: 'hidden', timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (await isHidden) return;
    }
    await this.widget.waitFor({ state: 'hidden' });
  }
}
