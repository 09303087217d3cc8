/** Elements without HTML strings: text is always text, attributes are always attributes. */

export interface Attributes {
  readonly class?: string;
  readonly text?: string;
  readonly [name: string]: string | undefined | (() => void);
}

/**
 * A new element. `text` becomes its text content, a function listens to the event of its name, everything else is an
 * attribute; `undefined` is left out.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (name === 'text') element.textContent = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export type IconName =
  | 'flag'
  | 'sync'
  | 'watch'
  | 'lightbulb'
  | 'keyboard'
  | 'ellipsis'
  | 'warning'
  | 'close'
  | 'draft'
  | 'comment'
  | 'copy'
  | 'link'
  | 'eye'
  | 'eye-closed'
  | 'file-text'
  | 'filter'
  | 'chevron-right'
  | 'chevron-down'
  | 'play'
  | 'pause'
  | 'skip'
  | 'wave'
  | 'diff';

/** A sign from the editor's icon font; what it means is said in words beside it. */
export function icon(name: IconName): HTMLElement {
  return el('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

/** A push button that does not submit anything. */
export function button(attributes: Attributes, ...children: readonly Node[]): HTMLButtonElement {
  return el('button', { type: 'button', ...attributes }, ...children);
}

/** A button that is a sign; its name is its tooltip too. */
export function iconButton(sign: IconName, name: string, attributes: Attributes = {}): HTMLButtonElement {
  return button({ class: 'icon-button', 'aria-label': name, title: name, ...attributes }, icon(sign));
}

/** A button with a sign for what it opens or closes; `toggled` hears of every change, and of how it begins. */
export function disclosure(
  attributes: Attributes,
  parts: readonly Node[],
  open: boolean,
  toggled: (open: boolean) => void,
): HTMLButtonElement {
  const show = (): void => {
    toggle.setAttribute('aria-expanded', String(open));
    sign.replaceChildren(icon(open ? 'chevron-down' : 'chevron-right'));
    toggled(open);
  };
  const click = (): void => {
    open = !open;
    show();
  };
  const sign = el('span');
  const toggle = button({ ...attributes, click }, sign, ...parts);
  show();
  return toggle;
}

/** The nearest element of this kind around an event's target. */
export function around(target: EventTarget | null, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}

/** What has the keyboard; nothing while the page has not: what is drawn anew must not take it from the editor, or from its boxes. */
export function keyboardAt(): HTMLElement | null {
  const { activeElement } = document;
  return document.hasFocus() && activeElement instanceof HTMLElement ? activeElement : null;
}
