import { describe, expect, it } from 'vitest';
import { importSentence } from '../../../src/connections/import-words.ts';

describe('an import', () => {
  const bad = { name: 'bad.json', reason: 'Not valid JSON (line 1, column 2).' };

  it.each([
    ['a folder without calls', 0, [], 'No JSON files found; nothing was imported.'],
    ['one call', 1, [], 'Imported 1 call; it is on the issue "Imported calls".'],
    ['several', 3, [], 'Imported 3 calls; they are on the issue "Imported calls".'],
    ['a bad file alone', 0, [bad], 'Skipped 1 file. bad.json: Not valid JSON (line 1, column 2).'],
    [
      'good and bad files',
      2,
      [bad, { name: 'worse.json', reason: 'x' }],
      'Imported 2 calls; they are on the issue "Imported calls". Skipped 2 files. bad.json: Not valid JSON (line 1, column 2).',
    ],
  ])('of %s says so', (_what, imported, rejected, sentence) => {
    expect(importSentence(imported, rejected)).toBe(sentence);
  });
});
