// The first minutes: from an empty editor to a first flag by the walkthrough, whose steps complete by themselves.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/paths.mjs';
import { provisionServer } from '../support/provision.mjs';
import { installFirstWindow } from '../support/start/first-window.mjs';
import { sandboxSettings } from '../support/start/sandbox-settings.mjs';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;
let started: Workbench | undefined;
let home: string | undefined;
beforeAll(async () => {
  workbench = await Workbench.open();
});
tidyUp(() => ({ workbench }));
afterAll(async () => {
  await started?.close();
  if (home !== undefined) await removeFolder(home);
});

const walkthrough = (of = workbench) => of.page.locator('.gettingStartedContainer');
/** The titles of the steps that are done. */
async function done(of = workbench): Promise<readonly string[]> {
  const steps = walkthrough(of).locator('.getting-started-step');
  const checked = steps.filter({ has: of.page.locator('.codicon.complete') });
  return (await checked.locator('.step-title').allInnerTexts()).map((title) => title.trim());
}
const step = (title: string) => walkthrough().getByText(title, { exact: true });

test('the palette offers without a connection only what works without one', async () => {
  await workbench.openContainer('Call Triage');
  await workbench.page.locator('.welcome-view-content').getByText('Get Started').first().waitFor();
  const offered = async (): Promise<readonly string[]> => {
    await workbench.page.keyboard.press('F1');
    await workbench.quickInput.type('>Call Triage: ');
    await workbench.quickInput.row('Call Triage: Connect…').waitFor();
    const rows = await workbench.quickInput.rows();
    await workbench.quickInput.cancel();
    // The editor's own commands for views are there whatever the views show.
    return rows.filter((row) => /^Call Triage: (?!Focus on)/.test(row));
  };
  const rows = await offered();
  expect(rows).toContain('Call Triage: Open Sandbox');
  expect(rows.filter((row) => /Issue|Flag|Transcript|Sign Out|Refresh/.test(row))).toEqual([]);
});

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
  await step('Connect your code').click();
  await walkthrough().getByRole('button', { name: 'Open Node' }).click();
  await workbench.quickInput.widget.waitFor();
  await workbench.quickInput.cancel();
  await workbench.palette.run('Call Triage: Get Started');
  await expect.poll(async () => (await done()).length).toBe(6);
});

test('a started editor opens on the walkthrough, with the sample issues beside it', async () => {
  home = await temporaryFolder('ct-start-');
  await installFirstWindow({ server: await provisionServer(() => undefined), home });
  started = await Workbench.open({ settings: sandboxSettings }, home);
  await walkthrough(started).getByText('Try it or connect', { exact: true }).waitFor();
  await started.tree('Issues').row('T-1006').waitFor();
  // The sandbox is set up: the first step is done by that.
  await expect.poll(() => done(started)).toEqual(['Try it or connect']);
});
