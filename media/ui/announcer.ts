import { el, icon, iconButton } from './dom.ts';
import { t } from './l10n.ts';
import { oneLine } from './text.ts';

/**
 * Announces sentences in a live region for screen readers. Warnings are also shown at the bottom of the page, until they
 * are closed or the next sentence is announced.
 */
export class Announcer {
  readonly #polite = el('div', { class: 'spoken', 'aria-live': 'polite' });
  readonly #urgent = el('div', { class: 'spoken', role: 'alert' });
  readonly #line = el('div', { class: 'notice', hidden: '' });

  constructor(root: HTMLElement) {
    root.append(this.#line, this.#polite, this.#urgent);
  }

  say(text: string, tone: 'info' | 'warning' = 'info'): void {
    // A longer one would cover the transcript.
    const sentence = oneLine(text, 500);
    this.#hide();
    const region = tone === 'warning' ? this.#urgent : this.#polite;
    // A new node is announced even if the sentence is the same as before.
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
