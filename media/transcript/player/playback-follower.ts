import { t } from '../../ui/l10n.ts';
import type { Model } from '../model.ts';
import type { RowList } from '../rows/row-list.ts';

const isWriting = (): boolean => (document.activeElement?.closest('.composer') ?? null) !== null;

/** Marks the message that is playing, and keeps it in view unless the reader has scrolled elsewhere. */
export class PlaybackFollower {
  readonly #list: RowList;
  readonly #top: () => number;
  readonly #model: Model;
  readonly #more: () => void;
  readonly #timed: { readonly seconds: number; readonly position: number }[] = [];
  /** Number of messages that were added to those with a time. */
  #added = 0;
  readonly #stop = new AbortController();
  #position: number | undefined;
  #row: HTMLElement | undefined;
  /** The playing message was in view at the last scroll event. */
  #isInSync = true;

  /**
   * @param top returns the lower edge of what covers the top of the page, in px
   * @param more loads the next messages; called when the last loaded one is playing
   */
  constructor(model: Model, list: RowList, top: () => number, more: () => void) {
    this.#model = model;
    this.#more = more;
    this.#list = list;
    this.#top = top;
    const options = { signal: this.#stop.signal, passive: true };
    window.addEventListener(
      'scroll',
      () => (this.#isInSync = this.#row === undefined || this.#isInView(this.#row)),
      options,
    );
  }

  /** Returns the position of the message at this second: the last one that has begun. */
  at(seconds: number): number | undefined {
    const { placed } = this.#model;
    for (; this.#added < placed.length; this.#added += 1) {
      const seconds = placed[this.#added]?.row.seconds ?? null;
      if (seconds !== null) this.#timed.push({ seconds, position: this.#added });
    }
    let low = 0;
    let high = this.#timed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      // A seek lands a few microseconds before its target.
      if ((this.#timed[middle]?.seconds ?? 0) <= seconds + 0.01) low = middle + 1;
      else high = middle;
    }
    return this.#timed[low - 1]?.position;
  }

  /** Follows playback again, wherever the reader has scrolled. */
  rejoin(): void {
    this.#isInSync = true;
  }

  /** Marks the message at this second; none for null. */
  show(seconds: number | null, scroll: boolean): void {
    const position = seconds === null ? undefined : this.at(seconds);
    if (position !== undefined && position === this.#timed.at(-1)?.position) this.#more();
    if (position !== this.#position) {
      this.#row?.classList.remove('heard');
      this.#row?.removeAttribute('aria-description');
      this.#position = position;
      this.#row = position === undefined ? undefined : this.#list.at(position);
      this.#row?.classList.add('heard');
      this.#row?.setAttribute('aria-description', t('Playing'));
    } else if (!scroll) return;
    if (scroll && this.#isInSync) this.#reveal();
  }

  dispose(): void {
    this.#stop.abort();
  }

  #reveal(): void {
    const row = this.#row;
    if (row === undefined || this.#isInView(row) || isWriting()) return;
    const line = row.firstElementChild ?? row;
    line.scrollIntoView({ block: 'center' });
    // By then, rows of estimated height are laid out.
    requestAnimationFrame(() => line.scrollIntoView({ block: 'nearest' }));
  }

  #isInView(row: HTMLElement): boolean {
    const { top, bottom } = (row.firstElementChild ?? row).getBoundingClientRect();
    return bottom > this.#top() && top < window.innerHeight;
  }
}
