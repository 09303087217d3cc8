import { describe, expect, test } from 'vitest';
import type { TranscriptView } from '../../src/shared/transcript.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { view } from './support/views.ts';

const { open, show } = useBrowser();
const note = (page: TranscriptPage) => page.page.getByRole('textbox', { name: 'Note' });
const button = (page: TranscriptPage, name: string) => page.composer.getByRole('button', { name, exact: true });
const hasFocus = (element: Element): boolean => element === document.activeElement;
const created = (index: number, text: string, flagType = 'wrong_pathway_node') => ({
  type: 'flag/create',
  index,
  others: [],
  flagType,
  note: text,
});
/** Presses keys as fast as they can be sent. */
const atOnce = async ({ page }: TranscriptPage, ...keys: readonly string[]): Promise<void> => {
  await Promise.all(keys.map((key) => page.keyboard.press(key)));
};
/** A page whose composer is not loaded before `load` is called. */
const openLate = async (shown: TranscriptView): Promise<{ page: TranscriptPage; load: () => void }> => {
  const page = await open();
  let load = (): void => undefined;
  const loaded = new Promise<void>((resolve) => (load = resolve));
  await page.page.route('**/forms-*.js', async (route) => {
    await loaded;
    await route.fallback();
  });
  await page.page.reload();
  await page.send({ type: 'state', state: { kind: 'ready', view: shown } });
  return { page, load };
};
const words = 'Said no 2 times'.split('').map((key) => (key === ' ' ? 'Space' : key));

describe('keys in the composer', () => {
  test('f, a digit, a note and Ctrl+Enter at once make one flag', async () => {
    const page = await show(view());
    await page.row(2).click();
    await atOnce(page, 'f', '2', ...words);
    await page.press('Control+Enter');
    await atOnce(page, 'j', 'f', '1');
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created(2, 'Said no 2 times'), created(3, '', 'missed_handoff')]);
    await page.close();
  });

  test('f, a digit, Tab, a note and Ctrl+Enter make no new type of the note', async () => {
    const page = await show(view());
    await page.row(2).click();
    await atOnce(page, 'f', '2', 'Tab', ...words);
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created(2, 'Said no 2 times')]);
    await page.close();
  });

  test('letters on the types are the note', async () => {
    const page = await show(view());
    await page.row(2).click();
    await atOnce(page, 'f', 'ArrowRight', ...words);
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([created(2, 'Said no 2 times')]);
    await page.close();
  });

  test('chords that edit text are the field’s alone: the editor would do them again over what is typed next', async () => {
    const page = await show(view());
    await page.row(2).click();
    await page.press('f', '2', ...words);
    await page.press('Control+a', 'Control+c', 'ArrowRight', 'Control+v', 'Control+z', 'Control+y', 'Control+Shift+Z');
    await page.page.getByRole('textbox', { name: 'New flag type' }).focus();
    await page.press('x', 'Control+a', 'Control+x');
    expect((await page.passed()).filter((key) => key !== 'Control' && key !== 'Shift')).toEqual([]);
    // Outside of the fields a chord is the editor's.
    await button(page, 'Save').focus();
    await page.press('Control+c');
    expect((await page.passed()).at(-1)).toBe('c');
    await page.close();
  });

  test('what is typed before the composer has loaded is typed into it', async () => {
    const { page, load } = await openLate(view());
    await page.row(2).click();
    await page.press('f', '2', ...words, 'x', 'Backspace', 'Control+Enter', 'j', 'f', '1');
    expect(await page.composer.count()).toBe(0);
    expect(await page.row(2).getAttribute('aria-current')).toBe('true');
    load();
    await page.composer.waitFor();
    expect(await page.posted('flag/create')).toEqual([created(2, 'Said no 2 times')]);
    expect(await page.composer.getAttribute('aria-label')).toBe('Flag message: 0:07, Agent');
    await page.press('n', 'Control+Enter');
    expect((await page.posted('flag/create')).at(-1)).toEqual(created(3, 'n', 'missed_handoff'));
    await page.close();
  });

  test('what is typed for a composer that does not open is nobody’s', async () => {
    const { page, load } = await openLate(view({ canFlag: false }));
    await page.row(2).click();
    await page.press('f', 'j', 'j');
    load();
    await expect.poll(() => page.posted('flag/begin')).toHaveLength(1);
    expect(await page.row(2).getAttribute('aria-current')).toBe('true');
    await page.press('j');
    expect(await page.row(3).getAttribute('aria-current')).toBe('true');
    await page.close();
  });

  test('its buttons show theirs', async () => {
    const page = await show(view());
    await page.row(2).click();
    await page.press('f');
    expect(await page.composer.locator('.composer-actions .button').allInnerTexts()).toEqual([
      'Save\nCtrl+Enter',
      'Save & Next\nCtrl+Shift+Enter',
      'Discard Draft',
      'Close\nEsc',
    ]);
    expect(await button(page, 'Save & Next').getAttribute('aria-keyshortcuts')).toBe('Control+Shift+Enter');
    expect(await button(page, 'Save & Next').getAttribute('title')).toBe('Save & Next (Ctrl+Shift+Enter)');
    await page.close();
  });
});

