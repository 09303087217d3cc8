import { describe, expect, test } from 'vitest';
import type { FlagTypeChoice } from '../../src/shared/transcript.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flagTypes, view } from './support/views.ts';

const { show } = useBrowser();
const note = (page: TranscriptPage) => page.page.getByRole('textbox', { name: 'Note' });
const newType = (page: TranscriptPage) => page.page.getByRole('textbox', { name: 'New flag type' });
const button = (page: TranscriptPage, name: string) => page.composer.getByRole('button', { name, exact: true });
const problem = (page: TranscriptPage) => page.composer.getByRole('alert');
const hasFocus = (element: Element): boolean => element === document.activeElement;
const chosen = (page: TranscriptPage): Promise<string[]> =>
  page.page.locator('[role="radio"][aria-checked="true"] .type-name').allTextContents();
const created = (flagType: string, text: string, index = 1) => ({
  type: 'flag/create',
  index,
  others: [],
  flagType,
  note: text,
});

const open = async (types: readonly FlagTypeChoice[] = flagTypes): Promise<TranscriptPage> => {
  const page = await show(view({ flagTypes: types }));
  await page.row(1).click();
  await page.press('f');
  return page;
};

describe('a new flag type', () => {
  test('is the last stop, and a choice of its own once it is made', async () => {
    const page = await open();
    await page.press('Tab', 'x', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab');
    expect(await newType(page).evaluate(hasFocus)).toBe(true);
    await page.page.keyboard.type('  Talks over Caller! ');
    expect(await page.composer.locator('.guess').textContent()).toBe('Will probably be stored as talks_over_caller.');
    expect(await button(page, 'Create type "Talks over Caller!"').isVisible()).toBe(true);
    expect(await chosen(page)).toEqual([]);
    await page.press('Enter');
    expect(await chosen(page)).toEqual(['talks_over_caller']);
    expect(await newType(page).inputValue()).toBe('');
    expect(await note(page).evaluate(hasFocus)).toBe(true);
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created('Talks over Caller!', 'x')]);
    await page.close();
  });

  test('is made by a click, too, and stays in the list when another is looked at', async () => {
    const page = await open();
    await newType(page).fill('Barge in');
    await button(page, 'Create type "Barge in"').click();
    await page.press('Shift+Tab', 'ArrowRight');
    expect(await chosen(page)).toEqual(['missed_handoff']);
    await page.press('ArrowLeft');
    expect(await chosen(page)).toEqual(['barge_in']);
    await page.close();
  });

  test('has the keyboard at once where there is no type yet', async () => {
    const page = await open([]);
    await page.page.keyboard.type('Barge in');
    await page.press('Enter');
    await page.page.keyboard.type('twice');
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created('Barge in', 'twice')]);
    await page.close();
  });

  test('that is one of the catalogue is that one', async () => {
    const page = await open();
    await newType(page).fill('Dead air');
    expect(await button(page, 'Use type "dead_air"').isVisible()).toBe(true);
    await newType(page).press('Enter');
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created('dead_air', '')]);
    await page.close();
  });

  test('that nobody confirmed is asked about, and not saved', async () => {
    const page = await open();
    await newType(page).fill('Transferred too early');
    await page.press('Control+Enter');
    expect(await problem(page).textContent()).toBe('Create the flag type "Transferred too early", or clear the field.');
    expect(await newType(page).evaluate(hasFocus)).toBe(true);
    // Saving once more does not make it.
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([]);
    await page.press('Tab');
    expect(await button(page, 'Create type "Transferred too early"').evaluate(hasFocus)).toBe(true);
    await page.press('Tab', 'Enter');
    expect(await newType(page).inputValue()).toBe('');
    expect(await problem(page).textContent()).toBe('');
    await page.press('2', 'Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created('wrong_pathway_node', '')]);
    await page.close();
  });

  test('is made from the question, and saved by saving again', async () => {
    const page = await open();
    await page.press('2');
    await newType(page).fill('Barge in');
    await page.press('Control+Enter', 'Enter');
    expect(await chosen(page)).toEqual(['barge_in']);
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created('Barge in', '')]);
    await page.close();
  });

  test('needs a letter or a digit', async () => {
    const page = await open();
    await newType(page).fill('!!');
    await page.press('Enter', 'Control+Enter');
    expect(await problem(page).textContent()).toBe('A flag type must contain a letter or digit.');
    await button(page, 'Clear').click();
    expect(await newType(page).inputValue()).toBe('');
    expect(await page.posted('flag/create')).toEqual([]);
    await page.close();
  });

  test('and what was typed without making one are both in the draft', async () => {
    const page = await open();
    await newType(page).fill('Barge in');
    await newType(page).press('Enter');
    await newType(page).fill('Half a na');
    await page.press('Escape', 'f');
    expect(await newType(page).inputValue()).toBe('Half a na');
    expect(await newType(page).evaluate(hasFocus)).toBe(true);
    expect(await chosen(page)).toEqual(['barge_in']);
    expect((await page.posted('drafts')).at(-1)?.drafts).toEqual([
      { index: 1, flagType: 'Barge in', isNew: true, newType: 'Half a na', note: '' },
    ]);
    await page.close();
  });

  test('becomes the catalogue’s once that has it', async () => {
    const page = await open();
    await newType(page).fill('Barge in');
    await newType(page).press('Enter');
    const next = [...flagTypes, { type: 'barge_in', description: '', usageCount: 1, digit: 7 }];
    await page.send({ type: 'flagTypes', flagTypes: next });
    expect(await page.composer.getByRole('radio').count()).toBe(7);
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created('barge_in', '')]);
    await page.close();
  });
});

describe('flag types', () => {
  test('that are not there yet are waited for by the digit that was pressed', async () => {
    const page = await show(view({ flagTypes: [], typesLoading: true }));
    await page.row(1).click();
    await page.press('f', '2');
    await page.page.keyboard.type('3 times');
    await page.press('Control+Enter');
    expect(await problem(page).textContent()).toBe('The flag types are still loading.');
    await page.press('2');
    await page.send({ type: 'flagTypes', flagTypes });
    expect(await chosen(page)).toEqual(['wrong_pathway_node']);
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created('wrong_pathway_node', '3 times')]);
    await page.close();
  });

  test('get the keyboard when they come, unless that is elsewhere by then', async () => {
    const page = await show(view({ flagTypes: [], typesLoading: true }));
    await page.row(1).click();
    await page.press('f');
    await page.send({ type: 'flagTypes', flagTypes });
    expect(await page.page.getByRole('radio').first().evaluate(hasFocus)).toBe(true);
    await page.press('x');
    await page.send({ type: 'flagTypes', flagTypes: flagTypes.toReversed() });
    expect(await note(page).evaluate(hasFocus)).toBe(true);
    await page.close();
  });

  test('that are pinned are shown as they will be stored', async () => {
    const pinned = { type: 'Barge in', description: '', usageCount: 0, digit: 4, isNew: true };
    const page = await open([...flagTypes.slice(0, 3), pinned]);
    expect(await page.page.getByRole('radio', { name: 'barge_in (new)' }).isVisible()).toBe(true);
    await page.press('4', 'Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created('Barge in', '')]);
    await page.close();
  });

  test('have a menu of their own', async () => {
    const page = await open();
    expect(await page.contextOf(page.page.getByRole('radio', { name: 'dead_air' }))).toMatchObject({
      webviewSection: 'flagType',
      type: 'dead_air',
      preventDefaultContextMenuItems: true,
    });
    await page.close();
  });
});
