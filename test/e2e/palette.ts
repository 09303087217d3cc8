// The command palette.
import { errors, type Page } from 'playwright-core';
import { press } from './press.ts';
import type { QuickInput } from './quick-input.ts';

/** How long a contributed command may take to appear. Milliseconds. */
const patience = 30_000;

/** Runs commands as a person would: by their names. */
export class Palette {
  constructor(
    private readonly page: Page,
    private readonly input: QuickInput,
    private readonly say: (english: string) => string,
  ) {}

  /**
   * Runs a command by its whole English name, e.g. `Call Triage: Refresh`. Contributed commands appear some time after the workbench is drawn,
   * and an open palette does not notice: it is closed and opened until the row is there.
   */
  async run(command: string): Promise<void> {
    const deadline = Date.now() + patience;
    let offered: readonly string[] = [];
    while (Date.now() < deadline) {
      if (await this.attempt(command)) {
        // Until it has closed, what is typed would go into its box instead of the command's own.
        await this.input.row(command).waitFor({ state: 'hidden' });
        return;
      }
      offered = await this.input.rows();
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`The palette has no command "${command}". It offers: ${offered.join(', ')}`);
  }

  /** Opens the palette once. What takes the focus away meanwhile closes it: then, too, this attempt has failed. */
  private async attempt(command: string): Promise<boolean> {
    const row = this.input.row(command);
    try {
      await this.page.keyboard.press('F1');
      await this.input.type(`>${this.say(command)}`, 1500);
      await row.waitFor({ timeout: 1500 });
      await press(row, { timeout: 1500 });
      return true;
    } catch (error) {
      if (error instanceof errors.TimeoutError) return false;
      throw error;
    }
  }
}
