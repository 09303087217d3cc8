import { describe, expect, test } from 'vitest';
import { useBrowser } from './support/page.ts';
import { header, longRows, rows, view } from './support/views.ts';

const { show } = useBrowser();

describe('the facts of the call', () => {
  test('are folded until they are asked for, and each is copied by itself', async () => {
    const page = await show(view());
    expect(await page.page.locator('.fields').isVisible()).toBe(false);
    await page.page.getByRole('button', { name: 'Details', expanded: false }).click();
    expect(await page.page.locator('.details').ariaSnapshot()).toBe(
      `
- paragraph: Apr 30, 2026, 2:32 PM · 1:19 · +1 415 555 0111 · inbound · ended by agent
- paragraph: Caller wanted billing; the agent transferred before verifying the account.
- button "Details" [expanded]
- term: From
- definition:
  - text: "+14155550111"
  - button "Copy From"
- term: Ended by
- definition:
  - text: agent
  - button "Copy Ended by"
- term: Call
- definition:
  - text: call-1
  - button "Copy Call"
- term: cart
- definition:
  - text: "{ \\"items\\": 2 }"
  - button "Copy cart"
`.trim(),
    );
    await page.page.getByRole('button', { name: 'Copy cart' }).click();
    expect(await page.posted('header/copy')).toEqual([{ type: 'header/copy', field: 'variables.cart' }]);
    await page.close();
  });

  test('take the names of their ids when those come, and keep the ids at hand', async () => {
    const fields = [{ id: 'persona', label: 'Persona', value: 'p-1', verbatim: true }];
    const page = await show(view({ header: { ...header, fields } }));
    const toggle = page.page.getByRole('button', { name: 'Details' });
    await toggle.click();
    const value = page.page.locator('.field-value');
    expect(await value.textContent()).toBe('p-1');
    await page.page.getByRole('button', { name: 'Copy Persona', exact: true }).focus();
    await page.send({ type: 'names', names: { persona: '<b>Marlow</b>\u202E', pathway: 'Billing' } });
    expect(await value.textContent()).toBe('<b>Marlow</b>');
    expect(await value.getAttribute('title')).toBe('<b>Marlow</b> (p-1)');
    await page.press('Enter');
    await page.page.getByRole('button', { name: 'Copy Persona: <b>Marlow</b> (p-1)' }).click();
    const copied = { type: 'header/copy', field: 'persona' };
    expect(await page.posted('header/copy')).toEqual([copied, copied]);
    await page.send({ type: 'names', names: {} });
    expect(await value.textContent()).toBe('p-1');
    await page.close();
  });

  test('stay unfolded when the page is loaded again', async () => {
    const page = await show(view());
    await page.page.getByRole('button', { name: 'Details' }).press('Enter');
    await page.page.reload();
    await page.ready(view());
    expect(await page.page.getByRole('button', { name: 'Details', expanded: true }).count()).toBe(1);
    expect(await page.page.locator('.field').count()).toBe(header.fields.length);
    await page.close();
  });

  test('leave one line when the transcript is scrolled, with the buttons in reach', async () => {
    const page = await show(view({ rows: longRows(400) }), { width: 300, height: 400 });
    await page.page.getByRole('button', { name: 'Details' }).click();
    await page.page.evaluate(() => window.scrollTo(0, 2000));
    await page.page.locator('.bar.stuck').waitFor();
    const box = await page.page.locator('.bar').boundingBox();
    expect(box?.y).toBe(0);
    // The title in two lines, the recording's buttons and its seek bar; where there is room all of it is one line.
    expect(box?.height).toBeLessThan(100);
    await page.page.getByRole('button', { name: 'More actions' }).click();
    await page.page.getByRole('button', { name: 'Copy link' }).click();
    expect(await page.posted('header/action')).toEqual([{ type: 'header/action', action: 'link' }]);
    await page.page.setViewportSize({ width: 1200, height: 400 });
    await expect.poll(async () => (await page.page.locator('.bar').boundingBox())?.height).toBeLessThan(36);
    await page.close();
  });

  test('are not offered when there are none', async () => {
    const page = await show(view({ header: { ...header, fields: [] } }));
    expect(await page.page.getByRole('button', { name: 'Details' }).count()).toBe(0);
    await page.close();
  });
});

