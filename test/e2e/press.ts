// Presses what the editor's lists show, by where it stands, as a hand does.
import { errors, type Locator, type Page } from 'playwright-core';

/** A place in the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How long what is pressed may take to be there, in milliseconds. */
const patience = 30_000;

/** How long it has to stand still, in milliseconds. */
const rest = 60;

/** How long a turn of the wheel may move a list, in milliseconds. */
const scrolled = 400;

/** Where the topmost of these can be pressed now, or what has to be scrolled first; null while neither is known. */
interface Place {
  readonly point: Point;
  /** It is beyond the edge of its list, which shows it after so many pixels of the wheel; 0 when it is in sight. */
  readonly beyond: number;
}

function place(targets: Locator): Promise<Place | null> {
  return targets.evaluateAll((elements) => {
    const [first] = elements
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0)
      .toSorted((a, b) => a.box.top - b.box.top);
    if (first === undefined) return null;
    const { element, box } = first;
    const point = { x: box.left + Math.min(box.width, 60) / 2, y: box.top + box.height / 2 };
    const list = element.closest('.monaco-list')?.getBoundingClientRect();
    if (list !== undefined && point.y > list.bottom)
      return { point: { x: point.x, y: list.bottom - 5 }, beyond: box.height };
    if (list !== undefined && point.y < list.top)
      return { point: { x: point.x, y: list.top + 5 }, beyond: -box.height };
    const row = element.closest('.monaco-list-row') ?? element;
    return row.contains(document.elementFromPoint(point.x, point.y)) ? { point, beyond: 0 } : null;
  });
}

/** Moves the pointer to where nothing has a tooltip: the middle of the status bar. */
export async function pointAway(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.mouse.move(width / 2, height - 10);
}

/** Ends a tooltip. One that came after the pointer had left its row stays until the pointer has been on it, and covers others. */
async function leaveTooltip(page: Page): Promise<void> {
  const box = await page
    .locator('.monaco-hover:visible')
    .first()
    .boundingBox({ timeout: 100 })
    .catch(() => null);
  if (box === null) return;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await pointAway(page);
}

/**
 * Where the topmost of these elements stands, once it stands still and nothing covers it. When a list changes, the editor
 * draws a row with the element of another one: an element that was looked up before a click may be elsewhere by then.
 */
export async function pointOf(targets: Locator, timeout = patience): Promise<Point> {
  const page = targets.page();
  const deadline = Date.now() + timeout;
  let before: Place | null = null;
  while (Date.now() < deadline) {
    const now = await place(targets);
    const isStill = now !== null && now.point.x === before?.point.x && now.point.y === before.point.y;
    if (isStill && now.beyond === 0) return now.point;
    if (isStill && now.beyond === before?.beyond) {
      await page.mouse.move(now.point.x, now.point.y);
      await page.mouse.wheel(0, now.beyond);
      // The tooltip of the row that comes to rest there would cover others.
      await pointAway(page);
      // A list that goes on scrolling would close a menu.
      await page.waitForTimeout(scrolled);
    }
    if (now === null) await leaveTooltip(page);
    before = now;
    await page.waitForTimeout(rest);
  }
  throw new errors.TimeoutError(`Nothing to press within ${timeout} ms: ${targets.toString()}`);
}

export interface PressOptions {
  /** How long they may take to be there, in milliseconds. */
  readonly timeout?: number;
  readonly button?: 'left' | 'right';
  /** A key that is held meanwhile. */
  readonly holding?: 'Control';
}

/** Presses the topmost of these. */
export async function press(targets: Locator, options: PressOptions = {}): Promise<void> {
  const { timeout, button = 'left', holding } = options;
  const { keyboard, mouse } = targets.page();
  const { x, y } = await pointOf(targets, timeout);
  if (holding === undefined) {
    await mouse.click(x, y, { button });
    return;
  }
  await mouse.move(x, y);
  await keyboard.down(holding);
  await mouse.click(x, y, { button });
  await keyboard.up(holding);
}
