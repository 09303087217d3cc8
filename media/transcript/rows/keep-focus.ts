import { around } from '../dom.ts';

/** What can have the keyboard. */
const stops = 'button, input, select, textarea, [tabindex]';
/** The parts of the page that are drawn anew as a whole; the nearest around the keyboard is where it is looked for again. */
const parts = '.row, .bar, .details, .side, .after, .main';

/** What an element is known by: what its label says, unless that may change. */
const nameOf = (element: Element): string =>
  element.getAttribute('data-name') ?? element.getAttribute('aria-label') ?? element.textContent;

/**
 * Remembers what has the keyboard. What is returned puts it back once the page has been drawn anew: on what has the same
 * name, or on what stands in its place. A form that is being filled in keeps its own, and a page
 * without the keyboard takes it from nobody.
 */
export function keepFocus(): () => void {
  const active = document.activeElement;
  const part = around(active, parts);
  const elsewhere = !document.hasFocus() || around(active, '.composer') !== null;
  if (active === null || part === null || elsewhere) return () => undefined;
  const { messageIndex } = part.dataset;
  const selector =
    messageIndex === undefined ? `.${part.classList[0] ?? ''}` : `[data-message-index="${messageIndex}"]`;
  const within = (one: HTMLElement): HTMLElement[] => [one, ...one.querySelectorAll<HTMLElement>(stops)];
  const name = nameOf(active);
  const before = within(part);
  const place = before.findIndex((one) => one === active);
  const twin = before.slice(0, place).filter((one) => nameOf(one) === name).length;
  return () => {
    const now = document.querySelector<HTMLElement>(selector);
    if (active.isConnected || now === null) return;
    const all = within(now);
    const again = (): HTMLElement | undefined => {
      const same = within(now).filter((one) => nameOf(one) === name);
      return same[twin] ?? same.at(-1);
    };
    const focus = (one: HTMLElement | undefined): void => one?.focus({ preventScroll: true });
    // A row knows best what has become of its marks.
    if (messageIndex !== undefined) {
      if (all.indexOf(document.activeElement as HTMLElement) < 1) focus(again() ?? now);
    } else if (again() === undefined && (all.length === 1 || now.querySelector('.loading') !== null)) {
      focusLater(now, again);
    } else focus(again() ?? all[place] ?? all.at(-1));
  };
}

/** For what is loaded after the page: gives it the keyboard once it is there, unless that has gone elsewhere meanwhile. */
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
