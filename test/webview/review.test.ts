import { expect, test } from 'vitest';
import { barriers } from './support/barriers.ts';
import { useBrowser } from './support/page.ts';
import { view } from './support/views.ts';

const { show } = useBrowser();
const review = { position: 12, total: 40, reviewed: 11, flagged: 3, isReviewed: false };

test('the head says the place in the queue, by keys and by mouse one goes on and back, and a call of no queue has none', async () => {
  const page = await show(view());
  const line = page.page.getByRole('group', { name: 'Review' });
  expect(await line.isVisible()).toBe(false);
  await page.send({ type: 'review', review });
  expect(await line.innerText()).toContain('12 of 40 · 3 flagged');
  expect(await line.getByText('12 of 40').getAttribute('title')).toContain('11 of 40 calls reviewed on this machine');
  await page.row(1).click();
  await page.press('J', 'K');
  await line.getByRole('button', { name: 'Mark as reviewed and open next call' }).click();
  await line.getByRole('button', { name: 'Previous call' }).click();
  const asked = (await page.posted('ask')).map(({ what }) => what);
  expect(asked).toEqual(['nextCall', 'previousCall', 'nextCall', 'previousCall']);
  await page.send({ type: 'review', review: { ...review, position: 1, flagged: 0, isReviewed: true } });
  expect(await line.innerText()).toContain('1 of 40 · reviewed');
  expect(await line.getByRole('button', { name: 'Previous call' }).isDisabled()).toBe(true);
  await page.send({ type: 'review', review: null });
  expect(await line.isVisible()).toBe(false);
  await page.close();
});

test('the keyboard stays on a button of the queue when the place changes', async () => {
  const page = await show(view());
  await page.send({ type: 'review', review });
  const next = page.page.getByRole('button', { name: 'Mark as reviewed and open next call' });
  await next.focus();
  await page.send({ type: 'review', review: { ...review, position: 13, reviewed: 12 } });
  expect(await next.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.close();
});

test('the place fits a panel of 300 px, and has no barriers', async () => {
  const page = await show(view(), { width: 300, height: 500 });
  await page.send({ type: 'review', review });
  const box = await page.page.getByRole('group', { name: 'Review' }).boundingBox();
  expect(box!.x + box!.width).toBeLessThanOrEqual(300);
  expect(await page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
  expect(await barriers(page)).toEqual([]);
  await page.close();
});
