import type { RowList } from './row-list.ts';

/** Selector of what can be focused inside a row. */
export const focusableInRow = '.draft, .chip, .flag-button, .problem button, .gap button';

export interface SelectOptions {
  readonly focus?: boolean;
  /** No scrolling when left out. */
  readonly scroll?: 'nearest' | 'center';
}

/** Scrolls to a row's line, and again once rows of estimated height are laid out. */
function scrollToLine(row: HTMLElement, block: 'nearest' | 'center'): void {
  const line = row.firstElementChild ?? row;
  line.scrollIntoView({ block });
  requestAnimationFrame(() => line.scrollIntoView({ block: 'nearest' }));
}

/**
 * The selected row, or several. Tab reaches the active one, with its chips and buttons; the first row while nothing is
 * selected.
 */
export class Selection {
  readonly #list: RowList;
  readonly #changed: (position: number) => void;
  #position: number | null = null;
  /** The other end of an extended selection. */
  #anchor: number | null = null;
  #chosen: ReadonlySet<number> = new Set();
  #tabStop: HTMLElement | undefined;

  constructor(list: RowList, changed: (position: number) => void) {
    this.#list = list;
    this.#changed = changed;
    this.#moveTabStop(list.at(0));
  }

  get position(): number | null {
    return this.#position;
  }

  get row(): HTMLElement | undefined {
    return this.#position === null ? undefined : this.#list.at(this.#position);
  }

  /** All selected positions, in display order: the one, or those of an extended selection. */
  get chosen(): readonly number[] {
    if (this.#chosen.size > 1) return [...this.#chosen].toSorted((a, b) => a - b);
    return this.#position === null ? [] : [this.#position];
  }

  /** Selects this row alone. */
  select(position: number, options: SelectOptions = {}): void {
    this.#anchor = null;
    this.#choose([]);
    this.#move(position, options);
  }

  /** Selects every row between this one and the one that the selection began at. */
  extendTo(position: number, options: SelectOptions = {}): void {
    const anchor = this.#anchor ?? this.#position ?? position;
    this.#anchor = anchor;
    const first = Math.min(anchor, position);
    const between = Array.from({ length: Math.abs(position - anchor) + 1 }, (_, step) => first + step);
    // Hidden rows are not selected along.
    this.#choose(between.filter((at) => this.#list.isShown(at)));
    this.#move(position, options);
  }

  /** Adds this row to the selection or removes it. */
  toggle(position: number, options: SelectOptions = {}): void {
    const chosen = new Set(this.chosen);
    if (chosen.has(position) && chosen.size > 1) chosen.delete(position);
    else chosen.add(position);
    this.#choose([...chosen]);
    this.#anchor = position;
    const active = chosen.has(position) ? position : [...chosen].at(-1);
    if (active !== undefined) this.#move(active, options);
  }

  /** Selects exactly these rows; the first becomes the active one. */
  choose(positions: readonly number[]): void {
    const [first] = positions;
    if (first === undefined) return;
    this.#anchor = first;
    this.#choose(positions);
    this.#move(first, {});
  }

  /** Selects the active row alone. Returns whether there were more. */
  collapse(): boolean {
    const several = this.#chosen.size > 1;
    this.#anchor = null;
    this.#choose([]);
    return several;
  }

  /** Makes another row of the selection the active one. */
  activate(position: number, options: SelectOptions = {}): void {
    this.#move(position, options);
  }

  #choose(positions: readonly number[]): void {
    const next = new Set(positions.length > 1 ? positions : []);
    for (const position of this.#chosen) if (!next.has(position)) this.#list.at(position)?.classList.remove('chosen');
    for (const position of next) this.#list.at(position)?.classList.add('chosen');
    this.#chosen = next;
  }

  #move(position: number, { focus = false, scroll }: SelectOptions): void {
    const row = this.#list.at(position);
    if (row === undefined) return;
    const before = this.#position;
    if (before !== position) {
      this.row?.removeAttribute('aria-current');
      this.#position = position;
      row.setAttribute('aria-current', 'true');
      this.#moveTabStop(row);
    }
    if (focus && document.activeElement !== row) row.focus({ preventScroll: true });
    if (scroll !== undefined) scrollToLine(row, scroll);
    if (before !== position) this.#changed(position);
  }

  /** Makes redrawn marks in the active row reachable by Tab. */
  refresh(): void {
    this.#setTabIndex(this.#tabStop, '0');
  }

  /** Returns the position a page further down (1) or up (-1). @param height of the page in px */
  pageFrom(position: number, direction: 1 | -1, height: number): number {
    let left = height;
    let at = position;
    for (;;) {
      const next = at + direction;
      const row = this.#list.at(next);
      if (row === undefined || next < 0) return at;
      left -= row.getBoundingClientRect().height;
      if (left < 0) return at === position ? next : at;
      at = next;
    }
  }

  #moveTabStop(row: HTMLElement | undefined): void {
    this.#setTabIndex(this.#tabStop, '-1');
    this.#tabStop = row;
    this.#setTabIndex(row, '0');
  }

  #setTabIndex(row: HTMLElement | undefined, tabIndex: '0' | '-1'): void {
    if (row === undefined) return;
    row.setAttribute('tabindex', tabIndex);
    for (const stop of row.querySelectorAll(focusableInRow)) stop.setAttribute('tabindex', tabIndex);
  }
}
