import { describe, expect, test } from 'vitest';
import { barriers } from './support/barriers.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, view } from './support/views.ts';
import { themeNames } from './themes.ts';

const { show } = useBrowser();

const flags = [
  flag('f1', 3, { type: 'dead_air', author: 'Ada Lovelace' }),
  flag('f2', 5, { type: 'dead_air', author: 'user-7' }),
  flag('f3', 6, { type: 'wrong_tone', author: 'Ada Lovelace' }),
  flag('outbox-1', 2, { type: 'wrong_tone', author: '', state: 'pending' }),
];
const list = (page: TranscriptPage) => page.page.getByRole('navigation', { name: 'Flags' });
const listed = (page: TranscriptPage): Promise<string[]> =>
  list(page)
    .locator('.outline-entry')
    .evaluateAll((entries) => entries.map((entry) => entry.getAttribute('data-entry-of') ?? ''));
const choose = async (page: TranscriptPage, name: 'Flag type' | 'Author', label: string): Promise<void> => {
  await list(page).getByRole('combobox', { name }).selectOption({ label });
};
const count = (page: TranscriptPage): Promise<string | null> => list(page).getByRole('status').textContent();
const wide = { width: 1200, height: 800 };
const showList = async (options: object = wide, shown = flags): Promise<TranscriptPage> => {
  const page = await show(view({ flags: shown }), options);
  await page.page.locator('.outline').waitFor({ state: 'attached' });
  return page;
};

