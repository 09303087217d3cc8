// Tree views, read as text.
import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './context-menu.ts';
import { pointOf, press, type PressOptions } from './press.ts';

/** What is said when a row's menu was used while the editor was asking for its rows again. */
const refusal = 'The list was just being refreshed, and nothing was done. Open the menu of the row again.';

const signs: Readonly<Record<string, string>> = { true: '▾ ', false: '▸ ' };

/** Waits until nothing has been drawn in an element for a second. */
function quiet(element: Locator): Promise<void> {
  return element.evaluate(
    (rows) =>
      new Promise<void>((resolve) => {
        const end = (): void => {
          observer.disconnect();
          resolve();
        };
        let timer = setTimeout(end, 1000);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(end, 1000);
        });
        observer.observe(rows, { childList: true, characterData: true, subtree: true });
      }),
  );
}

/** A tree view of the side bar. Only rows in sight are known: the editor draws no others. */
export class Tree {
  readonly element: Locator;

  constructor(
    private readonly page: Page,
    name: string,
    private readonly say: (english: string) => string,
  ) {
    this.element = page.locator('.part.sidebar .pane-body').getByRole('tree', { name: say(name), exact: true });
  }

  /** The first row whose label or description contains this. */
  row(text: string | RegExp): Locator {
    return this.rows(text).first();
  }

  /** The row, once it is marked as unread. */
  unread(text: string): Locator {
    return this.row(text).and(this.page.locator('[aria-label*=", unread,"]'));
  }

  /**
   * The tree as it can be seen, one line per row: two blanks per level, ▾ for open and ▸ for closed rows, the label, and, after
   * two blanks, the description; at the end ● for what is unread.
   */
  async text(): Promise<string> {
    const rows = await this.element.locator('.monaco-list-row').evaluateAll((elements) =>
      elements
        .map((element) => ({
          top: element.getBoundingClientRect().top,
          level: Number(element.getAttribute('aria-level') ?? 1),
          expanded: element.getAttribute('aria-expanded') ?? '',
          label: element.querySelector('.label-name')?.textContent ?? '',
          description: element.querySelector('.label-description')?.textContent ?? '',
          // What stands at the end of a row is drawn by style alone.
          badge: getComputedStyle(element.querySelector('.monaco-icon-label') ?? element, '::after').content,
        }))
        .sort((a, b) => a.top - b.top),
    );
    return rows
      .map(({ level, expanded, label, badge, description }) => {
        const sign = signs[expanded] ?? '';
        const mark = badge.includes('●') ? '  ●' : '';
        return `${'  '.repeat(level - 1)}${sign}${label}${description === '' ? '' : `  ${description}`}${mark}`;
      })
      .join('\n');
  }

  /** Opens a row's children, unless they are open, and waits until the first is in sight. */
  async expand(text: string | RegExp): Promise<void> {
    await this.setExpanded(text, true);
  }

  /** Closes a row's children. */
  async collapse(text: string | RegExp): Promise<void> {
    await this.setExpanded(text, false);
  }

  /** Clicks a row, which selects it and runs its command. */
  async click(text: string | RegExp, options: PressOptions = {}): Promise<void> {
    await press(this.labels(text), options);
  }

  /** Waits until no row has been drawn for a second: the editor tells nobody of a row that is opened, or dropped on, meanwhile. */
  async settled(): Promise<void> {
    await quiet(this.element);
  }

  /** Drags a row onto one of another view, and lets go of it once that is marked as taking it. */
  async drag(text: string | RegExp, target: Locator): Promise<void> {
    const { mouse } = this.page;
    const from = await pointOf(this.labels(text));
    const to = await pointOf(target.locator('.monaco-icon-label'));
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(to.x, to.y, { steps: 8 });
    await mouse.move(to.x + 2, to.y);
    const taking = this.page.locator('.monaco-list-row.drop-target').first();
    await taking.waitFor();
    // The extension says what is dragged in its own time; what is let go of before that is dropped for nothing. Meanwhile the editor
    // opens the row that the pointer rests on, and what is let go of while it draws what is below is dropped for nothing as well.
    await quiet(target.locator('xpath=ancestor::*[@role="tree"]'));
    await mouse.move(to.x, to.y);
    await taking.waitFor();
    await mouse.up();
  }

  /** Opens a row's context menu. A tree that is drawn anew in this moment takes the keyboard, which closes the menu again. */
  async openMenu(text: string | RegExp): Promise<void> {
    const menu = this.page.locator('.monaco-menu').last();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await press(this.labels(text), { button: 'right' });
      await menu.waitFor({ timeout: 3000 }).catch(() => undefined);
      await this.page.waitForTimeout(250);
      if (await menu.isVisible()) return;
    }
    throw new Error(`The menu of ${String(text)} does not stay open.`);
  }

  /** Chooses an entry of a row's context menu. While the editor is just asking for its rows again nothing is done, and said. */
  async choose(text: string | RegExp, entry: string): Promise<void> {
    const refused = this.page.locator('.notification-toast').filter({ hasText: this.say(refusal) });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await this.openMenu(text);
      await new ContextMenu(this.page, this.say).choose(entry);
      const isRefused = await refused.waitFor({ timeout: 400 }).then(
        () => true,
        () => false,
      );
      if (!isRefused) return;
      await refused.getByRole('button', { name: /Clear Notification/ }).click();
    }
    throw new Error(`The row ${String(text)} does not stay.`);
  }

  /** Clicks an inline action of a row, by its name. */
  async act(text: string | RegExp, action: string): Promise<void> {
    await this.hover(text);
    await press(this.rows(text).getByRole('button', { name: this.say(action) }));
  }

  /** The tooltip of a row, as text. */
  async tooltip(text: string | RegExp): Promise<string> {
    await this.hover(text);
    const hover = this.page.locator('.workbench-hover-container .monaco-hover, .workbench-hover').first();
    await hover.waitFor();
    return await hover.innerText();
  }

  private rows(text: string | RegExp): Locator {
    return this.element.locator('.monaco-list-row').filter({ hasText: this.said(text) });
  }

  private said(text: string | RegExp): string | RegExp {
    return typeof text === 'string' ? this.say(text) : text;
  }

  private labels(text: string | RegExp): Locator {
    return this.rows(text).locator('.monaco-icon-label');
  }

  private async hover(text: string | RegExp): Promise<void> {
    const { x, y } = await pointOf(this.labels(text));
    await this.page.mouse.move(x, y);
  }

  private async setExpanded(text: string | RegExp, open: boolean): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    const wanted = this.element
      .locator(`.monaco-list-row[aria-expanded="${open}"]`)
      .filter({ hasText: this.said(text) })
      .first();
    // A tree that is drawn anew under the pointer loses the click.
    for (let attempt = 0; attempt < 5 && (await row.getAttribute('aria-expanded')) !== String(open); attempt += 1) {
      await press(this.rows(text).locator('.monaco-tl-twistie'));
      await wanted.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await wanted.waitFor();
    if (!open) return;
    // Children may come from a server: the row is open before they are there.
    const index = Number(await row.getAttribute('data-index'));
    const level = Number(await row.getAttribute('aria-level'));
    await this.element.locator(`.monaco-list-row[data-index="${index + 1}"][aria-level="${level + 1}"]`).waitFor();
  }
}
