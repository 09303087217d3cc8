import type { TranscriptHeader } from '../../../src/shared/transcript.ts';
import { closest, button, icon } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';

function flagButton(kind: TranscriptHeader['kind'], tabIndex: '0' | '-1'): HTMLElement {
  const names =
    kind === 'call'
      ? { 'aria-label': t('Flag message'), title: t('Flag message (F)') }
      : { 'aria-label': t('Comment with quote'), title: t('Comment with quote (F)') };
  const sign = icon(kind === 'call' ? 'flag' : 'comment');
  return button({ class: 'flag-button icon-button', ...names, tabindex: tabIndex }, sign);
}

/** The button at the end of a line that flags it, or comments on an SMS message: on the selected row, and on the hovered one. */
export class FlagButtons {
  readonly #shown: boolean;
  readonly #selected: HTMLElement;
  readonly #hovered: HTMLElement;

  constructor(list: HTMLElement, kind: TranscriptHeader['kind'], shown: boolean) {
    this.#shown = shown;
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
    line.append(this.#selected);
  }

  #hover(row: HTMLElement | null): void {
    const line = row?.querySelector(':scope > .line') ?? null;
    if (line === null || this.#selected.parentElement === line) this.#hovered.remove();
    else if (this.#hovered.parentElement !== line) line.append(this.#hovered);
  }
}
