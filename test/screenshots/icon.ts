// The extension's icon, drawn from its SVG: the places that show it want a PNG.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startBrowser } from '../support/browser.mjs';
import { root } from '../support/paths.mjs';
import { provisionChromium } from '../support/provision.mjs';

/** Width and height in pixels: twice what is asked for at least. */
const size = 256;

/** Draws the icon. Gives the file. */
export async function drawIcon(): Promise<string> {
  const file = path.join(root, 'media', 'icon.png');
  const drawing = await readFile(path.join(root, 'media', 'icon.svg'), 'utf8');
  const executable = await provisionChromium(() => undefined);
  const browser = await startBrowser({ executable, size: { width: size, height: size } });
  try {
    const page = await browser.context.newPage();
    await page.setContent(`<body style="margin:0">${drawing}</body>`);
    await page.screenshot({ path: file, omitBackground: true });
    return file;
  } finally {
    await browser.close();
  }
}
