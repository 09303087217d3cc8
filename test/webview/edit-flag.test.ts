import { describe, expect, test } from 'vitest';
import type { Draft } from '../../src/shared/transcript.ts';
import { barriers } from './support/barriers.ts';
import { useBrowser, type TranscriptPage } from './support/page.ts';
import { flag, view } from './support/views.ts';
import { themeNames } from './themes.ts';

const { show } = useBrowser();
const note = (page: TranscriptPage) => page.page.getByRole('textbox', { name: 'Note' });
const composer = (page: TranscriptPage) => page.page.getByRole('group', { name: /^Edit flag/ });

/** What the host answers with: what the flag says, which the page may have only masked. */
const words: Draft = { index: 5, edits: 'f1', flagType: 'dead_air', isNew: false, note: 'As it was.' };
const flags = [flag('f1', 5, { type: 'dead_air', note: '•••' }), flag('f2', 3), flag('f3', 3)];
const compose = (page: TranscriptPage, draft = words): Promise<void> =>
  page.send({ type: 'compose', index: draft.index, quote: null, draft });

describe('a flag', () => {
  test.each(['r', 'F2'])('is opened for editing by %s on its message, or on itself', async (key) => {
    const page = await show(view({ flags }));
    await page.row(5).click();
    await page.press(key);
    await page.flag('f3').focus();
    await page.press(key);
    expect(await page.posted('flag/open')).toEqual([
      { type: 'flag/open', id: 'f1' },
      { type: 'flag/open', id: 'f3' },
    ]);
    expect(await page.passed()).toEqual([]);
    await page.close();
  });

  test('among several is gone to first, and without any is said', async () => {
    const page = await show(view({ flags }));
    await page.row(3).click();
    await page.press('r');
    expect(await page.said()).toContain('This message has 2 flags');
    expect(await page.flag('f2').evaluate((element) => element === document.activeElement)).toBe(true);
    await page.press('ArrowRight', 'r');
    await page.row(6).click();
    await page.press('r');
    expect(await page.said()).toContain('Select a flagged message first.');
    expect(await page.posted('flag/open')).toEqual([{ type: 'flag/open', id: 'f3' }]);
    await page.close();
  });

  test('that is on its way out is not edited', async () => {
    const page = await show(view({ flags: [flag('f1', 5, { state: 'removing' })] }));
    await page.row(5).click();
    await page.press('r');
    expect(await page.said()).toContain('This flag is being removed.');
    expect(await page.posted('flag/open')).toEqual([]);
    await page.close();
  });

  test('that stays beside the new one says why, and can stay', async () => {
    const problem = 'The new flag was saved, but the old one could not be removed: No.';
    const page = await show(view({ flags: [flag('f1', 5, { state: 'failed', problem, actions: ['retry', 'keep'] })] }));
    await page.page.getByRole('button', { name: 'Keep Both' }).click();
    expect(await page.posted('flag/resolve')).toEqual([{ type: 'flag/resolve', id: 'f1', action: 'keep' }]);
    await page.close();
  });
});

describe('the composer on a flag', () => {
  test('has what the flag says, tells what saving does, and saves', async () => {
    const page = await show(view({ flags }));
    await page.row(5).click();
    await compose(page);
    expect(await composer(page).ariaSnapshot()).toBe(
      `
- 'group "Edit flag: 0:16, Agent"':
  - paragraph: Saving replaces this flag; its author and time change.
  - radiogroup "Flag type":
    - radio "missed_handoff"
    - radio "wrong_pathway_node"
    - radio "dead_air" [checked]
    - radio "hallucination"
    - radio "interrupted_caller"
    - radio "wrong_tone"
  - textbox "Note":
    - /placeholder: What went wrong here? (optional)
    - text: As it was.
  - alert
  - button "Save"
  - button "Discard Draft"
  - button "Close"
  - text: 10/4000
  - textbox "New flag type":
    - /placeholder: New flag type…
`.trim(),
    );
    await page.press('1');
    await note(page).fill('Otherwise.');
    await page.press('Control+Enter');
    expect(await page.posted('flag/edit')).toEqual([
      { type: 'flag/edit', id: 'f1', index: 5, flagType: 'missed_handoff', note: 'Otherwise.' },
    ]);
    expect((await page.posted('drafts')).at(-1)?.drafts).toEqual([]);
    expect(await composer(page).count()).toBe(0);
    expect(await page.focusedIndex()).toBe(5);
    await page.close();
  });

  test('leaves no draft behind when nothing was changed, and one beside that of a new flag when something was', async () => {
    const page = await show(view({ flags }));
    const drafts = async () => (await page.posted('drafts')).at(-1)?.drafts;
    await page.row(5).click();
    await compose(page);
    await page.press('Escape');
    expect(await drafts()).toEqual([]);
    expect(await page.row(5).getByText('Draft').count()).toBe(0);
    await page.press('f', '2');
    await page.page.keyboard.type('New.');
    await compose(page);
    await note(page).fill('Changed.');
    await page.press('Escape');
    expect(await drafts()).toEqual([
      { index: 5, flagType: 'wrong_pathway_node', isNew: false, note: 'New.' },
      { ...words, note: 'Changed.' },
    ]);
    expect(await page.row(5).getByText('Draft').count()).toBe(1);
    await page.press('f');
    expect(await note(page).inputValue()).toBe('New.');
    await compose(page);
    expect(await note(page).inputValue()).toBe('Changed.');
    await page.close();
  });

  test('is back after a reload with what was changed', async () => {
    const page = await show(view({ flags }));
    await page.row(5).click();
    await compose(page);
    await note(page).fill('Half a');
    const [last] = (await page.posted('drafts')).slice(-1);
    await page.page.reload();
    await page.ready(view({ drafts: last?.drafts ?? [] }));
    expect(await note(page).inputValue()).toBe('Half a');
    expect(await page.page.getByRole('radio', { name: 'dead_air' }).getAttribute('aria-checked')).toBe('true');
    await page.send({ type: 'flags', flags });
    await note(page).press('Control+Enter');
    expect(await page.posted('flag/edit')).toEqual([
      { type: 'flag/edit', id: 'f1', index: 5, flagType: 'dead_air', note: 'Half a' },
    ]);
    await page.close();
  });

  test.each(themeNames)('is for everybody in %s, also in 300 px', async (theme) => {
    const page = await show(view({ flags }), { theme, width: 300 });
    await page.row(5).click();
    await compose(page);
    expect(await barriers(page)).toEqual([]);
    expect(await page.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
    await page.close();
  });
});
