import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../../src/triage/calls/import/decode.ts';
import { parseJson } from '../../../../../src/triage/calls/import/parse-json.ts';

const cases = path.resolve(import.meta.dirname, '../../../../fixtures/cases');
const readFile = (bytes: Uint8Array) => {
  const decoded = decodeText(bytes);
  if ('bad' in decoded) return { encoding: decoded.bad };
  const parsed = parseJson(decoded.text);
  return 'fault' in parsed ? { json: parsed.fault } : parsed;
};
const readCase = (name: string) => readFile(readFileSync(path.join(cases, name)));
const json = (text: string) => readFile(Buffer.from(text, 'utf8'));
const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('the bytes of a file', () => {
  it('are read when they are UTF-16 and say so', () => {
    expect(readCase('07-utf16le-bom.json')).toMatchObject({
      content: {
        call_id: 'h-07a',
        transcripts: [{ text: 'Grüß Gott, hier ist Zoë Müller – ich zahle 40 €. ' }],
      },
    });
  });

  it('are refused when they are of another encoding, with the first byte that is wrong', () => {
    expect(readCase('07b-windows-1252.json')).toEqual({ encoding: { encoding: 'UTF-8', offset: 456, line: 17 } });
  });

  it.each([
    ['a byte that begins nothing', [0x22, 0xff, 0x22], 1],
    ['a continuation without a beginning', [0x22, 0x80], 1],
    ['an overlong form', [0xc0, 0xaf], 0],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80], 1],
    ['a character beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 0],
    ['a character that is cut off', [0x22, 0x22, 0xe2, 0x82], 2],
    ['a character that another interrupts', [0x22, 0xe9, 0x63, 0x22], 1],
  ])('are refused for %s', (_what, bytes, offset) => {
    expect(readFile(Uint8Array.from(bytes))).toEqual({ encoding: { encoding: 'UTF-8', offset, line: 1 } });
  });

  it('are refused where UTF-16 is cut off or has half a character, and when they are UTF-32', () => {
    const half = Buffer.concat([utf16('{\n"', 'le'), Buffer.from([0x3d, 0xd8]), Buffer.from('"}', 'utf16le')]);
    expect(readFile(half)).toEqual({ encoding: { encoding: 'UTF-16', offset: 8, line: 2 } });
    for (const order of ['le', 'be'] as const) {
      const odd = Buffer.concat([utf16('{}', order), Buffer.from([0])]);
      expect(readFile(odd)).toEqual({ encoding: { encoding: 'UTF-16', offset: 6, line: 1 } });
    }
    expect(readFile(Uint8Array.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]))).toMatchObject({
      encoding: { encoding: 'UTF-32', offset: 0 },
    });
  });

  it('give every text back that was written, in each encoding, with a mark or without', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        fc.pre(!/[\ud800-\udfff]/u.test(text));
        const content: unknown = JSON.parse(text);
        for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), utf16(text, 'le'), utf16(text, 'be')]) {
          expect(readFile(bytes)).toEqual({ content });
        }
      }),
    );
  });

  it('are taken for UTF-8 exactly when a strict decoder takes them', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc.string({ unit: 'binary', maxLength: 3 }).map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const bytes = Buffer.concat([Buffer.from('"'), ...pieces]);
        const read = readFile(bytes);
        const offset = 'encoding' in read ? read.encoding.offset : bytes.length;
        expect(() => decoder.decode(bytes.subarray(0, offset))).not.toThrow();
        if (offset === bytes.length) return;
        const more = Math.min(bytes.length, offset + 4);
        expect(() => decoder.decode(bytes.subarray(0, more))).toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a file that is not JSON', () => {
  it('says at which place and why', () => {
    expect(readCase('08-comments.json')).toEqual({ json: { line: 4, column: 28, guess: 'comment' } });
    expect(readCase('08e-truncated.json')).toEqual({ json: { line: 1, column: 878, guess: 'truncated' } });
  });

  it.each([
    ['', 1, 1, 'empty'],
    [' \n', 2, 1, 'empty'],
    ['{\n  "a": 1,\n}', 3, 1, 'trailing-comma'],
    ['{\r\n  "a": [1,\r\n  2,]}', 3, 5, 'trailing-comma'],
    ['{"a": NaN}', 1, 7, 'word', 'NaN'],
    ['{"a": [1, -Infinity]}', 1, 11, 'word', '-Infinity'],
    ['{"a": undefined}', 1, 7, 'word', 'undefined'],
    ['{"a": None, "b": True}', 1, 7, 'word', 'None'],
    ['# calls\n{}', 1, 1, 'comment'],
    ['{ /* a */ }', 1, 3, 'comment'],
    ['{"a": 1} // end', 1, 10, 'comment'],
    ['{"a": "x', 1, 9, 'truncated'],
    ['{"a": "x\\', 1, 10, 'truncated'],
    ['{"a": "\\u00', 1, 12, 'truncated'],
    ['{"a": tr', 1, 9, 'truncated'],
    ['{"a": 1.', 1, 9, 'truncated'],
    ['{"a"', 1, 5, 'truncated'],
    ['[{"a": 1},', 1, 11, 'truncated'],
    ['{', 1, 2, 'truncated'],
    ['<!DOCTYPE html>\n<html></html>', 1, 1, 'html'],
    ['\n<?xml version="1.0"?>', 2, 1, 'html'],
    ['HTTP/2 200 \r\ncontent-type: application/json\r\n\r\n{}', 1, 1, 'http-headers'],
    ['< HTTP/1.1 200 OK\n{}', 1, 1, 'http-headers'],
    ['Content-Type: application/json\n\n{}', 1, 1, 'http-headers'],
    ['  \n <html>', 2, 2, 'html'],
    ['x-request-id: 7\n\n{}', 1, 1, 'http-headers'],
    ['Error: not found', 1, 1, 'unknown'],
    ['data: {"a": 1}\n\n', 1, 1, 'unknown'],
    ['status: completed\n', 1, 1, 'unknown'],
    ['{"a": NULL}', 1, 7, 'word', 'NULL'],
    ['{"a": [1, [2, ], ], }', 1, 15, 'trailing-comma'],
    ['{"a": 1}{"a": 2}', 1, 9, 'several-values'],
    ["{'a': 1}", 1, 2, 'quotes'],
    ['{“a”: 1}', 1, 2, 'quotes'],
    ['{"a": "one\ntwo"}', 1, 11, 'control-character'],
    ['{"a": 1}\n{"a": 2}\n', 2, 1, 'several-values'],
    ['{"a": 1 "b": 2}', 1, 9, 'unknown'],
    ['{a: 1}', 1, 2, 'unknown'],
    ['{"a": 01}', 1, 7, 'unknown'],
    ['{"a": "\\x41"}', 1, 8, 'unknown'],
    ['{\u0000"\u0000', 1, 2, 'utf-16'],
  ])('%j', (text, line, column, guess, word?: string) => {
    expect(json(text)).toEqual({ json: { line, column, guess, ...(word === undefined ? {} : { word }) } });
  });

  it('is found whatever is cut off at its end', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.nat(), (text, at) => {
        fc.pre(/^[{["]/.test(text));
        const cut = text.slice(0, 1 + (at % (text.length - 1)));
        const read = readFile(utf16(cut, 'le'));
        // Half a character at the end is refused before its text is looked at.
        if ('encoding' in read) return;
        expect(read).toEqual({ json: { line: 1, column: cut.length + 1, guess: 'truncated' } });
      }),
      { numRuns: 1000 },
    );
  });

  it('is searched without exhausting the stack, however long or deep', () => {
    const column = (text: string) => {
      const read = json(text);
      return 'json' in read ? read.json.column : 0;
    };
    expect(column(`{"a":"${'\\n'.repeat(4_000_000)}`)).toBe(8_000_007);
    expect(column('['.repeat(2_000_000))).toBe(2_000_001);
    expect(column(`"${'x'.repeat(10_000_000)}`)).toBe(10_000_002);
  });
});
