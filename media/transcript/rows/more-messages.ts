import { partSize } from '../../../src/shared/transcript.ts';
import { button, el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import type { Post } from '../host.ts';
import type { Model } from '../model.ts';

/** The messages of a long call that are not loaded yet: their number, and a button for the next ones. */
export class MoreMessages {
  readonly element = el('div', { class: 'more' });
  readonly #model: Model;
  readonly #post: Post;
  readonly #count = el('span');
  readonly #next = button({ class: 'button secondary', click: () => this.#request(null) });
  /** Number of loaded messages when more were requested last. */
  #requestedAt = -1;
  #waiting: { readonly index: number; readonly callback: () => void } | undefined;

  constructor(model: Model, post: Post) {
    this.#model = model;
    this.#post = post;
    this.element.append(this.#count, this.#next);
    this.draw();
  }

  get hasFocus(): boolean {
    return this.#next === document.activeElement;
  }

  draw(): void {
    const { more } = this.#model;
    const next = Math.min(more, partSize);
    this.element.hidden = more === 0;
    this.#count.textContent = more === 1 ? t('1 more message') : t('{0} more messages', more);
    this.#next.textContent = next === 1 ? t('Show') : t('Show next {0}', next);
  }

  /** Calls back now, or once the message with this index is loaded if it is one of those that are not. */
  whenLoaded(index: number, callback: () => void): void {
    if (!this.#model.isNotLoaded(index)) {
      callback();
      return;
    }
    this.#waiting = { index, callback };
    this.#request(index);
  }

  /** Loads the next messages; called when playback reaches the last one that is loaded. */
  loadNext(): void {
    if (this.#model.more > 0 && this.#requestedAt !== this.#model.placed.length) this.#request(null);
  }

  /** The sentence that announces the messages loaded from this position on. */
  loadedFrom(position: number): string {
    const last = this.#model.placed.length;
    return t('Showing messages {0} to {1}.', position + 1, last);
  }

  /** Runs the callback that waited for a message, if that has been loaded. */
  onLoaded(): void {
    const waiting = this.#waiting;
    if (waiting === undefined || this.#model.isNotLoaded(waiting.index)) return;
    this.#waiting = undefined;
    waiting.callback();
  }

  #request(index: number | null): void {
    this.#requestedAt = this.#model.placed.length;
    this.#post({ type: 'rows/show', index });
  }
}
