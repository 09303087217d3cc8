import { describe, expect, test } from 'vitest';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, header, view } from './support/views.ts';

const { show } = useBrowser();

/** Drags the mouse over a part of a row's text, from the start of one word to the end of another. */
async function dragOver(page: TranscriptPage, index: number, words: string): Promise<void> {
  const box = await page
    .row(index)
    .locator('.text')
    .evaluate((text, wanted) => {
      const node = text.firstChild;
      const start = node?.textContent?.indexOf(wanted) ?? -1;
      if (!node || start < 0) throw new Error(`No such words: ${wanted}`);
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const { left, right, top, height } = range.getBoundingClientRect();
      return { left, right, y: top + height / 2 };
    }, words);
  await page.page.mouse.move(box.left, box.y);
  await page.page.mouse.down();
  await page.page.mouse.move((box.left + box.right) / 2, box.y);
  await page.page.mouse.move(box.right, box.y);
  await page.page.mouse.up();
}

const selectedText = (page: TranscriptPage): Promise<string> =>
  page.page.evaluate(() => document.getSelection()?.toString() ?? '');

describe('the pointer', () => {
  test('selects the row it presses and tells the host', async () => {
    const page = await show(view());
    await page.row(6).locator('.text').click();
    await page.untilPosted({ type: 'select', index: 6, quote: null });
    expect(await page.focusedIndex()).toBe(6);
    expect(await page.row(6).getAttribute('aria-current')).toBe('true');
    await page.close();
  });

  test('reports only the row where the arrow keys come to rest', async () => {
    const page = await show(view());
    await page.page.evaluate(() => {
      const step = (): boolean =>
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true })) ?? false;
      document.querySelector<HTMLElement>('[data-message-index="1"]')?.focus();
      for (let count = 0; count < 4; count += 1) step();
    });
    await page.untilPosted({ type: 'select', index: 6, quote: null });
    expect(await page.posted('select')).toEqual([{ type: 'select', index: 6, quote: null }]);
    await page.close();
  });

  test('selects text inside a row, which is told to the host and quoted by the composer', async () => {
    const page = await show(view());
    await dragOver(page, 5, 'transferring you');
    expect(await selectedText(page)).toBe('transferring you');
    await page.untilPosted({ type: 'select', index: 5, quote: 'transferring you' });
    await page.press('f');
    expect(await page.page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('> transferring you\n\n');
    await page.close();
  });

  test('quotes by the button as well, without undoing the selection', async () => {
    const page = await show(view());
    await dragOver(page, 5, 'OK');
    await page.row(5).getByRole('button', { name: 'Flag message' }).click();
    expect(await page.page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('> OK\n\n');
    await page.close();
  });

  test('quotes of a selection over several rows only what lies in the row it began in', async () => {
    const page = await show(view());
    const from = await page.row(3).locator('.text').boundingBox();
    const to = await page.row(6).locator('.text').boundingBox();
    await page.page.mouse.move((from?.x ?? 0) + 1, (from?.y ?? 0) + 10);
    await page.page.mouse.down();
    await page.page.mouse.move((to?.x ?? 0) + 60, (to?.y ?? 0) + 10, { steps: 4 });
    await page.page.mouse.up();
    expect(await selectedText(page)).toContain('What is your email?');
    await page.untilPosted({ type: 'select', index: 3, quote: 'Sorry about that.', indexes: [3, 4, 6] });
    await page.close();
  });

  test('offers its flag button on the row below it', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.row(6).hover();
    await page.row(6).getByRole('button', { name: 'Flag message' }).click();
    expect(await page.composer.getAttribute('aria-label')).toBe('Flag message: 0:15, Caller');
    expect(await page.row(6).getByRole('button', { name: 'Flag message' }).count()).toBe(1);
    await page.close();
  });

  test('moves nothing while it hovers', async () => {
    const page = await show(view({ flags: [flag('f1', 5)] }), { width: 420 });
    const layout = (): Promise<number[]> =>
      page.page
        .locator('.row .text, .chip')
        .evaluateAll((all) =>
          all.map((one) => one.getBoundingClientRect()).flatMap(({ x, y, width }) => [x, y, width]),
        );
    const before = await layout();
    await page.row(5).hover();
    expect(await layout()).toEqual(before);
    await page.close();
  });
});

describe('a context menu', () => {
  test('is about the row it opens on, which is selected and told to the host before', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.page.evaluate(() => {
      window.addEventListener('contextmenu', () => {
        const index = window.recorded.posted.findLast(({ type }) => type === 'select');
        document.body.dataset['seen'] = JSON.stringify(index);
      });
    });
    await page.row(5).locator('.text').click({ button: 'right' });
    expect(JSON.parse((await page.page.locator('body').getAttribute('data-seen')) ?? '')).toEqual({
      type: 'select',
      index: 5,
      quote: null,
    });
    expect(await page.focusedIndex()).toBe(5);
    expect(await page.contextOf(page.row(5).locator('.text'))).toEqual({
      webviewSection: 'message',
      messageIndex: 5,
      callId: 'call-1',
      issueId: 'issue-1',
      preventDefaultContextMenuItems: true,
    });
    await page.close();
  });

  test('on selected text tells the quote', async () => {
    const page = await show(view());
    await dragOver(page, 5, 'transferring');
    await page
      .row(5)
      .getByText('transferring')
      .click({ button: 'right', position: { x: 50, y: 8 } });
    expect(await page.posted('select').then((all) => all.at(-1))).toEqual({
      type: 'select',
      index: 5,
      quote: 'transferring',
    });
    await page.close();
  });

  test('opened by the menu key is about the row with the keyboard', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.press('j', 'Shift+F10');
    await page.untilPosted({ type: 'select', index: 2, quote: null });
    await page.close();
  });

  test('on a flag is about the flag and its message', async () => {
    const page = await show(view({ flags: [flag('f1', 5, { state: 'pending' })] }));
    await page.flag('f1').click({ button: 'right' });
    expect(await page.contextOf(page.flag('f1'))).toEqual({
      webviewSection: 'flag',
      flagId: 'f1',
      flagState: 'pending',
      messageIndex: 5,
      callId: 'call-1',
      issueId: 'issue-1',
      preventDefaultContextMenuItems: true,
    });
    expect(await page.row(5).getAttribute('aria-current')).toBe('true');
    await page.close();
  });

  test('elsewhere offers nothing of the editor’s, and names no issue where there is none', async () => {
    const page = await show(view({ header: { ...header, issue: null } }));
    expect(await page.contextOf(page.page.locator('.details'))).toEqual({
      webviewSection: 'transcript',
      preventDefaultContextMenuItems: true,
    });
    expect(await page.contextOf(page.row(5))).not.toHaveProperty('issueId');
    await page.close();
  });
});
