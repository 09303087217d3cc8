// Tree views, read as text.
import type { Locator, Page } from 'playwright-core';

const signs: Readonly<Record<string, string>> = { true: '▾ ', false: '▸ ' };

/** A tree view of the side bar. Only rows in sight are known: the editor draws no others. */
export class Tree {
  readonly element: Locator;

  constructor(
    private readonly page: Page,
    name: string,
  ) {
    this.element = page.locator('.part.sidebar .pane-body').getByRole('tree', { name, exact: true });
  }

  /** The first row whose label or description contains this. */
  row(text: string | RegExp): Locator {
    return this.element.locator('.monaco-list-row').filter({ hasText: text }).first();
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
  async click(text: string | RegExp): Promise<void> {
    await this.row(text).locator('.monaco-icon-label').first().click();
  }

  /** Drags a row onto one of another view, and lets go of it once that is marked as taking it. */
  async drag(text: string | RegExp, target: Locator): Promise<void> {
    const { mouse } = this.page;
    const from = await this.row(text).locator('.monaco-icon-label').first().boundingBox();
    const to = await target.locator('.monaco-icon-label').first().boundingBox();
    if (from === null || to === null) throw new Error('a row that is dragged, or its target, is not in sight');
    await mouse.move(from.x + 20, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(to.x + 30, to.y + to.height / 2, { steps: 8 });
    await mouse.move(to.x + 32, to.y + to.height / 2);
    await this.page.locator('.monaco-list-row.drop-target').first().waitFor();
    await mouse.up();
  }

  /** Opens a row's context menu. */
  async openMenu(text: string | RegExp): Promise<void> {
    await this.row(text).locator('.monaco-icon-label').first().click({ button: 'right' });
  }

  /** Clicks an inline action of a row, by its name. */
  async act(text: string | RegExp, action: string): Promise<void> {
    const row = this.row(text);
    await row.hover();
    await row.getByRole('button', { name: action }).click();
  }

  /** The tooltip of a row, as text. */
  async tooltip(text: string | RegExp): Promise<string> {
    await this.row(text).locator('.monaco-icon-label').first().hover();
    const hover = this.page.locator('.workbench-hover-container .monaco-hover, .workbench-hover').first();
    await hover.waitFor();
    return await hover.innerText();
  }

  private async setExpanded(text: string | RegExp, open: boolean): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    const wanted = this.element.locator(`.monaco-list-row[aria-expanded="${open}"]`).filter({ hasText: text }).first();
    // A tree that is drawn anew under the pointer loses the click.
    for (let attempt = 0; attempt < 5 && (await row.getAttribute('aria-expanded')) !== String(open); attempt += 1) {
      await row.locator('.monaco-tl-twistie').click();
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
