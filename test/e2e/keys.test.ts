// The transcript by its keys: ten flags without a mouse, back and forth between them, and the list of all keys.
import { beforeAll, expect, test } from 'vitest';
import { startService, type Call, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;
let call: Call;
let page: TranscriptPage;

beforeAll(async () => {
  service = await startService();
  issue = await service.issue('T-1008');
  call = await service.callOf(issue.id);
  for (const { id } of await flags()) await service.ask('DELETE', `/v1/triage/issues/${issue.id}/flags/${id}`);
  workbench = await Workbench.open({ env: service.env });
  await workbench.openContainer('Call Triage');
  const tree = workbench.tree('Issues');
  await tree.expand('T-1008');
  await tree.click(call.title);
  page = new TranscriptPage(workbench);
  await page.shown();
});

tidyUp(() => ({ workbench, service }));

const flags = () => service.list(`/v1/triage/issues/${issue.id}/flags`);
const flagged = async (): Promise<number[]> =>
  (await flags()).map((flag) => Number(flag['message_index'])).toSorted((a, b) => a - b);
const selected = (): Promise<string | null> =>
  page.frame.locator('[aria-current="true"]').getAttribute('data-message-index');

test('ten spoken messages are flagged by keys alone, each stored once on its own message', async () => {
  const { keyboard } = workbench.page;
  await page.message(0).focus();
  await keyboard.press('Home');
  await keyboard.press('f');
  await page.composer.waitFor();
  const digit = (count: number): number => (count % 3) + 1;
  for (let count = 0; count < 10; count += 1) {
    await keyboard.press(String(digit(count)));
    // The last ones are taken back.
    if (count > 7) await keyboard.type('Said 2 times.');
    await keyboard.press('Control+Shift+Enter');
  }
  // Message 9 is an action.
  const indexes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10];
  await expect.poll(flagged, { timeout: 30_000 }).toEqual(indexes);
  const types = await page.frame.getByRole('radio').locator('.type-name').allTextContents();
  const made = new Map((await flags()).map((flag) => [flag['message_index'], flag]));
  for (const [count, index] of indexes.entries()) {
    expect(made.get(index)).toMatchObject({
      message_text: call.rows[index]?.text,
      type: types[digit(count) - 1],
      note: count > 7 ? 'Said 2 times.' : '',
    });
  }
  await keyboard.press('Escape');
  expect(await selected()).toBe('11');
});

test('u takes the last ones back, one by one', async () => {
  const { keyboard } = workbench.page;
  await keyboard.press('u');
  await expect.poll(flagged).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  await keyboard.press('u');
  await expect.poll(flagged).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await page.flags(8).waitFor({ state: 'detached' });
});

test('N goes back to the flag before, Delete takes it off, and u puts it back', async () => {
  const { keyboard } = workbench.page;
  await keyboard.press('N');
  expect(await selected()).toBe('7');
  await keyboard.press('ArrowRight');
  await keyboard.press('Delete');
  await expect.poll(flagged).toEqual([0, 1, 2, 3, 4, 5, 6]);
  await page.message(7).focus();
  await keyboard.press('u');
  await expect.poll(flagged).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await page.flags(7).getByText(/./).first().waitFor();
});

test('once more, u takes back the flag that stands there now', async () => {
  const { keyboard } = workbench.page;
  await keyboard.press('u');
  await expect.poll(flagged).toEqual([0, 1, 2, 3, 4, 5, 6]);
  await page.flags(7).waitFor({ state: 'detached' });
  expect(await workbench.page.locator('.notifications-toasts .notification-toast').count()).toBe(0);
});

