import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { settings, settingsPage } from '../../support/settings-page.mjs';

it('the page of settings says what the manifest says; npm run docs writes it', async () => {
  expect(await readFile(settingsPage, 'utf8')).toBe(await settings());
});
