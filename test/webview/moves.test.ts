import { describe, expect, test } from 'vitest';
import { defaultKeys } from '../../src/shared/keys.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, view } from './support/views.ts';

const { show } = useBrowser();

/** The row that has the keyboard after each of these keys. */
async function path(page: TranscriptPage, ...keys: readonly string[]): Promise<(number | undefined)[]> {
  const found: (number | undefined)[] = [];
  for (const key of keys) {
    await page.press(key);
    found.push(await page.focusedIndex());
  }
  return found;
}

const chosen = (page: TranscriptPage): Promise<number[]> =>
  page.list
    .locator('.row.chosen')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-message-index'))));

describe('keys that move', () => {
  test('go from flag to flag, in display order, and say where there is none', async () => {
    const page = await show(view({ flags: [flag('f1', 3), flag('f2', 5), flag('f3', 5), flag('f4', 8)] }));
    await page.row(0).click();
    expect(await path(page, 'n', 'n', 'n', 'N', 'N')).toEqual([3, 5, 8, 5, 3]);
    await page.press('N');
    expect(await page.said()).toContain('No more flags above.');
    expect(await page.focusedIndex()).toBe(3);
    await page.close();
  });

  test('go to where a speaker begins, not to every row of theirs', async () => {
    const page = await show(view());
    await page.row(0).click();
    // In display order: 0 action, 1 agent, 2 caller, 3 and 4 agent, 6 caller, 5 agent, 7 caller, …
    expect(await path(page, 'a', 'a', 'a', 'A', 'c', 'c', 'C')).toEqual([1, 3, 5, 3, 6, 7, 6]);
    await page.press('End', 'c');
    expect(await page.said()).toContain('No more caller turns below.');
    await page.close();
  });

  test('select several rows, which Escape, a click or any other move ends', async () => {
    const page = await show(view());
    await page.row(3).click();
    await page.press('Shift+ArrowDown', 'Shift+ArrowDown');
    expect(await chosen(page)).toEqual([3, 4, 6]);
    expect(await page.focusedIndex()).toBe(6);
    expect(await page.said()).toContain('3 messages selected.');
    await page.press('Shift+ArrowUp');
    expect(await chosen(page)).toEqual([3, 4]);
    await page.press('Escape');
    expect(await chosen(page)).toEqual([]);
    await page.press('Shift+ArrowUp', 'k');
    expect(await chosen(page)).toEqual([]);
    await page.row(1).click();
    await page.row(4).click({ modifiers: ['Shift'] });
    expect(await chosen(page)).toEqual([1, 2, 3, 4]);
    await page.row(2).click({ modifiers: ['Control'] });
    expect(await chosen(page)).toEqual([1, 3, 4]);
    expect(await page.page.evaluate(() => document.getSelection()?.toString())).toBe('');
    await page.row(3).click();
    expect(await chosen(page)).toEqual([]);
    await page.close();
  });

  test('can be run without a key, and are what the user made of them', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.send({ type: 'act', action: 'next' });
    expect(await page.focusedIndex()).toBe(2);
    await page.send({ type: 'keys', keys: { ...defaultKeys, next: ['x'], help: [] } });
    expect(await path(page, 'x', 'j', 'ArrowDown')).toEqual([3, 3, 3]);
    await page.press('?');
    expect(await page.posted('ask')).toEqual([]);
    expect(await page.passed()).toEqual(expect.arrayContaining(['j', '?']));
    await page.close();
  });

  test('are named by the buttons that do the same', async () => {
    const page = await show(view());
    await page.row(1).click();
    const title = () => page.row(1).getByRole('button', { name: 'Flag message' }).getAttribute('title');
    expect(await title()).toBe('Flag message (f)');
    await page.send({ type: 'keys', keys: { ...defaultKeys, flag: ['x'] } });
    await page.press('j', 'k');
    expect(await title()).toBe('Flag message (x)');
    await page.send({ type: 'keys', keys: { ...defaultKeys, flag: [] } });
    await page.press('j', 'k');
    expect(await title()).toBe('Flag message');
    await page.close();
  });

  test('leave to the editor what it does better', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.press('/', '?', 'u', 'i');
    expect((await page.posted('ask')).map(({ what }) => what)).toEqual(['find', 'help', 'undo', 'issue']);
    await page.close();
  });

  test('mean with Caps Lock what they mean without', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.page.evaluate(() => {
      const event = new KeyboardEvent('keydown', { key: 'J', modifierCapsLock: true, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    });
    expect(await page.focusedIndex()).toBe(2);
    expect(await chosen(page)).toEqual([]);
    await page.close();
  });

  test('flag all selected messages in one go, each with a flag of its own', async () => {
    const page = await show(view());
    await page.row(3).click();
    await page.press('Shift+ArrowDown', 'Shift+ArrowDown', 'f');
    expect(await page.page.getByText('Adds a flag to each of 3 messages.').isVisible()).toBe(true);
    expect(await chosen(page)).toEqual([3, 4, 6]);
    await page.press('1', 'Control+Enter');
    expect(await page.posted('flag/create')).toEqual([
      { type: 'flag/create', index: 6, others: [3, 4], flagType: 'missed_handoff', note: '' },
    ]);
    expect(await page.said()).toContain('3 messages flagged as missed_handoff.');
    expect(await chosen(page)).toEqual([]);
    await page.close();
  });
});
