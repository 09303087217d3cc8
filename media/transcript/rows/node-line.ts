import { el } from '../dom.ts';
import { t } from '../l10n.ts';
import type { Model } from './model.ts';
import { oneLine } from './text.ts';

/** The name of the node that the agent was in at the topmost message that can be seen; it stays while that scrolls. */
export class NodeLine {
  readonly element = el('div', { class: 'node', role: 'note', 'aria-label': t('Node'), hidden: '' });
  readonly #model: Model;
  readonly #stop = new AbortController();
  readonly #topmost: () => number | undefined;
  #frame = 0;

  /** `topmost` is the position of the first message that can be seen. */
  constructor(model: Model, topmost: () => number | undefined) {
    this.#model = model;
    this.#topmost = topmost;
    const soon = (): void => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.draw());
    };
    window.addEventListener('scroll', soon, { signal: this.#stop.signal, passive: true });
  }

  draw(): void {
    const { element } = this;
    element.hidden = !this.#model.hasNodes;
    if (element.hidden) return;
    const node = this.#model.nodeAt(this.#topmost() ?? 0);
    const name = node === undefined ? t('No node yet') : oneLine(node, 200);
    if (element.textContent !== name) element.replaceChildren(el('span', { dir: 'auto', text: name }));
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#stop.abort();
  }
}
