import axe from 'axe-core';
import type { TranscriptPage } from './page.ts';

/** Violations that keep someone out, by rule and place. */
export async function barriers(page: TranscriptPage): Promise<string[]> {
  // Through the debugger: the page's own policy would not let the script in.
  await page.page.evaluate(axe.source);
  const { violations } = await page.page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      preload: false,
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${String(node.target)} ${node.failureSummary ?? ''}`));
}
