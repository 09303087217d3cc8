// What can be read in a part of the window: its texts, and those that have no room.
import type { Locator } from 'playwright-core';

/** The texts in sight below an element, and the names and tooltips that are read or shown for its parts. */
export async function textsIn(part: Locator): Promise<string[]> {
  return await part.evaluate((root) => {
    const named = ['aria-label', 'title', 'placeholder', 'aria-description', 'alt'];
    const found: string[] = [];
    for (const one of [root, ...root.querySelectorAll<HTMLElement>('*')]) {
      if (!(one instanceof HTMLElement) || !one.checkVisibility() || /^(SCRIPT|STYLE)$/.test(one.tagName)) continue;
      for (const name of named) found.push(one.getAttribute(name) ?? '');
      for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
    }
    return [...new Set(found.map((text) => text.trim()).filter((text) => text !== ''))];
  });
}

/** The texts of a page that are cut off without a sign, or with one but without a tooltip or name that has them whole. */
export async function cutTextsIn(page: Locator): Promise<string[]> {
  return await page.evaluate((root) => {
    const width = root.ownerDocument.documentElement.clientWidth;
    const found: string[] = [];
    for (const one of root.querySelectorAll<HTMLElement>('*')) {
      const text = [...one.childNodes]
        .map((node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : ''))
        .join('');
      if (text.trim() === '' || !one.checkVisibility()) continue;
      const { overflowX, textOverflow, clipPath, position } = getComputedStyle(one);
      // Text for screen readers alone has no size.
      if ((position === 'absolute' && clipPath !== 'none') || one.clientWidth <= 1) continue;
      const isTold = one.closest('[title], [aria-label]') !== null;
      const hides = overflowX === 'hidden' || overflowX === 'clip';
      if (hides && one.scrollWidth > one.clientWidth + 1 && !(textOverflow === 'ellipsis' && isTold)) {
        found.push(`cut: ${text.trim()}`);
      }
      let scrolls = false;
      for (let above: HTMLElement | null = one; above !== null && above !== root; above = above.parentElement) {
        if (getComputedStyle(above).overflowX !== 'visible') scrolls = true;
      }
      const { left, right } = one.getBoundingClientRect();
      if (!scrolls && (right > width + 1 || left < -1)) found.push(`outside: ${text.trim()}`);
    }
    return [...new Set(found)];
  });
}
