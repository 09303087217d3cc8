import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { bundle, strings } from '../../support/l10n.mjs';

it('what translations are made from has every string of the code; npm run l10n writes it', async () => {
  expect(await readFile(bundle, 'utf8')).toBe(await strings());
});
