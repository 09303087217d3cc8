import { describe, expect, test } from 'vitest';
import type { IssuePageUnderTest } from './support/issue-page.ts';
import { useIssuePages } from './support/issue-page.ts';
import { activityList, entryView, evidenceList, evidenceRow, issueHead } from './support/issue-view.ts';

const { open, show } = useIssuePages();

const focusName = (page: IssuePageUnderTest): Promise<string | undefined> =>
  page.page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['focus']);

describe('a field', () => {
  const choices = ['todo', 'in progress', 'in review', 'done'].map((label, id) => ({
    id: String(id),
    label,
    isCurrent: id === 1,
  }));

  test('is set by arrows or by typing, asks for its values when it opens, and gives the focus back', async () => {
    const page = await show();
    await page.page.getByRole('button', { name: 'Status: in progress' }).focus();
    await page.press('Enter');
    await page.untilPosted({ type: 'choices', field: 'status' });
    await page.send({ type: 'choices', field: 'status', choices });
    await page.press('ArrowDown', 'ArrowDown', 'Enter');
    await page.untilPosted({ type: 'choose', field: 'status', choice: '3' });
    expect(await focusName(page)).toBe('field/status');
    await page.press('ArrowDown');
    await page.send({ type: 'choices', field: 'status', choices });
    await page.page.keyboard.type('in r');
    await page.press('Enter');
    await page.untilPosted({ type: 'choose', field: 'status', choice: '2' });
    await page.close();
  });

  test('is left as it is by Escape and Tab', async () => {
    const page = await show();
    for (const key of ['Escape', 'Tab']) {
      await page.page.getByRole('button', { name: 'Status: in progress' }).focus();
      await page.press('Enter');
      await page.send({ type: 'choices', field: 'status', choices });
      await page.press('ArrowDown', key);
      expect(await page.page.getByRole('listbox').count()).toBe(0);
    }
    expect(await page.posted('choose')).toEqual([]);
    expect(await focusName(page)).toBe('field/severity');
    await page.close();
  });
});

describe('a text', () => {
  test('is edited in place: drafts are posted, Escape keeps them, saving waits for the host', async () => {
    const page = await show();
    await page.page.getByRole('button', { name: 'Edit Title' }).press('Enter');
    await page.untilPosted({ type: 'edit', field: 'title' });
    await page.send({ type: 'edit', edit: { field: 'title', text: 'Before', theirs: null, problem: null } });
    expect(await focusName(page)).toBe('editor/title/text');
    await page.page.keyboard.type('!');
    await page.untilPosted({ type: 'edit/draft', field: 'title', text: 'Before!' });
    await page.press('Enter');
    await page.untilPosted({ type: 'edit/save', field: 'title', text: 'Before!' });
    const answer = { field: 'title', text: 'ignored', theirs: 'Theirs', problem: 'Changed by someone else.' } as const;
    await page.send({ type: 'edit', edit: answer });
    const editor = page.page.getByRole('group', { name: 'Edit Title' });
    expect(await editor.getByRole('textbox').inputValue()).toBe('Before!');
    await editor.getByText('Theirs', { exact: true }).waitFor();
    await editor.getByText('Changed by someone else.').waitFor();
    await editor.getByRole('textbox').press('Escape');
    await page.untilPosted({ type: 'edit/close', field: 'title' });
    expect(await focusName(page)).toBe('edit/title');
    // The keys of what is written do not reach the editor's own keybindings.
    expect(await page.passed()).not.toContain('!');
    await page.close();
  });

  test('and the other one open together when the host asks for it, with the focus in the title', async () => {
    const page = await show();
    await page.page.getByRole('textbox', { name: 'Comment' }).focus();
    await page.send({ type: 'open', part: 'texts' });
    for (const field of ['description', 'title'] as const) {
      await page.untilPosted({ type: 'edit', field });
      await page.send({ type: 'edit', edit: { field, text: 'Before', theirs: null, problem: null } });
    }
    expect(await focusName(page)).toBe('editor/title/text');
    await page.page.getByRole('textbox', { name: 'Comment' }).focus();
    await page.send({ type: 'open', part: 'texts' });
    expect(await focusName(page)).toBe('editor/title/text');
    await page.close();
  });

  test('that is too long says so while it is written', async () => {
    const page = await show();
    await page.send({ type: 'edit', edit: { field: 'title', text: 't'.repeat(200), theirs: null, problem: null } });
    await page.page.getByRole('textbox', { name: 'Title' }).press('x');
    await page.page.getByText('201/200').waitFor();
    await page.page.getByRole('alert').getByText('Too long.').waitFor();
    await page.close();
  });
});