describe('the list of flags', () => {
  test('offers the types and authors that there are, and says how many flags it has', async () => {
    const page = await showList();
    expect(await list(page).ariaSnapshot()).toBe(
      `
- navigation "Flags":
  - heading "Flags" [level=2]
  - combobox "Flag type":
    - option "All types" [selected]
    - option "dead_air (2)"
    - option "wrong_tone (2)"
  - combobox "Author":
    - option "All authors" [selected]
    - option "Ada Lovelace (2)"
    - option "user-7 (1)"
  - status: 4 flags
  - list:
    - listitem:
      - button "wrong_tone 0:06 I was charged twice."
    - listitem:
      - button "dead_air 0:07 Sorry about that."
    - listitem:
      - button "wrong_tone 0:15 Can you just get me billing?"
    - listitem:
      - button "dead_air 0:16 OK, transferring you now."
`.trim(),
    );
    await page.close();
  });

  test('counts those on the whole call, has them first, goes to them, and keeps the lines of notes', async () => {
    const whole = flag('whole', null, { type: 'hallucination', note: 'All of it.\nFrom the start.' });
    const page = await showList(wide, [...flags.slice(0, 2), whole]);
    expect(await count(page)).toBe('3 flags, 1 on the whole call');
    expect(await listed(page)).toEqual(['whole', 'f1', 'f2']);
    const entry = list(page).locator('[data-entry-of="whole"]');
    expect(await entry.locator('.outline-note').innerText()).toBe('All of it.\nFrom the start.');
    expect(await entry.getAttribute('title')).toBe('Flag hallucination\nWhole call\n\nAll of it.\nFrom the start.');
    await entry.click();
    expect(await page.flag('whole').evaluate((chip) => chip === document.activeElement)).toBe(true);
    await page.send({ type: 'flags', flags: [whole] });
    expect(await count(page)).toBe('1 flag, 1 on the whole call');
    const elsewhere = flag('f9', 2, { issue: { issueId: 'issue-2', code: 'T-1043' } });
    await page.send({ type: 'flags', flags: [whole, elsewhere] });
    expect(await count(page)).toBe('1 flag, 1 on the whole call, 1 on other issues');
    await page.close();
  });

  test('has those of a type, of an author, and of both', async () => {
    const page = await showList();
    await choose(page, 'Flag type', 'dead_air (2)');
    expect([await listed(page), await count(page)]).toEqual([['f1', 'f2'], '2 of 4 flags']);
    await choose(page, 'Author', 'user-7 (1)');
    expect([await listed(page), await count(page)]).toEqual([['f2'], '1 of 4 flags']);
    await choose(page, 'Flag type', 'All types');
    await choose(page, 'Author', 'Ada Lovelace (2)');
    expect([await listed(page), await count(page)]).toEqual([['f1', 'f3'], '2 of 4 flags']);
    await page.close();
  });

  test('says when none matches, and lists all again', async () => {
    const page = await showList();
    await choose(page, 'Flag type', 'wrong_tone (2)');
    await choose(page, 'Author', 'user-7 (1)');
    expect([await listed(page), await count(page)]).toEqual([[], '0 of 4 flags']);
    await list(page).getByText('No flags match.').waitFor();
    await list(page).getByRole('button', { name: 'Show all flags' }).press('Enter');
    expect(await listed(page)).toHaveLength(4);
    expect(await page.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Flag type');
    await page.close();
  });

  test('is chosen from by keyboard alone, and gone from to a message', async () => {
    const page = await showList();
    const type = list(page).getByRole('combobox', { name: 'Flag type' });
    await type.focus();
    await page.page.keyboard.type('wro');
    await expect.poll(() => listed(page)).toEqual(['outbox-1', 'f3']);
    await page.press('Tab', 'Tab', 'Tab', 'Enter');
    expect(await page.focusedIndex()).toBe(6);
    await page.close();
  });

  test('takes flags that arrive only where they match, and keeps the keyboard', async () => {
    const page = await showList();
    await choose(page, 'Flag type', 'dead_air (2)');
    await list(page).locator('[data-entry-of="f2"]').focus();
    const more = [flag('f9', 1, { type: 'dead_air', author: 'user-7' }), flag('f8', 1, { type: 'wrong_tone' })];
    await page.send({ type: 'flags', flags: [...flags, ...more] });
    await expect.poll(() => listed(page)).toEqual(['f9', 'f1', 'f2']);
    expect(await count(page)).toBe('3 of 6 flags');
    expect(await page.page.evaluate(() => document.activeElement?.getAttribute('data-entry-of'))).toBe('f2');
    // What is chosen stays chosen when the last of its kind is gone.
    await page.send({ type: 'flags', flags: more.slice(1) });
    await expect.poll(() => count(page)).toBe('0 of 1 flag');
    await page.close();
  });

  test('keeps what is chosen over a reload', async () => {
    const page = await showList();
    await choose(page, 'Author', 'Ada Lovelace (2)');
    await page.page.reload();
    await page.ready(view({ flags: [] }));
    await page.send({ type: 'flags', flags });
    await expect.poll(() => listed(page)).toEqual(['f1', 'f3']);
    await page.close();
  });

  test('is over a narrow transcript while its button is pressed', async () => {
    const page = await showList({ width: 300, height: 600 });
    const toggle = page.page.getByRole('button', { name: 'Flags', exact: true });
    expect(await list(page).isVisible()).toBe(false);
    await toggle.press('Enter');
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    expect(await page.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Flag type');
    expect(await page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
    await page.press('Escape');
    expect(await list(page).isVisible()).toBe(false);
    expect(await toggle.evaluate((element) => element === document.activeElement)).toBe(true);
    await toggle.click();
    await list(page)
      .getByRole('button', { name: /OK, transferring/ })
      .click();
    expect(await page.focusedIndex()).toBe(5);
    expect(await list(page).isVisible()).toBe(false);
    await page.send({ type: 'flags', flags: [] });
    expect(await toggle.isVisible()).toBe(false);
    await page.close();
  });

  test.each(themeNames)('is for everybody in %s, wide and in 300 px', async (theme) => {
    const page = await showList({ theme, ...wide });
    await choose(page, 'Flag type', 'dead_air (2)');
    expect(await barriers(page)).toEqual([]);
    await page.page.setViewportSize({ width: 300, height: 600 });
    await page.page.getByRole('button', { name: 'Flags', exact: true }).click();
    expect(await barriers(page)).toEqual([]);
    await choose(page, 'Author', 'Ada Lovelace (2)');
    await page.close();
  });
});
