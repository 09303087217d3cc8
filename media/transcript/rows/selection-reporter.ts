import { cut } from '../../../src/shared/text.ts';
import { maxNote } from '../../../src/shared/transcript.ts';
import { isMac } from '../../ui/key-events.ts';
import { plain } from '../../ui/text.ts';
import type { Post } from '../host.ts';
import type { Selection } from './selection.ts';

/** Milliseconds after the last change: arrow keys held down select many rows. */
const reportDelay = 100;

/**
 * Tells the host which row is selected and what text inside it: a command from a context menu or the palette does not
 * learn it otherwise. Changes are reported once they settle, and at once before a menu opens or the page loses focus.
 */
export class SelectionReporter {
  readonly #post: Post;
  readonly #selection: Selection;
  readonly #indexAt: (position: number) => number | undefined;
  readonly #selectedIndexes: () => readonly number[];
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reported = '';
  /** The quote before a context menu opened: on some systems that click selects a word. */
  #beforeMenu: { readonly quote: string | null } | undefined;

  constructor(
    post: Post,
    selection: Selection,
    indexAt: (position: number) => number | undefined,
    selectedIndexes: () => readonly number[],
  ) {
    this.#post = post;
    this.#selectedIndexes = selectedIndexes;
    this.#selection = selection;
    this.#indexAt = indexAt;
    const options = { signal: this.#stop.signal, capture: true };
    document.addEventListener('selectionchange', () => this.reportSoon(), options);
    document.addEventListener('mousedown', (event) => this.#pressed(event), options);
    document.addEventListener('keydown', () => (this.#beforeMenu = undefined), options);
    // Not in the capture phase, in which the blur of every row passes the window too.
    window.addEventListener('blur', () => this.report(), { signal: this.#stop.signal });
  }

  /** Text that is selected inside the selected row. */
  get quote(): string | null {
    return this.#beforeMenu === undefined ? quoteIn(this.#selection.row) : this.#beforeMenu.quote;
  }

  reportSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.report(), reportDelay);
  }

  /** Reports the selection unless the host knows it. */
  report(): void {
    clearTimeout(this.#timer);
    const { position } = this.#selection;
    const index = position === null ? undefined : this.#indexAt(position);
    if (index === undefined) return;
    const { quote } = this;
    const indexes = [...this.#selectedIndexes()];
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
      this.#beforeMenu = undefined;
      return;
    }
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.row') : null;
    this.#beforeMenu = { quote: quoteIn(row ?? undefined) };
  }
}

/** Returns the part of the text selection that lies in a row's text; null when there is none. */
function quoteIn(row: HTMLElement | undefined): string | null {
  const selection = document.getSelection();
  const text = row?.querySelector('.line > .text:not(.empty)') ?? null;
  if (text === null || selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  const inside = document.createRange();
  inside.selectNodeContents(text);
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) {
    inside.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
  const quote = cut(plain(inside.toString()).trim(), maxNote);
  return quote === '' ? null : quote;
}
