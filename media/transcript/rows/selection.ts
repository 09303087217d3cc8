import type { RowList } from './list.ts';

/** What can have the keyboard inside a row. */
export const inner = '.draft, .chip, .flag-button, .problem button, .gap button';

/** How a row comes to be selected. */
export interface SelectOptions {
  readonly focus?: boolean;
  /** Where it is scrolled to; not at all when left out. */
  readonly scroll?: 'nearest' | 'center';
}

/** Brings a row's line into view, again once rows that were only estimated have got their real height. */
function scrollToLine(row: HTMLElement, block: 'nearest' | 'center'): void {
  const line = row.firstElementChild ?? row;
  line.scrollIntoView({ block });
  requestAnimationFrame(() => line.scrollIntoView({ block: 'nearest' }));
}

/**
 * The selected row, and more of them when the selection is extended from it. It is the one row that Tab reaches, along
 * with the chips and buttons inside it; before anything is selected, Tab reaches the first row.
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
    // What is hidden is not what is meant.
    this.#choose(between.filter((at) => this.#list.isShown(at)));
    this.#move(position, options);
  }

  /** Adds this row to the selection or takes it out. */
  toggle(position: number, options: SelectOptions = {}): void {
    const chosen = new Set(this.chosen);
    if (chosen.has(position) && chosen.size > 1) chosen.delete(position);
    else chosen.add(position);
    this.#choose([...chosen]);
    this.#anchor = position;
    const active = chosen.has(position) ? position : [...chosen].at(-1);
    if (active !== undefined) this.#move(active, options);
  }

  /** Selects exactly these rows; the first of them is the one that keys start from. */
  choose(positions: readonly number[]): void {
    const [first] = positions;
    if (first === undefined) return;
    this.#anchor = first;
    this.#choose(positions);
    this.#move(first, {});
  }

  /** Back to the one row. Returns whether there were more. */
  collapse(): boolean {
    const several = this.#chosen.size > 1;
    this.#anchor = null;
    this.#choose([]);
    return several;
  }

  /** Makes another row of the selection the one that keys start from. */
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

  /** Makes what was drawn anew inside the selected row reachable again. */
  refresh(): void {
    this.#setTabIndex(this.#tabStop, '0');
  }

  /** The position a page further down (1) or up (-1), by the height the rows really have. */
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
    for (const stop of row.querySelectorAll(inner)) stop.setAttribute('tabindex', tabIndex);
  }
}
