// The one path: open the view, expand an issue, open a call, point at a message, flag it; the server has it as it should.
import { beforeAll, expect, test } from 'vitest';
import { draftOnDisk } from './drafts.ts';
import { startService, type Call, type Service, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let service: Service;
let workbench: Workbench;
let issue: Stored;
let call: Call;

beforeAll(async () => {
  service = await startService();
  workbench = await Workbench.open({ env: service.env });
  issue = await service.issue('T-1001');
  call = await service.callOf(issue.id);
});

tidyUp(() => ({ workbench, service }));

const flags = () => service.list(`/v1/triage/issues/${issue.id}/flags`);

/** Waits until the issue has a flag with this note, and gives it. */
async function stored(note: string): Promise<Stored> {
  await expect
    .poll(async () => (await flags()).filter((flag) => flag['note'] === note).length, { timeout: 15_000 })
    .toBe(1);
  return (await flags()).find((flag) => flag['note'] === note)!;
}

test('by mouse: right-click the message with index 5 and flag it', async () => {
  await workbench.openContainer('Call Triage');
  await workbench.showAllIssues();
  const tree = workbench.tree('Issues');
  await tree.expand('T-1001');
  await tree.click(call.title);
  const page = new TranscriptPage(workbench);
  await page.shown();
  await page.flagByMenu(5);
  await page.chooseType('dead_air');
  await page.note.fill('The very moment it went wrong.');
  await page.save();
  await page.flags(5).getByText('dead_air').waitFor();
  expect(await stored('The very moment it went wrong.')).toMatchObject({
    call_id: call.id,
    type: 'dead_air',
    message_index: 5,
    message_text: call.rows[5]?.text,
  });
  await expect.poll(() => tree.text()).toMatch(/dead_air {2}\d:\d\d · #5/);
});

test('by keyboard alone: view, issue, call, message, type, note, save', async () => {
  const { keyboard } = workbench.page;
  await workbench.palette.run('View: Close All Editors');
  await workbench.palette.run('Call Triage: Focus on Issues View');
  await keyboard.press('Home');
  for (let step = 0; step < 40; step += 1) {
    const row = workbench.tree('Issues').element.locator('.monaco-list-row.focused');
    if ((await row.innerText()).includes(call.title)) break;
    await keyboard.press('ArrowDown');
  }
  await keyboard.press('Enter');
  const page = new TranscriptPage(workbench);
  await page.shown();
  await keyboard.press('Home');
  await keyboard.press('j');
  await keyboard.press('j');
  await keyboard.press('ArrowDown');
  await keyboard.press('f');
  await page.composer.waitFor();
  const second = await page.frame.getByRole('radio').nth(1).getAttribute('aria-label');
  await keyboard.press('2');
  await keyboard.type('No mouse was needed: j, f and 2 are letters here.');
  await keyboard.press('Control+Enter');
  expect(await stored('No mouse was needed: j, f and 2 are letters here.')).toMatchObject({
    type: second,
    message_index: 3,
    message_text: call.rows[3]?.text,
  });
  await page.flags(3).first().waitFor();
  expect(await page.message(3).evaluate((row) => row === document.activeElement)).toBe(true);
});

test('text selected inside a message goes into the note', async () => {
  const page = new TranscriptPage(workbench);
  const words = (call.rows[1]?.text ?? '').trim().split(' ').slice(0, 3).join(' ');
  await page.message(1).evaluate((row, wanted) => {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at !== -1) getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
    }
  }, words);
  await page.flagByMenu(1);
  await page.chooseType('privacy');
  expect(await page.note.inputValue()).toContain(words);
  const note = await page.note.inputValue();
  await page.save();
  expect(await stored(note.trim())).toMatchObject({ message_index: 1, message_text: call.rows[1]?.text });
});

test('the palette command flags the selected message, with a new type', async () => {
  const page = new TranscriptPage(workbench);
  await page.message(6).click();
  await workbench.palette.run('Call Triage: Flag Message…');
  await page.composer.waitFor();
  await page.frame.getByRole('textbox', { name: 'New flag type' }).fill('Brand New Kind');
  await page.frame.getByText('brand_new_kind').first().waitFor();
  await workbench.page.keyboard.press('Enter');
  await page.note.fill('A type nobody used before.');
  await page.save();
  expect(await stored('A type nobody used before.')).toMatchObject({ type: 'brand_new_kind', message_index: 6 });
  await page.flags(6).getByText('brand_new_kind').waitFor();
});