describe('what changes elsewhere', () => {
  test('leaves the caret, the selection and the text of a comment where they are', async () => {
    const page = await show();
    const box = page.page.getByRole('textbox', { name: 'Comment' });
    await box.fill('Half a comment');
    await box.press('ArrowLeft');
    await page.send({ type: 'head', head: { ...issueHead, title: 'Another title' } });
    const entries = [entryView('e9', { author: 'Robin' }), ...activityList.entries];
    await page.send({ type: 'activity', activity: { ...activityList, entries } });
    await page.page.getByText('(e9)').waitFor();
    expect(await focusName(page)).toBe('comment/text');
    expect(await box.evaluate((one: HTMLTextAreaElement) => [one.value, one.selectionStart])).toEqual([
      'Half a comment',
      13,
    ]);
    await page.close();
  });

  test('does not move what is read', async () => {
    const page = await open({ height: 400 });
    await page.ready();
    const many = Array.from({ length: 40 }, (_, at) => entryView(`m${at}`));
    await page.send({ type: 'activity', activity: { ...activityList, entries: many } });
    const read = page.page.locator('[data-entry="m20"]');
    await read.scrollIntoViewIfNeeded();
    await page.page.evaluate(() => window.scrollBy(0, 60));
    const top = (): Promise<number> => read.evaluate((one) => Math.round(one.getBoundingClientRect().top));
    // Parts get their sizes once they are near.
    let before = Number.NaN;
    await expect.poll(async () => before === (before = await top()), { interval: 200 }).toBe(true);
    const entries = [entryView('new', { body: 'One\n\nTwo\n\nThree' }), ...many];
    await page.send({ type: 'activity', activity: { ...activityList, entries } });
    await page.page.locator('[data-entry="new"]').waitFor({ state: 'attached' });
    await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
    await page.close();
  });

  test('that takes away what has the focus moves it to what stands beside it', async () => {
    const page = await show();
    await page.page.getByRole('button', { name: 'Detach Caller asked for billing (l2)' }).focus();
    const items = evidenceList.items.filter(({ id }) => id !== 'l2');
    await page.send({ type: 'evidence', evidence: { ...evidenceList, items } });
    expect(await focusName(page)).toBe('evidence/l3');
    await page.close();
  });
});

test('the activity is filtered by kind and by author, which a reload keeps', async () => {
  const page = await show();
  await page.page.getByRole('combobox', { name: 'Kind of activity' }).selectOption('Changes');
  expect(await page.page.locator('.entry').allTextContents()).toHaveLength(2);
  await page.page.getByRole('combobox', { name: 'Kind of activity' }).selectOption('All kinds');
  await page.page.getByRole('combobox', { name: 'Author' }).selectOption('Norm');
  await page.page.reload();
  await page.ready();
  await page.page.getByText('nothing changed').waitFor();
  // What is not stored yet is always there.
  expect(
    await page.page.locator('.entry').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['entry'])),
  ).toEqual(['outbox-2', 'e3']);
  await page.close();
});

test('a comment is posted with its evidence, and stays until it is accepted', async () => {
  const page = await show();
  const box = page.page.getByRole('textbox', { name: 'Comment' });
  await box.fill('Here:\n\n- **one**');
  await page.page.getByRole('button', { name: 'Evidence…' }).press('Enter');
  await page.page.getByRole('checkbox', { name: 'Caller asked for billing (l3)' }).press('Space');
  await page.page.getByRole('button', { name: 'Preview' }).press('Enter');
  await page.page.locator('.comment strong').getByText('one').waitFor();
  await page.page.getByRole('button', { name: 'Preview' }).press('Enter');
  await box.press('Control+Enter');
  await page.untilPosted({ type: 'comment/post', text: 'Here:\n\n- **one**', links: ['l3'] });
  await page.send({ type: 'comment/kept' });
  expect(await box.inputValue()).toBe('Here:\n\n- **one**');
  await page.send({ type: 'comment', draft: { text: '', links: [] } });
  expect(await box.inputValue()).toBe('');
  expect(await page.page.locator('.chip').count()).toBe(0);
  await page.close();
});

test('what can be pressed posts the name that the host has given it, and nothing else', async () => {
  const page = await show();
  await page.page.getByRole('button', { name: 'T-1004' }).first().click();
  const menu = await page.page.locator('[data-flag-id="f1"]').getAttribute('data-vscode-context');
  expect(JSON.parse(menu ?? '')).toEqual({ webviewSection: 'flag', flagId: 'f1' });
  await page.page.locator('[data-flag-id="f1"] .flag-button').click();
  await page.page.getByRole('button', { name: 'Open Node Verify identity' }).click();
  await page.page.getByRole('button', { name: 'Overwrite' }).click();
  await page.untilPosted({ type: 'run', action: 'relations:open/r1' });
  await page.untilPosted({ type: 'run', action: 'evidence:flag/f1' });
  await page.untilPosted({ type: 'run', action: 'evidence:node/f1' });
  await page.untilPosted({ type: 'change', id: 'outbox-1', action: 'retry' });
  await page.close();
});

test('1,000 entries and 500 pieces of evidence are drawn in parts', async () => {
  const page = await open();
  await page.ready();
  const entries = Array.from({ length: 1000 }, (_, at) => entryView(`m${at}`, { author: `Author ${at % 7}` }));
  const items = Array.from({ length: 500 }, (_, at) => evidenceRow(`l${at}`));
  await page.send({ type: 'evidence', evidence: { ...evidenceList, items } });
  await page.send({ type: 'activity', activity: { ...activityList, entries } });
  await page.page.locator('.evidence > .rows > .row').nth(499).waitFor({ state: 'attached' });
  await page.page.getByRole('button', { name: 'Show 950 Older Entries' }).click();
  await page.page.locator('.entry').nth(999).waitFor({ state: 'attached' });
  expect(await page.page.locator('.entry').count()).toBe(1000);
  await page.close();
});
