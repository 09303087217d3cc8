import { partSize } from '../../src/shared/transcript.ts';
import { button, el } from './dom.ts';
import type { Post } from './host.ts';
import { t } from './l10n.ts';
import type { Model } from './rows/model.ts';

/** The messages of a long call that are not on the page yet: how many they are, a button for the next, and who waits for one. */
export class Later {
  readonly element = el('div', { class: 'more' });
  readonly #model: Model;
  readonly #post: Post;
  readonly #count = el('span');
  readonly #next = button({ class: 'button secondary', click: () => this.#ask(null) });
  /** How many messages there were when more were asked for last. */
  #askedAt = -1;
  #waiting: { readonly index: number; readonly go: () => void } | undefined;

  constructor(model: Model, post: Post) {
    this.#model = model;
    this.#post = post;
    this.element.append(this.#count, this.#next);
    this.draw();
  }

  get hasFocus(): boolean {
    return this.#next === document.activeElement;
  }

  /** Says how many messages are to come now. */
  draw(): void {
    const { more } = this.#model;
    const next = Math.min(more, partSize);
    this.element.hidden = more === 0;
    this.#count.textContent = more === 1 ? t('1 more message') : t('{0} more messages', more.toLocaleString());
    this.#next.textContent = next === 1 ? t('Show') : t('Show next {0}', next.toLocaleString());
  }

  /** Does this now, or once the message with this index is on the page, if it is among those to come. */
  reach(index: number, go: () => void): void {
    if (!this.#model.isLater(index)) {
      go();
      return;
    }
    this.#waiting = { index, go };
    this.#ask(index);
  }

  /** The reader, or what they hear, has come to the last message that is here. */
  next(): void {
    if (this.#model.more > 0 && this.#askedAt !== this.#model.placed.length) this.#ask(null);
  }

  /** Says which messages have come to those before this place. */
  since(place: number): string {
    const last = this.#model.placed.length;
    return t('Showing messages {0} to {1}.', (place + 1).toLocaleString(), last.toLocaleString());
  }

  /** More messages are on the page: goes on with what waited for one of them. */
  arrived(): void {
    const waiting = this.#waiting;
    if (waiting === undefined || this.#model.isLater(waiting.index)) return;
    this.#waiting = undefined;
    waiting.go();
  }

  #ask(index: number | null): void {
    this.#askedAt = this.#model.placed.length;
    this.#post({ type: 'rows/show', index });
  }
}
