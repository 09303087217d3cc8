/** Elements without HTML strings: text is always text, attributes are always attributes. */

export interface Attributes {
  readonly class?: string;
  readonly text?: string;
  readonly [name: string]: string | undefined;
}

/** A new element. `text` becomes its text content, everything else an attribute; `undefined` is left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (name === 'text') element.textContent = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export type IconName =
  | 'flag'
  | 'sync'
  | 'warning'
  | 'close'
  | 'draft'
  | 'comment'
  | 'copy'
  | 'link'
  | 'eye'
  | 'eye-closed'
  | 'file-text'
  | 'chevron-right'
  | 'chevron-down'
  | 'play'
  | 'pause'
  | 'skip'
  | 'wave';

/** A sign from the editor's icon font; what it means is said in words beside it. */
export function icon(name: IconName): HTMLElement {
  return el('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

/** A push button that does not submit anything. */
export function button(attributes: Attributes, ...children: readonly Node[]): HTMLButtonElement {
  return el('button', { type: 'button', ...attributes }, ...children);
}

/** The nearest element of this kind around an event's target. */
export function around(target: EventTarget | null, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}
