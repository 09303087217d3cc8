import { closest } from '../ui/dom.ts';

/** Selector of what can be focused. */
const focusable = 'button, input, select, textarea, [tabindex]';
/** Selector of the parts that are redrawn as a whole; the focus is restored in the nearest one around it. */
const parts = '.row, .bar, .details, .side, .after, .main';

/** Identifies an element after a redraw: its label, or `data-name` where the label may change. */
const nameOf = (element: Element): string =>
  element.getAttribute('data-name') ?? element.getAttribute('aria-label') ?? element.textContent;

/**
 * Captures the focus and returns a function that restores it after a redraw: on the element of the same name, or at the
 * same position. The composer keeps its focus by itself, and a page without focus takes none.
 */
export function captureFocus(): () => void {
  const active = document.activeElement;
  const part = closest(active, parts);
  const elsewhere = !document.hasFocus() || closest(active, '.composer') !== null;
  if (active === null || part === null || elsewhere) return () => undefined;
  const { messageIndex } = part.dataset;
  const selector =
    messageIndex === undefined ? `.${part.classList[0] ?? ''}` : `[data-message-index="${messageIndex}"]`;
  const within = (one: HTMLElement): HTMLElement[] => [one, ...one.querySelectorAll<HTMLElement>(focusable)];
  const name = nameOf(active);
  const before = within(part);
  const at = before.findIndex((one) => one === active);
  const twin = before.slice(0, at).filter((one) => nameOf(one) === name).length;
  return () => {
    const now = document.querySelector<HTMLElement>(selector);
    if (active.isConnected || now === null) return;
    const all = within(now);
    const again = (): HTMLElement | undefined => {
      const same = within(now).filter((one) => nameOf(one) === name);
      return same[twin] ?? same.at(-1);
    };
    const focus = (one: HTMLElement | undefined): void => one?.focus({ preventScroll: true });
    // A row restores the focus of its own marks.
    if (messageIndex !== undefined) {
      if (all.indexOf(document.activeElement as HTMLElement) < 1) focus(again() ?? now);
    } else if (again() === undefined && (all.length === 1 || now.querySelector('.loading') !== null)) {
      focusLater(now, again);
    } else focus(again() ?? all[at] ?? all.at(-1));
  };
}

/** Focuses a part that loads after the page once it is there, unless something else was focused meanwhile. */
function focusLater(part: HTMLElement, find: () => HTMLElement | undefined): void {
  const before = document.activeElement;
  const watcher = new MutationObserver(() => {
    const found = find();
    if (found === undefined) return;
    watcher.disconnect();
    if (document.activeElement === before) found.focus({ preventScroll: true });
  });
  watcher.observe(part, { childList: true, subtree: true });
}
