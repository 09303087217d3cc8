// Calls from the view of calls, flagged one after the other by keyboard alone at typing speed, no issue chosen beforehand.
import { beforeAll, expect, test } from 'vitest';
import { callAt } from './numbered-calls.ts';
import { startService, type Service, type Stored } from './service.ts';
import { pageStateStored } from './stored-editors.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

/** What one flag is to be. */
interface Wanted {
  readonly call: string;
  readonly issue: string;
  readonly type: string;
  readonly note: string;
}

/** Milliseconds between two keys of somebody who types fast. */
const typing = 30;

let service: Service;
let workbench: Workbench;
let issues: readonly [Stored, Stored];
const wanted: Wanted[] = [];

beforeAll(async () => {
  service = await startService();
  issues = [await service.issue('T-1003'), await service.issue('T-1006')];
  const items = Array.from({ length: 12 }, (_, position) => ({ name: `${position}.json`, content: callAt(position) }));
  await service.ask('POST', '/sandbox/import', { items });
  workbench = await Workbench.open({ env: service.env });
});

tidyUp(() => ({ workbench, service }));

const flagsOf = ({ id }: Stored) => service.list(`/v1/triage/issues/${id}/flags`);
const types = async () => (await service.list('/v1/triage/flag-types')).map((one) => String(one['type'])).toSorted();
const callsView = () => workbench.tree('Calls').element;

/** Goes down the view of calls to the row with this position among them, and opens it. */
async function openCall(position: number): Promise<TranscriptPage> {
  const { keyboard } = workbench.page;
  await workbench.palette.run('Call Triage: Focus on Calls View');
  await keyboard.press('Home');
  // A row that is drawn anew, because its call was flagged, may miss a key.
  const focused = callsView().locator('.monaco-list-row.focused');
  const isThere = async (): Promise<boolean> => (await focused.innerText()).includes(`Summary ${position} `);
  for (let step = 0; step < 40 && !(await isThere()); step += 1) await keyboard.press('ArrowDown', { delay: typing });
  await keyboard.press('Enter');
  const page = new TranscriptPage(workbench);
  await page.message(0).getByText(`Welcome to call ${position}.`).waitFor();
  const isFocused = (): Promise<boolean> => page.frame.locator('body').evaluate(() => document.hasFocus());
  // On a busy machine the command that focuses the view ends after the key was pressed, and takes the focus back once: as a
  // person would, the row is opened again.
  for (let wait = 0; wait < 10 && !(await isFocused()); wait += 1) await workbench.page.waitForTimeout(200);
  if (!(await isFocused())) await keyboard.press('Enter');
  await expect.poll(isFocused).toBe(true);
  return page;
}

test(
  'ten calls are flagged, each in the issue that is chosen for it, and no type is made',
  { timeout: 240_000 },
  async () => {
    const { keyboard } = workbench.page;
    const before = await types();
    await workbench.openContainer('Call Triage');
    await workbench.tree('Issues').row('T-1003').waitFor();
    await workbench.palette.run('Call Triage: Focus on Calls View');
    await callsView().locator('.monaco-list-row').first().waitFor();
    for (let position = 0; position < 10; position += 1) {
      const page = await openCall(position);
      await keyboard.press('Home');
      await keyboard.press('j');
      await keyboard.press('f');
      const { quickInput } = workbench;
      await quickInput.widget.getByText('Flag Message: Choose an Issue').waitFor();
      // A code for the first of each issue; then that issue is the first choice.
      const issue = issues[position < 5 ? 0 : 1];
      if (position % 5 === 0) await keyboard.type(String(issue['triage_id']), { delay: typing });
      await keyboard.press('Enter');
      await page.composer.waitFor();
      const digit = (position % 3) + 1;
      const type = await page.frame
        .getByRole('radio')
        .nth(digit - 1)
        .getAttribute('aria-label');
      const note = `Call ${position}: j, f, n and ${digit} are letters of a note.`;
      await keyboard.press(String(digit), { delay: typing });
      await keyboard.type(note, { delay: typing });
      await keyboard.press('Control+Enter');
      await page.flags(1).first().waitFor();
      wanted.push({ call: `call-${position}`, issue: issue.id, type: type ?? '', note });
    }
    const stored = async (): Promise<Wanted[]> => {
      const all = await Promise.all(
        issues.map(async (issue) =>
          (await flagsOf(issue)).map((flag) => ({
            call: String(flag['call_id']),
            issue: issue.id,
            type: String(flag['type']),
            note: String(flag['note']),
            index: flag['message_index'],
          })),
        ),
      );
      return all
        .flat()
        .filter(({ note }) => note.startsWith('Call '))
        .toSorted((a, b) => a.note.localeCompare(b.note));
    };
    await expect.poll(async () => (await stored()).length, { timeout: 30_000 }).toBe(10);
    expect(await stored()).toEqual(wanted.map((one) => ({ ...one, index: 1 })));
    expect(await types()).toEqual(before);
  },
);

