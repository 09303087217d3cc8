import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../src/triage/calls/import/read-file.ts';
import { encodingSentence, importSentence, jsonSentence } from '../../../src/connections/import-words.ts';

const cases = path.resolve(import.meta.dirname, '../../fixtures/cases');
const sentenceOf = (bytes: Uint8Array): string => {
  const read = readFile(bytes);
  if ('encoding' in read) return encodingSentence(read.encoding);
  return 'json' in read ? jsonSentence(read.json) : '';
};

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

describe('a file that cannot be read', () => {
  it.each([
    ['07b-windows-1252.json', 'Not valid UTF-8 at byte 456; save the file as UTF-8.'],
    ['08-comments.json', 'Not valid JSON (line 4, column 28): comments are not allowed.'],
    ['08e-truncated.json', 'Not valid JSON (line 1, column 878): the file is cut off.'],
  ])('%s says why', (name, sentence) => {
    expect(sentenceOf(readFileSync(path.join(cases, name)))).toBe(sentence);
  });

  it.each([
    ['', 'Not valid JSON (line 1, column 1): the file is empty.'],
    ['{"a": 1,}', 'Not valid JSON (line 1, column 9): a trailing comma is not allowed.'],
    ['{"a": NaN}', 'Not valid JSON (line 1, column 7): NaN is not a JSON value.'],
    ['<html>', 'Not valid JSON (line 1, column 1): it looks like HTML or XML.'],
    [
      'HTTP/2 200\r\n\r\n{}',
      'Not valid JSON (line 1, column 1): it starts with HTTP headers, as "curl -i" prints them.',
    ],
    ['{}{}', 'Not valid JSON (line 1, column 3): more follows after the end of the first value.'],
    ["{'a': 1}", 'Not valid JSON (line 1, column 2): text needs straight double quotes.'],
    ['{"a": "x\ny"}', 'Not valid JSON (line 1, column 9): a line break or control character is not escaped.'],
    ['{a: 1}', 'Not valid JSON (line 1, column 2).'],
  ])('%j says where and why', (text, sentence) => {
    expect(sentenceOf(Buffer.from(text))).toBe(sentence);
  });

  it('of UTF-16 without its mark, and of UTF-32, says so', () => {
    expect(sentenceOf(Buffer.from('{}', 'utf16le'))).toBe(
      'Not valid JSON (line 1, column 2): it looks like UTF-16 without a byte order mark.',
    );
    expect(sentenceOf(Uint8Array.from([0xff, 0xfe, 0, 0]))).toBe('UTF-32 is not supported; save the file as UTF-8.');
  });
});
