import type { RowList } from './list.ts';
import type { Anchor, Memory } from './memory.ts';
import type { Model } from './model.ts';

/** Scrolling is written down once it rests this long, in milliseconds. */
const rest = 150;

/** Remembers which part of the transcript is on screen, and brings it back. */
export class Place {
  readonly #list: RowList;
  readonly #model: Model;
  readonly #memory: Memory;
  readonly #covers: readonly HTMLElement[];
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `covers` are the elements that stay at the top, one below the other. */
  constructor(list: RowList, model: Model, memory: Memory, covers: readonly HTMLElement[]) {
    this.#list = list;
    this.#model = model;
    this.#memory = memory;
    this.#covers = covers;
    const options = { signal: this.#stop.signal, passive: true };
    window.addEventListener('scroll', () => this.#soon(), options);
    document.addEventListener('visibilitychange', () => this.#now(), options);
  }

  /** The first row that can be seen below the header's line. */
  get firstVisible(): number | undefined {
    return this.#list.positionAt(this.top + 1);
  }

  /** Scrolls so that the anchor's row stands where it stood. */
  restore({ index, offset }: Anchor): void {
    const position = this.#model.positionOf(index);
    const row = position === undefined ? undefined : this.#list.at(position);
    if (row === undefined) return;
    row.scrollIntoView({ block: 'start' });
    window.scrollBy(0, row.getBoundingClientRect().top - this.top - offset);
  }

  /**
   * Does what changes which rows are in sight. The selected row, when it can be seen, stays where it stood; else the first
   * one, or the next of those that are left.
   */
  keep(selected: number | null, change: () => void): void {
    const isSeen = (position: number): boolean => {
      const box = this.#list.built(position)?.getBoundingClientRect();
      return box !== undefined && box.bottom > this.top && box.top < window.innerHeight;
    };
    const first = selected !== null && isSeen(selected) ? selected : this.firstVisible;
    const row = first === undefined ? undefined : this.#list.built(first);
    const offset = row === undefined ? 0 : row.getBoundingClientRect().top - this.top;
    change();
    if (first === undefined || window.scrollY === 0) return;
    const left = this.#model.placed.slice(first).find(({ position }) => this.#list.isShown(position));
    if (left !== undefined) this.restore({ index: left.row.index, offset });
  }

  dispose(): void {
    if (this.#timer !== undefined) this.#now();
    this.#stop.abort();
  }

  /** The lower edge of what stays at the top. */
  get top(): number {
    return this.#covers.reduce((height, cover) => height + cover.getBoundingClientRect().height, 0);
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#now(), rest);
  }

  #now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // A page that is not shown has no place on screen.
    if (this.#list.element.getClientRects().length === 0) return;
    const position = this.firstVisible;
    const index = position === undefined ? undefined : this.#model.placed[position]?.row.index;
    const row = position === undefined ? undefined : this.#list.built(position);
    if (index === undefined || row === undefined) return;
    this.#memory.update({ anchor: { index, offset: Math.round(row.getBoundingClientRect().top - this.top) } });
  }
}
