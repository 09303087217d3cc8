import { around, button, icon } from './dom.ts';
import { t } from './l10n.ts';

function flagButton(tabIndex: '0' | '-1'): HTMLElement {
  const names = { 'aria-label': t('Flag message'), title: t('Flag message (F)') };
  return button({ class: 'flag-button icon-button', ...names, tabindex: tabIndex }, icon('flag'));
}

/** The flag button at the end of a line: one on the selected row, one on the row under the pointer. */
export class FlagButtons {
  readonly #shown: boolean;
  readonly #selected = flagButton('0');
  readonly #hovered = flagButton('-1');

  constructor(list: HTMLElement, shown: boolean) {
    this.#shown = shown;
    if (!shown) return;
    list.addEventListener('pointerover', (event) => this.#hover(around(event.target, '.row')));
    list.addEventListener('pointerleave', () => this.#hovered.remove());
    // A press on the button would otherwise undo the text selection that is to be quoted.
    list.addEventListener('mousedown', (event) => {
      if (around(event.target, '.flag-button') !== null) event.preventDefault();
    });
  }

  /** Moves the selected row's button there. */
  select(row: HTMLElement | undefined): void {
    const line = row?.querySelector(':scope > .line') ?? null;
    if (!this.#shown || line === null) return;
    if (this.#hovered.parentElement === line) this.#hovered.remove();
    line.append(this.#selected);
  }

  #hover(row: HTMLElement | null): void {
    const line = row?.querySelector(':scope > .line') ?? null;
    if (line === null || this.#selected.parentElement === line) this.#hovered.remove();
    else if (this.#hovered.parentElement !== line) line.append(this.#hovered);
  }
}
