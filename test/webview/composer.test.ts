import { describe, expect, test } from 'vitest';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, flagTypes, view } from './support/views.ts';

const { show } = useBrowser();
const note = (page: TranscriptPage) => page.page.getByRole('textbox', { name: 'Note' });

describe('the composer', () => {
  test('opens under its row, on the types, and covers nothing', async () => {
    const page = await show(view());
    const below = (): Promise<number> => page.row(7).evaluate((element) => element.getBoundingClientRect().top);
    await page.row(5).click();
    const before = await below();
    await page.press('f');
    expect(await page.composer.ariaSnapshot()).toBe(
      `
- 'group "Flag message: 0:16, Agent"':
  - radiogroup "Flag type":
    - radio "missed_handoff"
    - radio "wrong_pathway_node"
    - radio "dead_air"
    - radio "hallucination"
    - radio "interrupted_caller"
    - radio "wrong_tone"
  - textbox "Note":
    - /placeholder: What went wrong here? (optional)
  - alert
  - button "Save"
  - button "Save & Next"
  - button "Discard Draft" [disabled]
  - button "Close"
  - text: 0/4000
  - textbox "New flag type":
    - /placeholder: New flag type…
`.trim(),
    );
    expect(await page.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('missed_handoff');
    const height = await page.composer.evaluate((element) => element.getBoundingClientRect().height);
    expect((await below()) - before).toBeGreaterThanOrEqual(height);
    await page.close();
  });

  test('chooses with arrow keys and digits; Enter and a digit go on to the note', async () => {
    const page = await show(view());
    const chosen = (): Promise<string[]> =>
      page.page.locator('[role="radio"][aria-checked="true"] .type-name').allTextContents();
    await page.row(1).click();
    await page.press('f');
    expect(await chosen()).toEqual([]);
    await page.press('ArrowRight');
    expect(await chosen()).toEqual(['wrong_pathway_node']);
    await page.press('ArrowLeft', 'ArrowLeft');
    expect(await chosen()).toEqual(['wrong_tone']);
    await page.press('9');
    expect(await page.composer.getByRole('alert').textContent()).toBe('No flag type has the digit 9.');
    await page.press('Enter');
    expect(await note(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.press('Shift+Tab', '3', '9');
    expect(await chosen()).toEqual(['dead_air']);
    expect(await note(page).inputValue()).toBe('9');
    await page.close();
  });

  test('has the digits and the order that the host gives', async () => {
    const many = Array.from({ length: 12 }, (_, place) => ({
      type: `type_${place}`,
      description: '',
      usageCount: 0,
      ...(place < 9 ? { digit: place + 1 } : {}),
    }));
    const page = await show(view({ flagTypes: many }));
    await page.row(1).click();
    await page.press('f');
    expect(await page.composer.locator('.digit').allTextContents()).toEqual(Array.from('123456789'));
    expect(await page.composer.locator('.type-name').allTextContents()).toEqual(many.map(({ type }) => type));
    await page.press('9', 'Control+Enter');
    expect(await page.posted('flag/create')).toEqual([
      { type: 'flag/create', index: 1, others: [], flagType: 'type_8', note: '' },
    ]);
    await page.close();
  });

  test('asks for a type before it saves', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.press('f');
    await note(page).fill('Something');
    await page.press('Control+Enter');
    expect(await page.composer.getByRole('alert').textContent()).toBe('Choose a flag type.');
    expect(await page.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('radio');
    expect(await page.posted('flag/create')).toEqual([]);
    await page.close();
  });

  test('holds the note to 4000 characters and says so', async () => {
    const page = await show(view());
    await page.row(1).click();
    await page.press('f', '1');
    await note(page).fill('x'.repeat(3990));
    await note(page).focus();
    await page.page.keyboard.insertText('0123456789');
    expect(await page.composer.locator('.count').textContent()).toBe('4000/4000');
    expect(await page.composer.locator('.limit').isVisible()).toBe(false);
    await page.page.keyboard.insertText('abc');
    expect(await note(page).inputValue()).toBe(`${'x'.repeat(3990)}0123456789`);
    expect(await page.composer.locator('.limit').textContent()).toBe(
      'A note has at most 4,000 characters. The rest was cut off.',
    );
    await page.press('Backspace');
    expect(await page.composer.locator('.limit').isVisible()).toBe(false);
    expect(await page.composer.locator('.count').textContent()).toBe('3999/4000');
    await page.close();
  });

  test('keeps the draft of each row when it closes, and says so', async () => {
    const page = await show(view());
    await page.row(3).click();
    await page.press('f', '2');
    await page.page.keyboard.type('first');
    await page.press('Escape');
    expect(await page.composer.count()).toBe(0);
    expect(await page.focusedIndex()).toBe(3);
    expect(await page.said()).toBe('Draft saved.');
    expect(await page.row(3).getByText('Draft', { exact: true }).isVisible()).toBe(true);
    await page.press('j', 'f', 'Enter');
    await page.page.keyboard.type('second');
    await page.row(3).locator('.text').click();
    await page.press('Enter');
    expect(await page.composer.count()).toBe(1);
    expect(await note(page).inputValue()).toBe('first');
    expect(await page.composer.getByRole('radio', { checked: true }).getAttribute('aria-label')).toBe(
      'wrong_pathway_node',
    );
    await page.press('Control+Enter');
    expect(await page.row(3).getByText('Draft', { exact: true }).count()).toBe(0);
    expect(await page.row(4).getByText('Draft', { exact: true }).isVisible()).toBe(true);
    await page.close();
  });

  test('closes without a word when nothing was chosen or typed', async () => {
    const page = await show(view());
    await page.row(3).click();
    await page.press('f', 'Escape');
    expect(await page.focusedIndex()).toBe(3);
    expect(await page.said()).toBe('');
    expect(await page.page.locator('.draft').count()).toBe(0);
    await page.close();
  });

  test('takes a changed catalogue without losing choice, note or focus', async () => {
    const page = await show(view());
    await page.row(3).click();
    await page.press('f', '2');
    await page.page.keyboard.type('half a sen');
    await page.send({ type: 'flagTypes', flagTypes: flagTypes.toReversed() });
    await page.page.keyboard.type('tence');
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([
      { type: 'flag/create', index: 3, others: [], flagType: 'wrong_pathway_node', note: 'half a sentence' },
    ]);
    await page.close();
  });

  test('opens when the host asks, with the quote in the note', async () => {
    const page = await show(view());
    await page.send({ type: 'compose', index: 5, quote: 'OK, transferring\nyou now.' });
    expect(await note(page).inputValue()).toBe('> OK, transferring\n> you now.\n\n');
    expect(await page.row(5).getAttribute('aria-current')).toBe('true');
    await page.send({ type: 'compose', index: 77, quote: null });
    expect(await page.said()).toBe('Message not found.');
    await page.close();
  });

  test('cuts a quote that a note cannot hold', async () => {
    const page = await show(view());
    await page.send({ type: 'compose', index: 5, quote: 'y'.repeat(5000) });
    expect(await note(page).inputValue()).toHaveLength(4000);
    await page.close();
  });

  test('leaves cut and paste in its fields to the editor’s own menu', async () => {
    const page = await show(view());
    await page.row(3).click();
    await page.press('f');
    expect(await page.contextOf(note(page))).toMatchObject({
      webviewSection: 'composer',
      messageIndex: 3,
      preventDefaultContextMenuItems: false,
    });
    await page.close();
  });
});

/** Saves what is in the composer. Returns how many marks there are before anything else can happen. */
const saveAndCount = (page: TranscriptPage): Promise<number> =>
  note(page).evaluate((element) => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    return document.querySelectorAll('[data-flag-id]').length;
  });

async function compose(page: TranscriptPage, index: number, key = 'f'): Promise<void> {
  await page.row(index).click();
  await page.press(key, '1');
  await page.page.keyboard.type('Too late.');
}

describe('a saved flag', () => {
  test('has its mark with the key, and one mark when the host shows it', async () => {
    const page = await show(view({ flags: [flag('f1', 5)] }));
    await compose(page, 5);
    expect(await saveAndCount(page)).toBe(2);
    expect(await page.row(5).ariaSnapshot()).toContain('button "Flag missed_handoff, not saved yet"');
    expect(await page.focusedIndex()).toBe(5);
    // Of before the save, on its way meanwhile.
    await page.send({ type: 'flags', flags: [flag('f1', 5)] });
    expect(await page.page.locator('[data-flag-id]').count()).toBe(2);
    await page.send({
      type: 'flags',
      flags: [flag('f1', 5), flag('entry', 5, { state: 'pending', note: 'Too late.' })],
    });
    expect(await page.page.locator('[data-flag-id]').count()).toBe(2);
    expect(await page.flag('entry').count()).toBe(1);
    await page.send({ type: 'flagged' });
    expect(await page.page.locator('[data-flag-id]').count()).toBe(2);
    await page.send({ type: 'flags', flags: [flag('f1', 5)] });
    expect(await page.page.locator('[data-flag-id]').count()).toBe(1);
    await page.close();
  });

  test('of several messages has a mark on each, and none is left when the host opens the composer again', async () => {
    const page = await show(view());
    await page.row(3).click();
    await page.press('Shift+ArrowDown');
    await page.press('f', '1');
    await page.page.keyboard.type('Both.');
    expect(await saveAndCount(page)).toBe(2);
    await page.send({
      type: 'compose',
      index: 3,
      quote: null,
      draft: { index: 3, flagType: 'dead_air', isNew: false, note: 'Both.' },
    });
    await page.send({ type: 'flagged' });
    expect(await page.page.locator('[data-flag-id]').count()).toBe(0);
    expect(await note(page).inputValue()).toBe('Both.');
    await page.close();
  });

  test('stays in sight beside another that was saved on the same message before the host answered', async () => {
    const page = await show(view());
    await compose(page, 5);
    expect(await saveAndCount(page)).toBe(1);
    await compose(page, 5);
    expect(await saveAndCount(page)).toBe(2);
    await page.send({ type: 'flags', flags: [flag('entry', 5, { state: 'pending' })] });
    expect(await page.page.locator('[data-flag-id]').count()).toBe(2);
    await page.send({ type: 'flagged' });
    expect(await page.page.locator('[data-flag-id]').count()).toBe(2);
    await page.close();
  });

  test('waits for the host where what was typed may have to be masked', async () => {
    const page = await show(view({ masked: true }));
    await compose(page, 5);
    expect(await saveAndCount(page)).toBe(0);
    await page.close();
  });
});
