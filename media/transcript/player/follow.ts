import type { Model } from '../model.ts';
import type { RowList } from '../list.ts';
import { t } from '../l10n.ts';

const isWriting = (): boolean => (document.activeElement?.closest('.composer') ?? null) !== null;

/** Marks the message that is being heard, and keeps it in view unless the reader looks elsewhere. */
export class Follow {
  readonly #list: RowList;
  readonly #top: () => number;
  readonly #heard: readonly { readonly seconds: number; readonly position: number }[];
  readonly #stop = new AbortController();
  #position: number | undefined;
  #row: HTMLElement | undefined;
  /** The reader was at the message that was heard when something last scrolled. */
  #near = true;

  /** @param top the lower edge of what covers the top of the page, in px */
  constructor(model: Model, list: RowList, top: () => number) {
    this.#list = list;
    this.#top = top;
    this.#heard = model.placed.flatMap(({ row, position }) =>
      row.seconds === null ? [] : [{ seconds: row.seconds, position }],
    );
    const options = { signal: this.#stop.signal, passive: true };
    window.addEventListener(
      'scroll',
      () => (this.#near = this.#row === undefined || this.#isInView(this.#row)),
      options,
    );
  }

  /** The position of the message that is heard at this second: the last that has begun. */
  at(seconds: number): number | undefined {
    let low = 0;
    let high = this.#heard.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      // A seek lands a few microseconds before the time it was given.
      if ((this.#heard[middle]?.seconds ?? 0) <= seconds + 0.01) low = middle + 1;
      else high = middle;
    }
    return this.#heard[low - 1]?.position;
  }

  /** Goes with the reader again, wherever they had scrolled. */
  rejoin(): void {
    this.#near = true;
  }

  /** Marks the message of this second; none when there is no second. */
  show(seconds: number | null, scroll: boolean): void {
    const position = seconds === null ? undefined : this.at(seconds);
    if (position !== this.#position) {
      this.#row?.classList.remove('heard');
      this.#row?.removeAttribute('aria-description');
      this.#position = position;
      this.#row = position === undefined ? undefined : this.#list.at(position);
      this.#row?.classList.add('heard');
      this.#row?.setAttribute('aria-description', t('Playing'));
    } else if (!scroll) return;
    if (scroll && this.#near) this.#reveal();
  }

  dispose(): void {
    this.#stop.abort();
  }

  #reveal(): void {
    const row = this.#row;
    if (row === undefined || this.#isInView(row) || isWriting()) return;
    const line = row.firstElementChild ?? row;
    line.scrollIntoView({ block: 'center' });
    // Rows that were only estimated have got their height by then.
    requestAnimationFrame(() => line.scrollIntoView({ block: 'nearest' }));
  }

  #isInView(row: HTMLElement): boolean {
    const { top, bottom } = (row.firstElementChild ?? row).getBoundingClientRect();
    return bottom > this.#top() && top < window.innerHeight;
  }
}
