import axe from 'axe-core';
import type { WebPage } from './web-page.ts';

/** Any page. */
type AnyPage = Pick<WebPage<never, never>, 'page' | 'press'>;

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/**
 * Everything axe finds on the page, of any impact, by rule and place: all the rules that are on by default (WCAG A and AA
 * and good practice) and the size of what is clicked. No rule is left out.
 */
export async function barriers(page: AnyPage): Promise<string[]> {
  // Through the debugger: the page's own policy would not let the script in. It is half a megabyte: once for each page is enough.
  if (!(await page.page.evaluate(() => 'axe' in window))) await page.page.evaluate(axe.source);
  const { violations } = await page.page.evaluate(() =>
    window.axe.run(document, { rules: { 'target-size': { enabled: true } }, preload: false }),
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${id} (${impact ?? 'unknown'}): ${String(node.target)} ${node.failureSummary ?? ''}`),
  );
}
