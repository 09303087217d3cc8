import { el, icon, iconButton } from '../dom.ts';
import { t } from '../l10n.ts';
import { oneLine } from './text.ts';

/**
 * Says things: every sentence goes to a live region for screen readers; warnings also stand in a line at the bottom
 * of the page until they are closed or the next sentence comes.
 */
export class Live {
  readonly #polite = el('div', { class: 'spoken', 'aria-live': 'polite' });
  readonly #urgent = el('div', { class: 'spoken', role: 'alert' });
  readonly #line = el('div', { class: 'notice', hidden: '' });

  constructor(root: HTMLElement) {
    root.append(this.#line, this.#polite, this.#urgent);
  }

  say(text: string, tone: 'info' | 'warning' = 'info'): void {
    // As much as leaves room for what it is about.
    const sentence = oneLine(text, 500);
    this.#hide();
    const region = tone === 'warning' ? this.#urgent : this.#polite;
    // A new node is announced even when the sentence is the same as before.
    region.replaceChildren(el('span', { text: sentence }));
    if (tone === 'warning') this.#show(sentence);
  }

  #show(sentence: string): void {
    const close = iconButton('close', t('Close'), { click: () => this.#hide() });
    this.#line.replaceChildren(
      icon('warning'),
      el('span', { class: 'notice-text', dir: 'auto', text: sentence }),
      close,
    );
    this.#line.hidden = false;
  }

  #hide(): void {
    this.#line.hidden = true;
    this.#line.replaceChildren();
  }
}
