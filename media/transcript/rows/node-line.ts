import { el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';
import type { Model } from '../model.ts';
import { nodeButton } from './node-button.ts';

/** A sticky line with the agent's node at the topmost visible message. */
export class NodeLine {
  readonly element = el('div', { class: 'node', role: 'note', 'aria-label': t('Node'), hidden: '' });
  readonly #model: Model;
  readonly #stop = new AbortController();
  readonly #topmost: () => number | undefined;
  #frame = 0;

  /** @param topmost returns the position of the first visible message */
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
    const position = this.#topmost() ?? 0;
    const node = this.#model.nodeAt(position);
    const name = node === undefined ? t('No node yet') : oneLine(node, 200);
    const index = this.#model.placed[position]?.row.index ?? 0;
    const shown = element.querySelector<HTMLElement>('.node-button');
    if (element.textContent !== name) {
      const text = el('span', { dir: 'auto', text: name });
      element.replaceChildren(node === undefined ? text : nodeButton({ 'data-node-of': String(index) }, name));
    } else if (shown !== null) shown.dataset['nodeOf'] = String(index);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#stop.abort();
  }
}