describe('Save & Next', () => {
  test('opens on the next spoken message with the same type, by key or button', async () => {
    const page = await show(view());
    await page.row(6).click();
    await page.press('f', '2', 'a', 'Control+Shift+Enter');
    expect(await page.composer.getAttribute('aria-label')).toBe('Flag message: 0:16, Agent');
    expect(await page.composer.getByRole('radio', { checked: true }).evaluate(hasFocus)).toBe(true);
    await page.press('b');
    await button(page, 'Save & Next').click();
    // After it come noise and a robot, which are no speech.
    expect(await page.composer.getAttribute('aria-label')).toBe('Flag message: supervisor');
    await page.press('3', 'Control+Shift+Enter');
    expect(await page.said()).toContain('No more spoken messages.');
    expect(await page.composer.count()).toBe(0);
    expect(await page.focusedIndex()).toBe(9);
    expect(await page.posted('flag/create')).toEqual([created(6, 'a'), created(5, 'b'), created(9, '', 'dead_air')]);
    await page.close();
  });

  test('leaves no draft where nothing is done, and a draft alone that is there', async () => {
    const page = await show(view());
    await page.row(4).click();
    await page.press('f', '1', 'x', 'Escape', 'k', 'f', '2', 'Control+Shift+Enter');
    expect(await note(page).inputValue()).toBe('x');
    expect(await page.composer.getByRole('radio', { checked: true }).textContent()).toContain('missed_handoff');
    await page.press('Control+Shift+Enter', 'Escape');
    expect(await page.focusedIndex()).toBe(6);
    expect(await page.page.locator('.draft').count()).toBe(0);
    expect((await page.posted('drafts')).at(-1)?.drafts).toEqual([]);
    await page.close();
  });

  test('goes on after the last of several', async () => {
    const page = await show(view());
    await page.row(2).click();
    await page.press('Shift+ArrowDown', 'Shift+ArrowDown', 'f', '1', 'Control+Shift+Enter');
    expect(await page.posted('flag/create')).toEqual([{ ...created(4, '', 'missed_handoff'), others: [2, 3] }]);
    expect(await page.composer.getAttribute('aria-label')).toBe('Flag message: 0:15, Caller');
    await page.close();
  });
});

describe('a draft', () => {
  test('is discarded in the composer', async () => {
    const page = await show(view());
    await page.row(3).click();
    await page.press('f');
    expect(await button(page, 'Discard Draft').isDisabled()).toBe(true);
    await page.press('2', 'x');
    await button(page, 'Discard Draft').click();
    expect(await page.said()).toBe('Draft discarded.');
    expect(await page.focusedIndex()).toBe(3);
    expect(await page.page.locator('.draft').count()).toBe(0);
    expect((await page.posted('drafts')).at(-1)?.drafts).toEqual([]);
    await page.press('f');
    expect(await note(page).inputValue()).toBe('');
    await page.close();
  });

  test('opens from its mark, by click and by key', async () => {
    const page = await show(view());
    await page.row(3).click();
    await page.press('f', '2', 'x', 'Escape', 'j');
    const mark = page.row(3).getByRole('button', { name: 'Draft', exact: true });
    await mark.click();
    expect(await note(page).inputValue()).toBe('x');
    expect(await mark.count()).toBe(0);
    await page.press('Escape', 'ArrowRight');
    expect(await mark.evaluate(hasFocus)).toBe(true);
    await page.press('Enter');
    expect(await note(page).inputValue()).toBe('x');
    expect(await page.composer.getByRole('radio', { checked: true }).evaluate(hasFocus)).toBe(true);
    await page.close();
  });

  test('of an edited flag opens on that flag', async () => {
    const draft = { index: 3, edits: 'f1', flagType: 'dead_air', isNew: false, note: 'Changed.' };
    const page = await show(view({ drafts: [draft] }));
    await page.row(3).getByRole('button', { name: 'Draft', exact: true }).click();
    expect(await page.page.getByRole('group', { name: 'Edit flag: 0:07, Agent' }).isVisible()).toBe(true);
    expect(await note(page).inputValue()).toBe('Changed.');
    await page.close();
  });
});
