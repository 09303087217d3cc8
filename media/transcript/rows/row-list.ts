import { el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';

/** Rows per chunk, which the browser lays out or skips as one (`content-visibility`). */
const chunkRows = 50;
/** Milliseconds of building before keys and scrolling get their turn. */
const sliceTime = 8;
/** Estimated height of a row before its first layout, in px. */
const rowHeight = 24;

/**
 * All rows in display order, in chunks that cost no layout while they are out of view. Chunks are built in short slices; a
 * row that is needed earlier is built at once.
 */
export class RowList {
  readonly element = el('div', { class: 'list', role: 'list', 'aria-label': t('Transcript'), 'aria-busy': 'true' });
  readonly #draw: (position: number) => HTMLElement;
  readonly #chunks: HTMLElement[] = [];
  readonly #rows: (HTMLElement | undefined)[] = [];
  #next = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(count: number, draw: (position: number) => HTMLElement) {
    this.#draw = draw;
    this.#extend(count);
  }

  get count(): number {
    return this.#rows.length;
  }

  /** Adds rows. Those that are there have to be whole chunks. */
  grow(by: number): void {
    this.#extend(by);
    this.element.setAttribute('aria-busy', 'true');
    clearTimeout(this.#timer);
    this.#slice();
  }

  #extend(by: number): void {
    const first = this.#chunks.length;
    const count = this.#rows.length + by;
    for (let start = first * chunkRows; start < count; start += chunkRows) {
      const chunk = el('div', { class: 'chunk unbuilt', role: 'presentation' });
      const height = Math.min(chunkRows, count - start) * rowHeight;
      chunk.style.setProperty('--estimate', `${height}px`);
      this.#chunks.push(chunk);
    }
    this.#rows.length = count;
    this.element.append(...this.#chunks.slice(first));
  }

  /** Builds the chunks around this position now and the others in slices. */
  build(position: number): void {
    const chunk = Math.floor(position / chunkRows);
    for (const near of [chunk, chunk + 1, chunk - 1]) this.#fill(near);
    this.#slice();
  }

  /** Returns the row at this position, building it if needed. */
  at(position: number): HTMLElement | undefined {
    this.#fill(Math.floor(position / chunkRows));
    return this.#rows[position];
  }

  /** Returns the row at this position if it is built. */
  built(position: number): HTMLElement | undefined {
    return this.#rows[position];
  }

  /** Returns whether the row at this position is displayed, in view or not. */
  isShown(position: number): boolean {
    return this.at(position)?.checkVisibility() === true;
  }

  /** Returns the position of the first row that ends below `y`, in px from the top of the window. */
  positionAt(y: number): number | undefined {
    const chunk = this.#chunks.findIndex((element) => element.getBoundingClientRect().bottom > y);
    if (chunk < 0) return undefined;
    this.#fill(chunk);
    const end = Math.min((chunk + 1) * chunkRows, this.count);
    for (let position = chunk * chunkRows; position < end; position += 1) {
      const bottom = this.#rows[position]?.getBoundingClientRect().bottom;
      if (bottom !== undefined && bottom > y) return position;
    }
    return undefined;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #fill(chunk: number): void {
    const element = this.#chunks[chunk];
    if (element === undefined || !element.classList.contains('unbuilt')) return;
    const start = chunk * chunkRows;
    const rows = Array.from({ length: Math.min(chunkRows, this.count - start) }, (_, row) => this.#draw(start + row));
    for (const [row, drawn] of rows.entries()) this.#rows[start + row] = drawn;
    element.append(...rows);
    element.classList.remove('unbuilt');
  }

  #slice(): void {
    const end = performance.now() + sliceTime;
    while (this.#next < this.#chunks.length && performance.now() < end) {
      this.#fill(this.#next);
      this.#next += 1;
    }
    if (this.#next < this.#chunks.length) this.#timer = setTimeout(() => this.#slice());
    else this.element.setAttribute('aria-busy', 'false');
  }
}
