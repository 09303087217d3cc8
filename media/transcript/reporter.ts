import type { Post } from './host.ts';
import { isMac } from './keys.ts';
import { quoteIn } from './composer/quote.ts';
import type { Selection } from './rows/selection.ts';

/** Arrow keys held down select many rows: the host hears of the one they come to rest on. */
const quiet = 100;

/**
 * Tells the host which row is selected and what text inside it, because a command from a context menu or the palette
 * is not told. Changes are reported once they settle, and at once before a menu opens or the page loses the keyboard.
 */
export class SelectionReporter {
  readonly #post: Post;
  readonly #selection: Selection;
  readonly #indexAt: (position: number) => number | undefined;
  readonly #spanned: () => readonly number[];
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reported = '';
  /** While a context menu is open: the quote from before the click, which on some systems selects the word it hits. */
  #frozen: { readonly quote: string | null } | undefined;

  /** `spanned` gives the indexes of all rows that are selected. */
  constructor(
    post: Post,
    selection: Selection,
    indexAt: (position: number) => number | undefined,
    spanned: () => readonly number[],
  ) {
    this.#post = post;
    this.#spanned = spanned;
    this.#selection = selection;
    this.#indexAt = indexAt;
    const options = { signal: this.#stop.signal, capture: true };
    document.addEventListener('selectionchange', () => this.soon(), options);
    document.addEventListener('mousedown', (event) => this.#pressed(event), options);
    document.addEventListener('keydown', () => (this.#frozen = undefined), options);
    // Not in the capture phase, where the blur of every row would pass the window too.
    window.addEventListener('blur', () => this.now(), { signal: this.#stop.signal });
  }

  /** The text selected inside the selected row. */
  get quote(): string | null {
    return this.#frozen === undefined ? quoteIn(this.#selection.row) : this.#frozen.quote;
  }

  /** Reports when nothing has changed for a moment. */
  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), quiet);
  }

  /** Reports now, unless the host knows already. */
  now(): void {
    clearTimeout(this.#timer);
    const { position } = this.#selection;
    const index = position === null ? undefined : this.#indexAt(position);
    if (index === undefined) return;
    const { quote } = this;
    const indexes = [...this.#spanned()];
    const report = JSON.stringify([index, quote, indexes]);
    if (report === this.#reported) return;
    this.#reported = report;
    this.#post({ type: 'select', index, quote, ...(indexes.length > 1 ? { indexes } : {}) });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  #pressed(event: MouseEvent): void {
    const opensMenu = event.button === 2 || (isMac && event.button === 0 && event.ctrlKey);
    if (!opensMenu) {
      this.#frozen = undefined;
      return;
    }
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.row') : null;
    this.#frozen = { quote: quoteIn(row ?? undefined) };
  }
}
