/**
 * Keeps the style sheet informed of how much of the page's top the bar and the node line cover, and whether the details
 * have scrolled away.
 */
export class BarHeight {
  readonly #bar: HTMLElement;
  readonly #below: HTMLElement;
  readonly #watchers: readonly { disconnect(): void }[];

  constructor(bar: HTMLElement, details: HTMLElement, below: HTMLElement) {
    this.#bar = bar;
    this.#below = below;
    const size = new ResizeObserver(() => this.measure());
    size.observe(bar);
    const scrolled = new IntersectionObserver(([entry]) => {
      bar.classList.toggle('stuck', entry !== undefined && !entry.isIntersecting);
    });
    scrolled.observe(details);
    this.#watchers = [size, scrolled];
  }

  measure(): void {
    // Scroll positions are whole pixels, the bar's height need not be: a row must not slip under it by a fraction.
    const top = Math.ceil(this.#bar.getBoundingClientRect().height) + 1;
    const { style } = document.documentElement;
    style.setProperty('--node-top', `${top}px`);
    style.setProperty('--bar-height', `${top + Math.ceil(this.#below.getBoundingClientRect().height)}px`);
  }

  dispose(): void {
    for (const watcher of this.#watchers) watcher.disconnect();
  }
}
