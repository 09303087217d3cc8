import type { Curve, GrowthBench } from './measure.ts';
import { transcriptOf, transcriptPages } from './transcript-pages.ts';

const sizes = [100, 1000, 10_000, 100_000];

/** A call in the page, until all its rows are in the document. */
export const growRows: GrowthBench = {
  name: 'grow-rows',
  async grow() {
    const pages = await transcriptPages();
    const points: Curve['points'][number][] = [];
    for (const size of sizes) {
      const { browser, page } = await pages.open('ours');
      const draw = (message: object): Promise<number> =>
        page.evaluate(async (data) => {
          const began = performance.now();
          window.dispatchEvent(new MessageEvent('message', { data }));
          while (document.querySelector('.list[aria-busy="false"]') === null)
            await new Promise((resolve) => setTimeout(resolve, 1));
          return performance.now() - began;
        }, message);
      points.push({ size, ms: await draw(transcriptOf(size)) });
      await browser.close();
    }
    await pages.close();
    return { what: 'rows of a transcript drawn', points };
  },
};
