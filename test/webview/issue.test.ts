import { describe, expect, test } from 'vitest';
import type { TranscriptView } from '../../src/shared/transcript.ts';
import { barriers } from './support/barriers.ts';
import { useBrowser } from './support/page.ts';
import { flag, header, view } from './support/views.ts';
import { themes, type ThemeName } from './themes.ts';

const { show } = useBrowser();

const loose = (change: Partial<TranscriptView> = {}): TranscriptView =>
  view({ canFlag: false, header: { ...header, issue: null }, ...change });

describe('the issue in the head', () => {
  test('is named, and is changed by mouse and by keyboard', async () => {
    const page = await show(view());
    await page.page.getByRole('button', { name: 'T-1042, change issue' }).click();
    await page.ready(loose());
    const button = page.page.getByRole('button', { name: 'No Issue, change issue' });
    // What has another name now still has the keyboard.
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.press('Enter');
    expect(await page.posted('issue/change')).toEqual([{ type: 'issue/change' }, { type: 'issue/change' }]);
    await page.close();
  });

  test('is not said to be none while it is only not loaded', async () => {
    const page = await show(view({ header: { ...header, issue: null } }));
    expect(await page.page.locator('.issue-button').textContent()).toBe('Issue');
    await page.close();
  });

  for (const theme of Object.keys(themes) as ThemeName[]) {
    test(`is for everybody in ${theme}, also in 300 px`, async () => {
      const other = { issueId: 'issue-2', code: 'T-1043' };
      const flags = [flag('f1', 2, { type: 'dead_air', note: 'Said twice.', issue: other }), flag('f2', 2)];
      const page = await show(loose({ flags }), { theme, width: 300 });
      expect(await barriers(page)).toEqual([]);
      expect(await page.overflow()).toBe(0);
      await page.close();
    });
  }
});

describe('without an issue', () => {
  test('a key, the button and a selection of several begin a flag, and nothing is refused', async () => {
    const page = await show(loose());
    await page.row(3).click();
    await page.press('f');
    await page.row(3).getByRole('button', { name: 'Flag message' }).click();
    await page.press('Shift+ArrowDown', 'Shift+ArrowDown', 'f');
    const begin = { type: 'flag/begin', index: 3, others: [], quote: null };
    expect(await page.posted('flag/begin')).toEqual([begin, begin, { ...begin, index: 6, others: [3, 4] }]);
    expect(await page.composer.count()).toBe(0);
    expect(await page.said()).not.toContain('issue');
    await page.close();
  });

  test('text that is selected in the message goes along', async () => {
    const page = await show(loose());
    await page.row(2).click();
    await page.row(2).locator('.text').selectText();
    await page.press('f');
    expect(await page.posted('flag/begin')).toMatchObject([{ index: 2, quote: 'I was charged twice.' }]);
    await page.close();
  });

  test('a suggestion shows; taking it begins a flag with its words, and leaves no draft behind', async () => {
    const page = await show(loose());
    const finding = { id: 'silence:6', index: 6, flagType: 'dead_air', note: 'About 9 s of silence.' };
    const none = { gaps: [], nodes: [], rowNodes: [], problem: null };
    await page.send({ type: 'pathway', pathway: { ...none, findings: [finding] } });
    await page.page.getByRole('button', { name: /^Suggested flag dead_air/ }).click();
    const draft = { index: 6, flagType: 'dead_air', isNew: false, note: 'About 9 s of silence.' };
    expect(await page.posted('flag/begin')).toEqual([{ type: 'flag/begin', index: 6, others: [], quote: null, draft }]);
    expect(await page.page.locator('.draft').count()).toBe(0);
    expect(await page.posted('drafts')).toEqual([]);
    await page.close();
  });

  test('the composer opens once there is one, for all that were selected, at the place where the reader was', async () => {
    const page = await show(loose(), { panel: 'none' });
    await page.row(3).click();
    await page.press('Shift+ArrowDown', 'Shift+ArrowDown', 'f');
    await page.send({ type: 'panel', panel: 'T-1042' });
    await page.ready(view());
    await page.send({ type: 'compose', index: 6, quote: null, others: [3, 4] });
    await page.page.getByRole('group', { name: /^Flag 3 messages/ }).waitFor();
    await page.press('1');
    await page.page.keyboard.type('All three.');
    await page.press('Control+Enter');
    expect(await page.posted('flag/create')).toEqual([
      { type: 'flag/create', index: 6, others: [3, 4], flagType: 'missed_handoff', note: 'All three.' },
    ]);
    expect((await page.posted('drafts')).at(-1)).toEqual({ type: 'drafts', panel: 'T-1042', drafts: [] });
    await page.close();
  });
});

test('a half-written draft stays with the issue it was written for, and that of the next one comes', async () => {
  const page = await show(view(), { panel: 'T-1042' });
  await page.row(3).click();
  await page.press('f', '2');
  await page.page.keyboard.type('half a thought');
  await page.send({ type: 'panel', panel: 'T-1043' });
  expect(await page.composer.count()).toBe(0);
  const posted = await page.posted('drafts');
  expect(new Set(posted.map(({ panel }) => panel))).toEqual(new Set(['T-1042']));
  expect(posted.at(-1)?.drafts).toMatchObject([{ index: 3, note: 'half a thought' }]);
  const drafts = [{ index: 5, flagType: 'dead_air', isNew: false, note: 'another' }];
  const issue = { ...header.issue!, issueId: 'issue-2', code: 'T-1043' };
  await page.ready(view({ drafts, header: { ...header, issue } }));
  expect(await page.row(3).getByText('Draft', { exact: true }).count()).toBe(0);
  expect(await page.row(5).getByText('Draft', { exact: true }).count()).toBe(1);
  expect(await page.focusedIndex()).toBe(3);
  // A page that is loaded again knows whose it is.
  expect(await page.page.evaluate(() => JSON.parse(sessionStorage.getItem('webview-state') ?? ''))).toMatchObject({
    panel: 'T-1043',
  });
  await page.close();
});

test('a flag of another issue has its code, and its menu is for its own issue', async () => {
  const other = { issueId: 'issue-2', code: 'T-1043' };
  const flags = [flag('f1', 5), flag('f2', 5, { type: 'dead_air', issue: other })];
  const page = await show(view({ flags }), { width: 1200 });
  expect(await page.row(5).locator('.chip').allTextContents()).toEqual(['missed_handoff', 'T-1043 dead_air']);
  expect(await page.flag('f2').getAttribute('aria-label')).toBe('Flag T-1043 dead_air');
  expect(await page.contextOf(page.flag('f2'))).toMatchObject({ flagId: 'f2', issueId: 'issue-2', otherIssue: true });
  expect(await page.contextOf(page.flag('f1'))).toMatchObject({ flagId: 'f1', issueId: 'issue-1' });
  await page.page.locator('.outline-entry').getByText('T-1043 dead_air').waitFor();
  await page.flag('f2').focus();
  await page.press('Delete');
  expect(await page.posted('flag/remove')).toEqual([{ type: 'flag/remove', id: 'f2' }]);
  await page.close();
});
