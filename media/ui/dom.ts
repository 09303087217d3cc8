/** Creates elements without HTML strings: text is always text, an attribute always an attribute. */

export interface Attributes {
  readonly class?: string;
  readonly text?: string;
  readonly [name: string]: string | undefined | (() => void);
}

/**
 * Creates an element. `text` becomes its text content, a function listens to the event of its name, all else is an attribute;
 * `undefined` is left out.
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
  | 'check'
  | 'chevron-left'
  | 'chevron-right'
  | 'chevron-down'
  | 'play'
  | 'pause'
  | 'skip'
  | 'wave'
  | 'diff'
  | 'add'
  | 'edit'
  | 'trash'
  | 'call'
  | 'mail'
  | 'file'
  | 'cloud'
  | 'circle-slash'
  | 'go-to-file'
  | 'beaker';

/** A codicon, hidden from screen readers: its meaning is said in words beside it. */
export function icon(name: IconName): HTMLElement {
  return el('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

export function button(attributes: Attributes, ...children: readonly Node[]): HTMLButtonElement {
  return el('button', { type: 'button', ...attributes }, ...children);
}

/** A button with an icon only; `name` is its accessible name and its tooltip. */
export function iconButton(iconName: IconName, name: string, attributes: Attributes = {}): HTMLButtonElement {
  return button({ class: 'icon-button', 'aria-label': name, title: name, ...attributes }, icon(iconName));
}

/** A button that expands or collapses something. @param toggled called at every change, and first with `open` */
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

/** The nearest ancestor of an event's target, or the target itself, that matches. */
export function closest(target: EventTarget | null, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}

/** The focused element; null while the page has no focus, so that a redraw does not take it from the editor. */
export function focusedElement(): HTMLElement | null {
  const { activeElement } = document;
  return document.hasFocus() && activeElement instanceof HTMLElement ? activeElement : null;
}
