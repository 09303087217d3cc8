// The first minutes: from an empty editor to a first flag by the walkthrough, whose steps complete by themselves.
import { beforeAll, expect, test } from 'vitest';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
tidyUp(() => ({ workbench }));

const walkthrough = () => workbench.page.locator('.gettingStartedContainer');
/** The titles of the steps that are done. */
async function done(): Promise<readonly string[]> {
  const steps = walkthrough().locator('.getting-started-step');
  const checked = steps.filter({ has: workbench.page.locator('.codicon.complete') });
  return (await checked.locator('.step-title').allInnerTexts()).map((title) => title.trim());
}
const step = (title: string) => walkthrough().getByText(title, { exact: true });

test('steps lead from nothing to a first flag, and say what is done', async () => {
  await workbench.openContainer('Call Triage');
  await workbench.page.locator('.welcome-view-content').getByText('Get Started').first().click();
  await step('Try it or connect').waitFor();
  expect(await done()).toEqual([]);
  await walkthrough().getByRole('button', { name: 'Try the Sandbox' }).click();
  await workbench.tree('Issues').row('T-1008').waitFor();
  await expect.poll(done).toEqual(['Try it or connect']);
  await workbench.tree('Issues').expand('T-1008');
  await workbench.tree('Issues').click('Caller disputed a doubled payment');
  const page = new TranscriptPage(workbench);
  await page.flagByMenu(5);
  await page.chooseType('dead_air');
  await page.note.fill('My first flag.');
  await page.save();
  await page.flags(5).first().waitFor();
  await workbench.palette.run('Call Triage: Get Started');
  await step('Open a call').waitFor();
  await expect.poll(done).toEqual(['Try it or connect', 'Open a call', 'Flag the message where it went wrong']);
  await step('Do it by keyboard').click();
  await walkthrough().getByRole('button', { name: 'Show Keyboard Shortcuts' }).click();
  await workbench.quickInput.cancel();
  await expect.poll(done).toContain('Do it by keyboard');
  await step('Review forty calls before lunch').click();
  await walkthrough().getByRole('button', { name: 'Review Calls' }).click();
  await page.frame.getByRole('group', { name: 'Review' }).getByText('1 of').waitFor();
  await workbench.palette.run('Call Triage: Get Started');
  await expect.poll(async () => (await done()).length).toBe(5);
});
