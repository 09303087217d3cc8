// The transcript in the active editor, as a person uses it.
import type { Locator } from 'playwright-core';
import type { Webview } from './webview.ts';
import type { Workbench } from './workbench.ts';

export class TranscriptPage {
  readonly frame: Webview;

  constructor(private readonly workbench: Workbench) {
    this.frame = workbench.webview();
  }

  /** The row of a message, by its raw index. */
  message(index: number): Locator {
    return this.frame.locator(`[data-message-index="${index}"]`);
  }

  /** The flags on a message. */
  flags(index: number): Locator {
    return this.message(index).locator('[data-flag-id]');
  }

  /** Waits until the transcript stands. */
  async shown(): Promise<void> {
    await this.frame.getByRole('list', { name: this.workbench.say('Transcript') }).waitFor();
  }

  /** Opens the composer under a message by the context menu. */
  async flagByMenu(index: number): Promise<void> {
    await this.message(index).click({ button: 'right' });
    await this.workbench.contextMenu.choose('Flag Message…');
    await this.composer.waitFor();
  }

  get composer(): Locator {
    return this.frame.getByRole('radiogroup', { name: this.workbench.say('Flag type') });
  }

  get note(): Locator {
    return this.frame.getByRole('textbox', { name: this.workbench.say('Note') });
  }

  /** Chooses the type with this name in the open composer. */
  async chooseType(type: string): Promise<void> {
    await this.frame.getByRole('radio', { name: type, exact: true }).click();
  }

  async save(): Promise<void> {
    const { say } = this.workbench;
    const name = new RegExp(`^(?!${say('Save & Next')})${say('Save')}`);
    await this.frame.getByRole('button', { name }).click();
  }
}
