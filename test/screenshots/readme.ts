// The picture in the README: an issue of the sandbox, its call, and the composer under the message that went wrong.
import path from 'node:path';
import { root } from '../support/paths.mjs';
import { sandboxSettings } from '../support/start/sandbox-settings.mjs';
import { Workbench } from '../e2e/workbench.ts';

const picture = path.join(root, 'media', 'readme.png');

/** What is seen, by the sandbox's own sample data. */
const issue = 'T-1008';
const call = 'Caller disputed a doubled payment';
const message = 'So I can see the current balance';
const type = 'compliance';
const note = 'Reads out the balance before anything about the caller was verified.';

/** Takes the picture. Gives the file. */
export async function takeReadmePicture(): Promise<string> {
  const workbench = await Workbench.open({
    settings: { ...sandboxSettings, 'workbench.colorTheme': 'Dark Modern' },
    size: { width: 1280, height: 800 },
  });
  try {
    await workbench.wears('dark');
    await workbench.openContainer('Call Triage');
    const issues = workbench.tree('Issues');
    await issues.expand(issue);
    await issues.click(call);
    const page = workbench.webview();
    const row = page.locator('[data-message-index]').filter({ hasText: message }).first();
    await row.click();
    await row.press('f');
    await page.getByText(type, { exact: true }).first().click();
    await page.getByPlaceholder('What went wrong here?').fill(note);
    await widenSideBar(workbench);
    await workbench.page.screenshot({ path: picture, animations: 'disabled' });
    return picture;
  } finally {
    await workbench.close();
  }
}

/** Drags the side bar's edge, so that the issues' titles can be read. */
export async function widenSideBar({ page }: Workbench): Promise<void> {
  const edge = await page.locator('.part.sidebar').boundingBox();
  if (edge === null) throw new Error('There is no side bar.');
  const x = edge.x + edge.width;
  const y = edge.y + edge.height - 60;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 110, y, { steps: 5 });
  await page.mouse.up();
  // Away from the edge, which is lit while the pointer is on it.
  await page.mouse.move(x + 300, 4);
}