describe('the head', () => {
  const title = 'Agent skipped the verification step and then transferred the caller to the wrong queue';
  const long = view({ header: { ...header, issue: { ...header.issue!, title } } });

  test.each([1400, 1200, 981, 980, 800, 500, 300])(
    'at %i px shows code and title, and gives the rest to the seek bar',
    async (width) => {
      const page = await show(long, { width });
      const seen = await page.page.locator('.title').evaluate((heading) => {
        const text = heading.lastElementChild!.firstChild!;
        const range = document.createRange();
        range.setStart(text, 0);
        range.setEnd(text, 20);
        const [box, head, code] = [range, heading, document.querySelector('.issue-button')!].map((one) =>
          one.getBoundingClientRect(),
        );
        return { end: box!.right <= head!.right && box!.bottom <= head!.bottom + 1, code: code!.width > 30 };
      });
      expect(seen).toEqual({ end: true, code: true });
      const seek = await page.page.getByRole('slider').boundingBox();
      expect(seek?.width).toBeGreaterThanOrEqual(240);
      expect(await page.overflow()).toBe(0);
      await page.close();
    },
  );

  test('lets nothing of its line be covered, with and without a waveform, at the top and scrolled', async () => {
    for (const width of [1200, 800, 300]) {
      const page = await show({ ...long, rows: longRows(100) }, { width, height: 400 });
      const nodes = {
        gaps: [],
        nodes: ['Verify identity'],
        rowNodes: longRows(100).map(() => 0),
        findings: [],
        problem: null,
      };
      await page.send({ type: 'pathway', pathway: nodes });
      for (const y of [0, 60, 600]) {
        await page.page.evaluate((top) => window.scrollTo(0, top), y);
        const edge = (selector: string, side: 'top' | 'bottom'): Promise<number> =>
          page.page.locator(selector).evaluate((one, at) => one.getBoundingClientRect()[at], side);
        await expect
          .poll(async () => (await edge('.node', 'top')) - (await edge('.bar', 'bottom')))
          .toBeGreaterThan(-1);
        expect(await edge('.scrub', 'bottom')).toBeLessThanOrEqual(await edge('.bar', 'bottom'));
      }
      await page.close();
    }
  });

  test('has the sign of the details on the line of their name', async () => {
    const page = await show(view());
    const [sign, name] = await page.page
      .locator('.disclosure > span')
      .evaluateAll((parts) =>
        parts.map((part) => part.getBoundingClientRect()).map(({ top, height }) => top + height / 2),
      );
    expect(Math.abs((sign ?? 0) - (name ?? 9))).toBeLessThanOrEqual(1);
    await page.close();
  });

  test('opens the keys', async () => {
    const page = await show(view());
    await page.page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    expect(await page.posted('ask')).toEqual([{ type: 'ask', what: 'help' }]);
    await page.close();
  });

  test('folds its buttons up in 300 px, and unfolds them by mouse and by keyboard', async () => {
    const page = await show(view(), { width: 300 });
    const more = page.page.getByRole('button', { name: 'More actions' });
    const mask = page.page.getByRole('button', { name: 'Mask personal data' });
    expect(await mask.count()).toBe(0);
    await more.press('Enter');
    expect(await more.getAttribute('aria-expanded')).toBe('true');
    await mask.focus();
    await page.press('Escape');
    expect(await mask.count()).toBe(0);
    expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
    await more.click();
    await mask.click();
    expect(await page.posted('header/action')).toEqual([{ type: 'header/action', action: 'mask' }]);
    expect(await more.getAttribute('aria-expanded')).toBe('false');
    await page.close();
  });
});

test('masking is a switch: the page shows what it gets, where it was, and the keyboard stays on the switch', async () => {
  const page = await show(view({ rows: longRows(400) }));
  await page.send({ type: 'reveal', index: 200 });
  const toggle = page.page.getByRole('button', { name: 'Mask personal data' });
  expect(await toggle.getAttribute('aria-pressed')).toBe('false');
  await toggle.press('Enter');
  expect(await page.posted('header/action')).toEqual([{ type: 'header/action', action: 'mask' }]);
  const masked = longRows(400).map((row) => ({ ...row, text: 'Call ••• ••• ••••.' }));
  await page.ready(view({ rows: masked, masked: true }));
  expect(await toggle.getAttribute('aria-pressed')).toBe('true');
  expect(await toggle.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await page.row(200).getAttribute('aria-current')).toBe('true');
  expect(await page.row(200).locator('.text').textContent()).toBe('Call ••• ••• ••••.');
  await page.close();
});

describe('copying', () => {
  test('takes the selected message, by y and by the editor’s own copy, and with its context by Shift+Y', async () => {
    const page = await show(view());
    await page.press('y');
    expect(await page.said()).toBe('Select a message first.');
    await page.row(5).click();
    await page.press('y', 'Shift+Y');
    await page.page.evaluate(() => document.execCommand('copy'));
    const one = { type: 'message/copy', indexes: [5], context: false };
    expect(await page.posted('message/copy')).toEqual([one, { ...one, context: true }, one]);
    expect((await page.passed()).filter((key) => key.toLowerCase() === 'y')).toEqual([]);
    await page.close();
  });

  test('takes every row that text is selected in, in the order shown, and tells the host of them', async () => {
    const page = await show(view());
    await page.row(4).click();
    await page.page.evaluate(() => {
      const text = (index: number): Node =>
        document.querySelector(`[data-message-index="${index}"] .text`)?.firstChild ?? document.body;
      document.getSelection()?.setBaseAndExtent(text(4), 3, text(5), 4);
    });
    await page.untilPosted({ type: 'select', index: 4, quote: 't is your email?', indexes: [4, 6, 5] });
    await page.press('y');
    expect(await page.posted('message/copy')).toEqual([{ type: 'message/copy', indexes: [4, 6, 5], context: false }]);
    await page.close();
  });

  test('takes the rows that the selection was extended to', async () => {
    const page = await show(view());
    await page.row(4).click();
    await page.press('Shift+ArrowDown', 'Shift+ArrowDown', 'y');
    expect(await page.posted('message/copy')).toEqual([{ type: 'message/copy', indexes: [4, 6, 5], context: false }]);
    await page.close();
  });

  test('leaves selected text, and what is typed, to the editor', async () => {
    const page = await show(view());
    await page.row(1).locator('.text').dblclick();
    await page.page.evaluate(() => document.execCommand('copy'));
    await page.press('f');
    await page.page.getByRole('textbox', { name: 'New flag type' }).fill('y');
    await page.press('y', 'Shift+Y');
    await page.page.evaluate(() => document.execCommand('copy'));
    expect(await page.posted('message/copy')).toEqual([]);
    expect(rows.length).toBe(await page.list.getByRole('listitem').count());
    await page.close();
  });
});