test('a call that one issue holds opens in that issue, and the head changes it', async () => {
  const page = await openCall(9);
  const head = page.frame.locator('.issue-button');
  expect(await head.innerText()).toContain(String(issues[1]['triage_id']));
  await head.press('Enter');
  await workbench.quickInput.widget.getByText('Change Issue of Transcript').waitFor();
  await workbench.quickInput.pick('No Issue');
  await page.frame.getByRole('button', { name: 'No Issue, change issue' }).waitFor();
  // The flag is still to be seen, with the code of its issue; its menu leads there.
  const flag = page.flags(1).getByText(String(issues[1]['triage_id'])).first();
  await flag.waitFor();
  await flag.click({ button: 'right' });
  await workbench.contextMenu.choose('Open Transcript');
  await page.frame.getByRole('button', { name: `${String(issues[1]['triage_id'])}, change issue` }).waitFor();
  await workbench.palette.run('Call Triage: Change Issue of Transcript…');
  await workbench.quickInput.widget.getByText('Change Issue of Transcript').waitFor();
  await workbench.quickInput.type(String(issues[0]['triage_id']));
  await workbench.page.keyboard.press('Enter');
  await page.frame.getByRole('button', { name: `${String(issues[0]['triage_id'])}, change issue` }).waitFor();
  await workbench.palette.run('Call Triage: Change Issue of Transcript…');
  await workbench.quickInput.widget.getByText('Change Issue of Transcript').waitFor();
  await workbench.quickInput.cancel();
  expect(await head.innerText()).toContain(String(issues[0]['triage_id']));
});

test('after a reload of the window the transcript is read for the issue it was changed to', async () => {
  await pageStateStored(workbench.page, (state) => new RegExp(`call-9[^}]*${issues[0].id}`).test(state));
  await workbench.reload();
  const page = new TranscriptPage(workbench);
  await page.shown();
  await page.frame.getByRole('button', { name: `${String(issues[0]['triage_id'])}, change issue` }).waitFor();
});

test('a whole call is flagged by the menu of the view of calls, which begins an issue with it as well', async () => {
  const tree = workbench.tree('Calls');
  const { quickInput, page } = workbench;
  await tree.choose('Summary 4 ', 'Flag…');
  await quickInput.widget.getByText('Flag: Choose an Issue').waitFor();
  await quickInput.type(String(issues[0]['triage_id']));
  await page.keyboard.press('Enter');
  await quickInput.pick('Whole Call');
  await quickInput.pick('dead_air');
  await expect.poll(() => quickInput.message()).toContain('(optional)');
  await quickInput.enter('Silent from the start.');
  await expect
    .poll(async () => (await flagsOf(issues[0])).find((flag) => flag['note'] === 'Silent from the start.'))
    .toMatchObject({ call_id: 'call-4', message_index: null, type: 'dead_air' });
  await workbench.notifications.find(`${String(issues[0]['triage_id'])}: call flagged as dead_air`);
  await tree.choose('Summary 4 ', 'Create Issue…');
  await quickInput.type('Silent calls of the morning');
  await quickInput.row('Create "Silent calls of the morning"').waitFor();
  await quickInput.cancel();
});

test('offline, a call without an issue is flagged in a loaded one, which outlives a reload and is sent once', async () => {
  const { keyboard } = workbench.page;
  const page = await openCall(10);
  const fault = { kind: 'reset' };
  await service.ask('POST', '/sandbox/faults', { match: { path: '^/v1/' }, fault });
  await keyboard.press('Home');
  await keyboard.press('j');
  await keyboard.press('f');
  await workbench.quickInput.widget.getByText('Flag Message: Choose an Issue').waitFor();
  await keyboard.type(String(issues[1]['triage_id']), { delay: typing });
  await keyboard.press('Enter');
  await page.composer.waitFor();
  await keyboard.press('1', { delay: typing });
  await keyboard.type('Written with no network.', { delay: typing });
  await keyboard.press('Control+Enter');
  await page
    .message(1)
    .getByRole('button', { name: /^Flag .*, waiting for the service$/ })
    .waitFor();
  await workbench.reload();
  await service.ask('DELETE', '/sandbox/faults');
  const sent = async () => (await flagsOf(issues[1])).filter((flag) => flag['note'] === 'Written with no network.');
  await expect.poll(async () => (await sent()).length, { timeout: 60_000 }).toBe(1);
  expect((await sent())[0]).toMatchObject({ call_id: 'call-10', message_index: 1 });
  const links = await service.list(`/v1/triage/issues/${issues[1].id}/resources`);
  expect(links.filter((link) => link['resource_id'] === 'call-10')).toHaveLength(1);
});
