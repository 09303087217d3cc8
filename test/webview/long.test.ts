import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/page.ts';
import { flag, longRows, view } from './support/views.ts';

const { show } = useBrowser();

/** 20,000 rows in which the API's order and the order in time differ everywhere: neighbours are swapped. */
const swapped = longRows(20_000).map((row) => ({ ...row, index: row.index ^ 1 }));

describe('20,000 rows', () => {
  test('are all there, each with its own index and text, in display order', async () => {
    const page = await show(view({ rows: swapped }));
    const drawn = await page.page
      .locator('.row')
      .evaluateAll((all) =>
        all.map((one) => `${one.getAttribute('data-message-index')} ${one.querySelector('.text')?.textContent}`),
      );
    expect(drawn).toHaveLength(20_000);
    expect(drawn).toEqual(swapped.map(({ index, text }) => `${index} ${text}`));
    const tallest = await page.page
      .locator('.chunk')
      .evaluateAll((all) => Math.max(...all.map((one) => one.childElementCount)));
    expect(tallest).toBe(50);
    await page.close();
  });

  test('can be flagged at the far end at once', async () => {
    const page = await show(view({ rows: swapped, flags: [flag('f1', 19_990, { note: 'Here.' })] }));
    await page.row(0).click();
    await page.press('End', 'k', 'f', '1', 'Control+Enter');
    // The last row carries 19998, the one before it 19999.
    expect(await page.posted('flag/create')).toEqual([
      { type: 'flag/create', index: 19_999, others: [], flagType: 'missed_handoff', note: '' },
    ]);
    expect(await page.row(19_999).locator('.text').textContent()).toBe('Message number 19998 of the long call.');
    const { top, bottom } = await page
      .row(19_999)
      .evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
    expect(top).toBeGreaterThan(0);
    expect(bottom).toBeLessThanOrEqual(600);
    await page.send({ type: 'flags', flags: [flag('f1', 19_990), flag('f2', 19_999, { state: 'pending' })] });
    expect(await page.flag('f2').isVisible()).toBe(true);
    await page.close();
  });

  test('answer while they are still being built', async () => {
    const page = await show(view());
    await page.page.evaluate(
      (message) => {
        window.dispatchEvent(new MessageEvent('message', { data: message }));
        // In the same task: nothing but the first chunks can have been built.
        const rows = document.querySelectorAll('.row').length;
        document.body.dataset['first'] = String(rows);
        window.dispatchEvent(new MessageEvent('message', { data: { type: 'reveal', index: 12_345 } }));
        document.body.dataset['revealed'] =
          document.querySelector('[aria-current]')?.getAttribute('data-message-index') ?? '';
      },
      { type: 'state', state: { kind: 'ready', view: view({ rows: swapped }) } } as const,
    );
    const { first, revealed } = await page.page.evaluate(() => ({
      first: document.body.dataset['first'],
      revealed: document.body.dataset['revealed'],
    }));
    expect(Number(first)).toBeGreaterThanOrEqual(50);
    expect(Number(first)).toBeLessThan(20_000);
    expect(revealed).toBe('12345');
    await page.page.locator('.list[aria-busy="false"]').waitFor();
    expect(await page.page.locator('.row').count()).toBe(20_000);
    expect(await page.row(12_345).getAttribute('aria-current')).toBe('true');
    expect(await page.allTroubles()).toEqual([]);
    await page.close();
  });
});
