import { focusedElement } from './dom.ts';

/** Names what can have the focus, over redraws. */
const named = '[data-focus]';

/** Heights from the top of the window at which something to stay in its place is looked for, pixels. */
const probes = [12, 48, 96, 160, 240];

/**
 * Redraws without moving what somebody reads or taking the focus from it. The focused element stays where it is on the screen
 * if it can be seen, else what stands at the top (`data-anchor`). If the focused element goes, its neighbour in the list gets
 * the focus.
 */
export function keepPlace(root: HTMLElement, draw: () => void): void {
  const focused = focusedElement();
  const name = focused !== null && root.contains(focused) ? focused.dataset['focus'] : undefined;
  const order = name === undefined ? [] : namesIn(root);
  const anchor = focused !== null && name !== undefined && isSeen(focused) ? focused : topmost();
  const before = anchor?.getBoundingClientRect().top;
  // The browser keeps the place while parts of the page get their size; what is drawn here would be made up for twice.
  const { style } = document.documentElement;
  style.overflowAnchor = 'none';
  requestAnimationFrame(() => style.removeProperty('overflow-anchor'));
  draw();
  if (name !== undefined && focused?.isConnected === false) refocus(root, name, order);
  if (anchor?.isConnected !== true || before === undefined) return;
  const moved = anchor.getBoundingClientRect().top - before;
  if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: 'instant' });
}

function namesIn(root: HTMLElement): string[] {
  return [...root.querySelectorAll<HTMLElement>(named)].map((one) => one.dataset['focus'] ?? '');
}

function isSeen(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

function topmost(): HTMLElement | null {
  if (window.scrollY === 0) return null;
  for (const height of probes) {
    const found = document.elementFromPoint(window.innerWidth / 2, height)?.closest<HTMLElement>('[data-anchor]');
    if (found !== null && found !== undefined) return found;
  }
  return null;
}

function refocus(root: HTMLElement, name: string, order: readonly string[]): void {
  const now = new Map(
    [...root.querySelectorAll<HTMLElement>(named)].map((one) => [one.dataset['focus'] ?? '', one] as const),
  );
  const at = order.indexOf(name);
  // Beside it in the same list, whose names begin alike, else whatever is nearest.
  const list = name.split('/', 1)[0] ?? '';
  const near = [name, ...order.slice(at + 1), ...order.slice(0, Math.max(0, at)).toReversed()];
  const inList = near.filter((one) => one.split('/', 1)[0] === list);
  const next = [...inList, ...near].find((one) => now.has(one));
  now.get(next ?? '')?.focus({ preventScroll: true });
}