test('a flag on a call that is not attached keeps its note; Attach and flag does both', async () => {
  const page = new TranscriptPage(workbench);
  await service.ask('DELETE', `/v1/triage/issues/${issue.id}/calls/${call.id}`);
  await page.flagByMenu(7);
  await page.chooseType('dead_air');
  await page.note.fill('Refused at first.');
  await page.save();
  await page.message(7).getByText('The call is not attached').waitFor();
  expect((await flags()).filter((flag) => flag['note'] === 'Refused at first.')).toEqual([]);
  await page.message(7).getByRole('button', { name: 'Attach and Flag' }).click();
  expect(await stored('Refused at first.')).toMatchObject({ message_index: 7 });
  await expect.poll(() => page.message(7).getByText('The call is not attached').count()).toBe(0);
});

test('a flag shows at once as on its way, in the transcript and in the tree, and then as stored', async () => {
  const page = new TranscriptPage(workbench);
  await service.ask('POST', '/sandbox/faults', {
    match: { method: 'POST', path: '/v1/triage' },
    times: 1,
    fault: { kind: 'delay', ms: 2000 },
  });
  await page.flagByMenu(8);
  await page.chooseType('privacy');
  await page.note.fill('Takes a while.');
  await page.save();
  await page.message(8).locator('[data-flag-id^="outbox-"]').waitFor();
  await expect.poll(() => workbench.tree('Issues').text()).toMatch(/privacy {2}sending… {2}\d:\d\d · #8/);
  expect((await flags()).filter((flag) => flag['note'] === 'Takes a while.')).toEqual([]);
  const { id } = await stored('Takes a while.');
  await page.message(8).locator(`[data-flag-id="${id}"]`).waitFor();
  await expect.poll(() => workbench.tree('Issues').text()).not.toContain('sending…');
});

test('a flag is removed by its menu, and Undo brings it back', async () => {
  const page = new TranscriptPage(workbench);
  await page.flags(7).getByText('dead_air').click({ button: 'right' });
  await workbench.contextMenu.choose('Remove Flag');
  await expect.poll(async () => (await flags()).filter((flag) => flag['note'] === 'Refused at first.').length).toBe(0);
  await workbench.page.getByRole('button', { name: 'Undo' }).first().click();
  expect(await stored('Refused at first.')).toMatchObject({ message_index: 7, message_text: call.rows[7]?.text });
});

test('what was open comes back with the window, and so does a half-written note', async () => {
  const before = new TranscriptPage(workbench);
  await before.flagByMenu(9);
  await before.chooseType('privacy');
  await before.note.fill('Half a thought');
  await draftOnDisk(workbench, 'Half a thought');
  await workbench.reload();
  const page = new TranscriptPage(workbench);
  await page.shown();
  // The composer is open again, or, when the editor forgot that it was, the row is marked.
  await page.composer.or(page.message(9).getByText('Draft')).first().waitFor();
  if (!(await page.composer.isVisible())) await page.flagByMenu(9);
  expect(await page.note.inputValue()).toBe('Half a thought');
  await page.note.press('Escape');
  await page.flags(5).getByText('dead_air').waitFor();
  await page.flagByMenu(2);
  await page.chooseType('privacy');
  await page.note.fill('Flagged after a reload.');
  await page.save();
  expect(await stored('Flagged after a reload.')).toMatchObject({ message_index: 2 });
});

test('without a transcript, pickers ask for call, message, type and note, and a closed box keeps the note', async () => {
  await workbench.palette.run('View: Close All Editors');
  const { quickInput } = workbench;
  const untilNote = async (): Promise<void> => {
    await workbench.palette.run('Call Triage: Flag Message…');
    await quickInput.type('T-1001');
    await quickInput.pickFirst('T-1001');
    await quickInput.pickFirst(call.title);
    await quickInput.pickFirst('#10 ');
    await quickInput.pick('dead_air');
    await quickInput.widget.getByText('Flag Message: Note').waitFor();
  };
  await untilNote();
  await quickInput.type('From the pickers.');
  await quickInput.cancel();
  await untilNote();
  expect(await quickInput.message()).toContain('/4000');
  await workbench.page.keyboard.press('Enter');
  await workbench.notifications.find(/T-1001: message (\d:\d\d · )?#10 flagged as dead_air/);
  expect(await stored('From the pickers.')).toMatchObject({ message_index: 10, message_text: call.rows[10]?.text });
});
