// The page of the packed extension in the Extensions view, which a newcomer sees first. Runs on the packed extension alone, which CALL_TRIAGE_TEST_VSIX names.
import { beforeAll, expect, test } from 'vitest';
import { tidyUp } from './tidy-up.ts';
import { webview } from './webview.ts';
import { Workbench } from './workbench.ts';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
});
tidyUp(() => ({ workbench }));

test('has the icon, and the README without a broken picture or a link that leads nowhere', async () => {
  const { page } = workbench;
  await workbench.palette.run('Extensions: Show Installed Extensions');
  await page.locator('.extensions-viewlet .monaco-list-row').filter({ hasText: 'Call Triage' }).first().click();
  const editor = page.locator('.extension-editor');
  await editor.locator('.header .name').getByText('Call Triage').waitFor();
  const width = () => editor.locator('.header img.icon').evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(width).toBe(256);
  const readme = webview(page);
  await readme.getByRole('heading', { name: 'Five steps' }).waitFor();
  const pictures = await readme.locator('img').evaluateAll((all) => all.map((one) => one.getAttribute('src')));
  expect(pictures.filter((address) => address?.startsWith('https:') !== true)).toEqual([]);
  const links = await readme.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(links.filter((address) => !/^(https:|#)/.test(address ?? ''))).toEqual([]);
  await workbench.screenshot('extension-page');
});
