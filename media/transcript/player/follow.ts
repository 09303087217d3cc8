import type { Model } from '../rows/model.ts';
import type { RowList } from '../rows/list.ts';
import { t } from '../l10n.ts';

const isWriting = (): boolean => (document.activeElement?.closest('.composer') ?? null) !== null;

/** Marks the message that is being heard, and keeps it in view unless the reader looks elsewhere. */
export class Follow {
  readonly #list: RowList;
  readonly #top: () => number;
  readonly #model: Model;
  readonly #more: () => void;
  readonly #heard: { readonly seconds: number; readonly position: number }[] = [];
  /** How many messages are among those that can be heard. */
  #known = 0;
  readonly #stop = new AbortController();
  #position: number | undefined;
  #row: HTMLElement | undefined;
  /** The reader was at the message that was heard when something last scrolled. */
  #near = true;

  /**
   * @param top the lower edge of what covers the top of the page, in px
   * @param more is asked when the last message that is here is heard
   */
  constructor(model: Model, list: RowList, top: () => number, more: () => void) {
    this.#model = model;
    this.#more = more;
    this.#list = list;
    this.#top = top;
    const options = { signal: this.#stop.signal, passive: true };
    window.addEventListener(
      'scroll',
      () => (this.#near = this.#row === undefined || this.#isInView(this.#row)),
      options,
    );
  }

  /** The position of the message that is heard at this second: the last that has begun. */
  at(seconds: number): number | undefined {
    const { placed } = this.#model;
    for (; this.#known < placed.length; this.#known += 1) {
      const seconds = placed[this.#known]?.row.seconds ?? null;
      if (seconds !== null) this.#heard.push({ seconds, position: this.#known });
    }
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
    if (position !== undefined && position === this.#heard.at(-1)?.position) this.#more();
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