test('several selected messages are flagged in one go, and taken back in one', async () => {
  const { keyboard } = workbench.page;
  await page.message(10).click();
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('f');
  await page.composer.waitFor();
  await keyboard.press('1');
  await keyboard.press('Control+Enter');
  await expect.poll(flagged).toEqual([0, 1, 2, 3, 4, 5, 6, 10, 11, 12]);
  await page.flags(12).getByText(/./).first().waitFor();
  await keyboard.press('u');
  await expect.poll(flagged).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('r edits a flag: a new one takes its place, and u gives it back what it said', async () => {
  const { keyboard } = workbench.page;
  const on3 = async (): Promise<string[]> =>
    (await flags())
      .filter((flag) => flag['message_index'] === 3)
      .map((flag) => `${String(flag['type'])}: ${String(flag['note'])}`);
  const [before] = (await flags()).filter((flag) => flag['message_index'] === 3);
  await page.message(3).focus();
  await keyboard.press('r');
  const composer = page.frame.getByRole('group', { name: /^Edit flag/ });
  await composer.waitFor();
  const note = composer.getByRole('textbox', { name: 'Note' });
  await note.fill('Said too early.');
  await note.press('Control+Enter');
  await expect.poll(on3).toEqual([`${String(before?.['type'])}: Said too early.`]);
  expect((await flags()).some(({ id }) => id === before?.id)).toBe(false);
  await page.message(3).getByText('Said too early.').waitFor();
  const tree = workbench.tree('Issues');
  await tree.expand(call.title);
  await expect.poll(() => tree.row('#3').count()).toBe(1);
  await page.message(3).focus();
  await keyboard.press('u');
  await expect.poll(on3).toEqual([`${String(before?.['type'])}: `]);
  await page.message(3).getByText('Said too early.').waitFor({ state: 'detached' });
});

test('an edit that changes nothing sends nothing', async () => {
  const { keyboard } = workbench.page;
  const before = (await flags()).map(({ id }) => id);
  await page.message(3).focus();
  await keyboard.press('F2');
  await page.frame.getByRole('group', { name: /^Edit flag/ }).waitFor();
  await keyboard.press('Control+Enter');
  await page.frame.getByText('No changes to save.').waitFor({ state: 'attached' });
  expect((await flags()).map(({ id }) => id)).toEqual(before);
});

test('the list of flags is filtered, over a transcript that has no room beside it', async () => {
  await page.frame.getByRole('button', { name: 'Flags', exact: true }).click();
  const list = page.frame.getByRole('navigation', { name: 'Flags' });
  const types = list.getByRole('combobox', { name: 'Flag type' });
  const [, first] = await types.getByRole('option').allTextContents();
  const all = (await flags()).filter((flag) => first?.startsWith(`${String(flag['type'])} (`)).length;
  await types.selectOption({ label: first ?? '' });
  await list.getByText(`${all} of 7 flags`).waitFor();
  expect(await list.getByRole('listitem').count()).toBe(all);
  // Members are known by name.
  expect(await list.getByRole('combobox', { name: 'Author' }).getByRole('option').nth(1).textContent()).toMatch(
    /^[A-Z]\w+ /,
  );
  await types.selectOption('');
  await list.getByText('7 flags', { exact: true }).waitFor();
  await types.press('Escape');
  await list.waitFor({ state: 'hidden' });
});

test('? lists the keys, and runs what is chosen there', async () => {
  const { keyboard } = workbench.page;
  await page.message(5).click();
  await keyboard.press('?');
  const input = workbench.page.locator('.quick-input-widget input');
  await input.waitFor();
  await keyboard.type('Last message');
  await keyboard.press('Enter');
  await expect.poll(selected).toBe(String(call.rows.length - 1));
});

test('/ opens the editor’s find, which finds in the whole transcript', async () => {
  const { keyboard } = workbench.page;
  await page.message(5).click();
  await keyboard.press('/');
  const find = workbench.page.locator('.webview-find-widget, .simple-find-part').first();
  await expect.poll(() => find.getAttribute('class')).toContain('visible');
  await keyboard.press('Escape');
});

test('the palette has each of them', async () => {
  await page.message(0).click();
  await workbench.palette.run('Call Triage: Next Flag in Transcript');
  await expect.poll(selected).toBe('1');
});

test('a flag is edited from the tree, in boxes that begin with what it says, and make a new type on purpose', async () => {
  await workbench.palette.run('View: Close All Editors');
  const [before] = (await flags()).filter((flag) => flag['message_index'] === 0);
  const type = String(before?.['type']);
  const tree = workbench.tree('Issues');
  await tree.expand('T-1008');
  await tree.expand(call.title);
  await tree.choose(/#0/, 'Edit Flag…');
  await workbench.quickInput.row(type).waitFor();
  expect((await workbench.quickInput.rows())[0]).toBe(type);
  await workbench.quickInput.type('Barge in');
  await workbench.quickInput.row('Create type "Barge in"').waitFor();
  await workbench.quickInput.pick('Create type "Barge in"');
  await expect.poll(() => workbench.quickInput.message()).toContain('(optional)');
  await workbench.quickInput.enter('From the tree.');
  const on0 = async () => (await flags()).filter((flag) => flag['message_index'] === 0);
  await expect
    .poll(async () => (await on0()).map(({ type: made, note }) => [made, note]))
    .toEqual([['barge_in', 'From the tree.']]);
  expect((await on0())[0]?.id).not.toBe(before?.id);
});

test('flag types are pinned to digits from their menu, and a flag changes no digit', async () => {
  const { keyboard } = workbench.page;
  const digits = (): Promise<string[]> => page.composer.getByRole('radio').allInnerTexts();
  await workbench.tree('Issues').click(call.title);
  await page.shown();
  await page.message(13).click();
  await keyboard.press('f');
  await page.composer.waitFor();
  const before = await digits();
  expect(before.at(-1)).toBe('barge_in');
  await keyboard.press('3');
  await keyboard.press('Control+Shift+Enter');
  await page.flags(13).first().waitFor();
  expect(await digits()).toEqual(before);
  await page.frame.getByRole('radio', { name: 'barge_in' }).click({ button: 'right' });
  await workbench.contextMenu.choose('Pin Flag Type to Digit…');
  await workbench.quickInput.row('2').waitFor();
  await workbench.quickInput.pick('2');
  const pinned = [before[0], '2\nbarge_in', before[2]];
  await expect.poll(async () => (await digits()).slice(0, 3)).toEqual(pinned);
  await page.frame.getByRole('radio').first().focus();
  await keyboard.press('2');
  await keyboard.press('Control+Enter');
  const on14 = async () => (await flags()).filter((flag) => flag['message_index'] === 14).map((flag) => flag['type']);
  await expect.poll(on14).toEqual(['barge_in']);
  await workbench.palette.run('Call Triage: Pin Flag Type to Digit…');
  await workbench.quickInput.pick('barge_in');
  await workbench.quickInput.pick('Unpin');
  await page.message(15).click();
  await keyboard.press('f');
  await expect.poll(digits).toEqual(before);
  await keyboard.press('Escape');
});

test('h hides what nobody said, in every transcript and over a reload, and no index changes', async () => {
  const { keyboard } = workbench.page;
  await workbench.tree('Issues').click(call.title);
  await page.shown();
  const hidden = call.rows.findIndex(({ user }) => user === 'agent-action');
  await page.message(5).click();
  await keyboard.press('h');
  await page.message(hidden).waitFor({ state: 'hidden' });
  await page.frame
    .locator('.hidden-rows')
    .getByText(/non-speech messages? hidden/)
    .waitFor();
  await workbench.reload();
  await page.shown();
  await page.frame
    .locator('.hidden-rows')
    .getByText(/non-speech messages? hidden/)
    .waitFor();
  expect(await page.message(hidden).isVisible()).toBe(false);
  await workbench.palette.run('Call Triage: Toggle Non-Speech Messages');
  await page.message(hidden).waitFor();
});
