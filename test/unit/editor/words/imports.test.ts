import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusalSentence } from '../../../../src/editor/words/imports.ts';
import { readFile } from '../../../../src/triage/calls/import/read-file.ts';

const cases = path.resolve(import.meta.dirname, '../../../fixtures/cases');
const sentencesOf = (bytes: Uint8Array): string[] =>
  readFile(bytes).flatMap((item) => (item.kind === 'refused' ? [refusalSentence(item)] : []));

describe('a file that cannot be read', () => {
  it.each([
    ['07b-windows-1252.json', 'Not valid UTF-8 at byte 456; save the file as UTF-8.'],
    ['08-comments.json', 'Not valid JSON (line 4, column 28): comments are not allowed.'],
    ['08e-truncated.json', 'Not valid JSON (line 1, column 878): the file is cut off.'],
  ])('%s says why', (name, sentence) => {
    expect(sentencesOf(readFileSync(path.join(cases, name)))).toEqual([sentence]);
  });

  it.each([
    ['', 'Not valid JSON (line 1, column 1): the file is empty.'],
    ['{"a": 1,}', 'Not valid JSON (line 1, column 9): a trailing comma is not allowed.'],
    ['{"a": NaN}', 'Not valid JSON (line 1, column 7): NaN is not a JSON value.'],
    ['<html>', 'Not valid JSON (line 1, column 1): it looks like HTML or XML.'],
    [
      'HTTP/2 200\r\n\r\n{',
      'Not valid JSON (line 1, column 1): it starts with HTTP headers, as "curl -i" prints them.',
    ],
    ["{'a': 1}", 'Not valid JSON (line 1, column 2): text needs straight double quotes.'],
    ['{"a": "x\ny"}', 'Not valid JSON (line 1, column 9): a line break or control character is not escaped.'],
    ['{a: 1}', 'Not valid JSON (line 1, column 2).'],
  ])('%j says where and why', (text, sentence) => {
    expect(sentencesOf(Buffer.from(text))).toEqual([sentence]);
  });

  it('of UTF-16 without its mark, and of UTF-32, says so', () => {
    expect(sentencesOf(Buffer.from('{}', 'utf16le'))).toEqual([
      'Not valid JSON (line 1, column 2): it looks like UTF-16 without a byte order mark.',
    ]);
    expect(sentencesOf(Uint8Array.from([0xff, 0xfe, 0, 0]))).toEqual([
      'UTF-32 is not supported; save the file as UTF-8.',
    ]);
  });
});
