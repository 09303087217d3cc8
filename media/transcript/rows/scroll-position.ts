import type { Model } from '../model.ts';
import type { Anchor, SavedState } from '../saved-state.ts';
import type { RowList } from './row-list.ts';

/** Milliseconds after the last scroll event. */
const saveDelay = 150;

/** Saves and restores which part of the transcript is on screen. */
export class ScrollPosition {
  readonly #list: RowList;
  readonly #model: Model;
  readonly #saved: SavedState;
  readonly #covers: readonly HTMLElement[];
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param covers elements that stay at the top, one below the other */
  constructor(list: RowList, model: Model, saved: SavedState, covers: readonly HTMLElement[]) {
    this.#list = list;
    this.#model = model;
    this.#saved = saved;
    this.#covers = covers;
    const options = { signal: this.#stop.signal, passive: true };
    window.addEventListener('scroll', () => this.#saveSoon(), options);
    document.addEventListener('visibilitychange', () => this.#save(), options);
  }

  /** Position of the first row below what covers the top. */
  get firstVisible(): number | undefined {
    return this.#list.positionAt(this.top + 1);
  }

  /** Scrolls the anchor's row to where it was. */
  restore({ index, offset }: Anchor): void {
    const position = this.#model.positionOf(index);
    const row = position === undefined ? undefined : this.#list.at(position);
    if (row === undefined) return;
    row.scrollIntoView({ block: 'start' });
    window.scrollBy(0, row.getBoundingClientRect().top - this.top - offset);
  }

  /**
   * Changes what is shown of rows without a jump: the selected row stays where it is if it is visible, else the first visible one,
   * or the next that is left.
   */
  keepWhile(selected: number | null, change: () => void): void {
    const isVisible = (position: number): boolean => {
      const box = this.#list.built(position)?.getBoundingClientRect();
      return box !== undefined && box.bottom > this.top && box.top < window.innerHeight;
    };
    const first = selected !== null && isVisible(selected) ? selected : this.firstVisible;
    const row = first === undefined ? undefined : this.#list.built(first);
    const offset = row === undefined ? 0 : row.getBoundingClientRect().top - this.top;
    change();
    if (first === undefined || window.scrollY === 0) return;
    const left = this.#model.placed.slice(first).find(({ position }) => this.#list.isShown(position));
    if (left !== undefined) this.restore({ index: left.row.index, offset });
  }

  dispose(): void {
    if (this.#timer !== undefined) this.#save();
    this.#stop.abort();
  }

  /** Lower edge of what covers the top of the page, in px. */
  get top(): number {
    return this.#covers.reduce((height, cover) => height + cover.getBoundingClientRect().height, 0);
  }

  #saveSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), saveDelay);
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // A hidden page has no layout.
    if (this.#list.element.getClientRects().length === 0) return;
    const position = this.firstVisible;
    const index = position === undefined ? undefined : this.#model.placed[position]?.row.index;
    const row = position === undefined ? undefined : this.#list.built(position);
    if (index === undefined || row === undefined) return;
    this.#saved.update({ anchor: { index, offset: Math.round(row.getBoundingClientRect().top - this.top) } });
  }
}
