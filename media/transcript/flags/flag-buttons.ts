import type { TranscriptHeader } from '../../../src/shared/transcript.ts';
import { closest, button, icon } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';

function flagButton(kind: TranscriptHeader['kind'], tabIndex: '0' | '-1'): HTMLElement {
  const name = kind === 'call' ? t('Flag message') : t('Comment with quote');
  const sign = icon(kind === 'call' ? 'flag' : 'comment');
  return button({ class: 'flag-button icon-button', 'aria-label': name, title: name, tabindex: tabIndex }, sign);
}

/** The button at the end of a line that flags it, or comments on an SMS message: on the selected row, and on the hovered one. */
export class FlagButtons {
  readonly #shown: boolean;
  readonly #keyOf: () => string | undefined;
  readonly #selected: HTMLElement;
  readonly #hovered: HTMLElement;

  /** @param keyOf returns the key that does the same, by the user's settings */
  constructor(list: HTMLElement, kind: TranscriptHeader['kind'], shown: boolean, keyOf: () => string | undefined) {
    this.#shown = shown;
    this.#keyOf = keyOf;
    this.#selected = flagButton(kind, '0');
    this.#hovered = flagButton(kind, '-1');
    if (!shown) return;
    list.addEventListener('pointerover', (event) => this.#hover(closest(event.target, '.row')));
    list.addEventListener('pointerleave', () => this.#hovered.remove());
    // A press would clear the text selection, which is to be quoted.
    list.addEventListener('mousedown', (event) => {
      if (closest(event.target, '.flag-button') !== null) event.preventDefault();
    });
  }

  select(row: HTMLElement | undefined): void {
    const line = row?.querySelector(':scope > .line') ?? null;
    if (!this.#shown || line === null) return;
    if (this.#hovered.parentElement === line) this.#hovered.remove();
    this.#append(line, this.#selected);
  }

  #hover(row: HTMLElement | null): void {
    const line = row?.querySelector(':scope > .line') ?? null;
    if (line === null || this.#selected.parentElement === line) this.#hovered.remove();
    else if (this.#hovered.parentElement !== line) this.#append(line, this.#hovered);
  }

  #append(line: Element, flag: HTMLElement): void {
    const key = this.#keyOf();
    const name = flag.ariaLabel ?? '';
    flag.title = key === undefined ? name : t('{0} ({1})', name, key);
    line.append(flag);
  }
}
