import { closest } from '../../ui/dom.ts';
import type { Post } from '../host.ts';
import type { Model } from '../model.ts';
import type { Selection } from './selection.ts';

export interface SelectedMessagesParts {
  readonly model: Model;
  readonly selection: Selection;
  readonly post: Post;
}

/** The selected messages. The host copies them to the clipboard. */
export class SelectedMessages {
  readonly #parts: SelectedMessagesParts;
  readonly #stop = new AbortController();

  constructor(parts: SelectedMessagesParts) {
    this.#parts = parts;
    document.addEventListener('copy', (event) => this.#onCopy(event), { signal: this.#stop.signal });
  }

  /** Raw indexes in display order: of the selected rows, or of the rows that the text selection spans. */
  get indexes(): readonly number[] {
    const { model, selection } = this.#parts;
    const { chosen } = selection;
    const spanned = chosen.length > 1 ? [] : this.#spanned();
    const positions = spanned.length > 1 ? spanned : chosen;
    return positions.map((position) => model.placed[position]?.row.index).filter((index) => index !== undefined);
  }

  /** Copies the selected messages. Returns whether there are any. */
  copy(context: boolean): boolean {
    const { indexes } = this;
    if (indexes.length === 0) return false;
    this.#parts.post({ type: 'message/copy', indexes: [...indexes], context });
    return true;
  }

  dispose(): void {
    this.#stop.abort();
  }

  /** The editor's own copy takes selected text; without any, messages are copied. */
  #onCopy(event: ClipboardEvent): void {
    if (document.getSelection()?.isCollapsed === false || closest(event.target, 'input, textarea') !== null) return;
    if (this.copy(false)) event.preventDefault();
  }

  /** Positions of the rows that the text selection spans. */
  #spanned(): readonly number[] {
    const selected = document.getSelection();
    if (selected === null || selected.isCollapsed || selected.rangeCount === 0) return [];
    const { startContainer, endContainer, endOffset } = selected.getRangeAt(0);
    const [from, to] = [this.#positionOf(startContainer), this.#positionOf(endContainer)];
    if (from === undefined || to === undefined) return [];
    // A selection of whole lines ends before the first character of the next one.
    const last = endOffset === 0 && to > from ? to - 1 : to;
    return Array.from({ length: last - from + 1 }, (_, step) => from + step);
  }

  #positionOf(node: Node): number | undefined {
    const index = closest(node instanceof Element ? node : node.parentElement, '.row')?.dataset['messageIndex'];
    return index === undefined ? undefined : this.#parts.model.positionOf(Number(index));
  }
}
