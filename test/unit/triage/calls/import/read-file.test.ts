import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportItem } from '../../../../../src/triage/calls/import/import-item.ts';
import { callNamedIn } from '../../../../../src/triage/calls/import/join.ts';
import { CallFileReader, readFile } from '../../../../../src/triage/calls/import/read-file.ts';

const call = (id: string, text = 'Grüß Gott') =>
  JSON.stringify({ call_id: id, transcripts: [{ id: 1, user: 'user', text, created_at: '2026-02-03T10:00:00Z' }] });
const idsIn = (items: readonly ImportItem[]) => items.flatMap((item) => (item.kind === 'call' ? [item.callId] : []));
const refusalsIn = (items: readonly ImportItem[]) => items.filter((item) => item.kind === 'refused');

/** Reads bytes in pieces that end at these places. */
function readInPieces(bytes: Buffer, ends: readonly number[], reader = new CallFileReader()): ImportItem[] {
  const items: ImportItem[] = [];
  let from = 0;
  for (const end of [...ends.map((one) => one % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    items.push(...reader.push(bytes.subarray(from, end)));
    from = end;
  }
  return [...items, ...reader.end()];
}

describe('a file that is read piece by piece', () => {
  const line = fc.oneof(
    fc.nat(9).map((id) => call(`c${id}`)),
    fc.nat(60).map((cut) => call('cut').slice(0, 5 + cut)),
    fc.constantFrom(
      '',
      '  ',
      '{',
      '[',
      '}',
      '7',
      'not json',
      '{"a": 1}',
      '[]',
      'WEBVTT',
      '1',
      '00:00:01,000 --> 00:00:02,000',
    ),
  );
  const encode = fc.constantFrom(
    (text: string) => Buffer.from(text),
    (text: string) => Buffer.from(`\ufeff${text}`),
    (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    (text: string) => Buffer.from(text, 'latin1'),
  );

  it('gives the same items wherever the pieces end', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        encode,
        fc.array(fc.nat()),
        (lines, end, bytesOf, ends) => {
          const bytes = bytesOf(lines.join(end));
          expect(readInPieces(bytes, ends)).toEqual(readFile(bytes));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('keeps every call that stands on a line of its own, and refuses the lines between them by their numbers', () => {
    const bad = fc.nat(60).map((cut) => call('cut').slice(0, 5 + cut));
    const lines = fc.array(
      fc.oneof({ weight: 3, arbitrary: fc.nat(99).map((id) => call(`c${id}`)) }, { weight: 1, arbitrary: bad }),
      {
        minLength: 3,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(lines, (all) => {
        const items = readFile(Buffer.from(all.join('\n')));
        const isGood = (text: string): boolean => text.endsWith('}');
        expect(idsIn(items)).toEqual(
          all.filter(isGood).map((text) => (JSON.parse(text) as { call_id: string }).call_id),
        );
        const covers = ({ place }: ReturnType<typeof refusalsIn>[number], at: number): boolean =>
          (place.firstLine ?? place.line) <= at && at <= (place.lastLine ?? place.line);
        const missed = all.filter(
          (text, at) => !isGood(text) && !refusalsIn(items).some((refusal) => covers(refusal, at + 1)),
        );
        expect(missed).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('is read without keeping more than a value of it', () => {
    const reader = new CallFileReader(2_000);
    const items: ImportItem[] = [];
    for (let id = 0; id < 200; id += 1) items.push(...reader.push(Buffer.from(`${call(`c${id}`)}\n`)));
    expect(idsIn([...items, ...reader.end()])).toHaveLength(200);
  });
});

describe('a value that is too large', () => {
  it('alone on its line is refused, and the lines behind it are read', () => {
    const text = `${call('a')}\n${call('big', 'x'.repeat(3_000))}\n${call('b')}`;
    const items = readInPieces(Buffer.from(text), [100, 900, 2_000], new CallFileReader(2_000));
    expect(idsIn(items)).toEqual(['a', 'b']);
    expect(refusalsIn(items)).toMatchObject([{ reason: { kind: 'too-large', megabytes: 1 }, place: { line: 2 } }]);
  });

  it('over several lines ends the file', () => {
    const reader = new CallFileReader(2_000);
    const big = JSON.stringify(
      [JSON.parse(call('big', 'x'.repeat(1_000))), JSON.parse(call('big', 'x'.repeat(1_000)))],
      null,
      1,
    );
    const items = readInPieces(Buffer.from(`${big}\n${call('b')}`), [], reader);
    expect(items).toMatchObject([{ kind: 'refused', reason: { kind: 'too-large' } }]);
    expect(reader.isStopped).toBe(true);
  });

  it('in UTF-16 is one with its file', () => {
    const bytes = Buffer.from(`\ufeff${call('a', 'x'.repeat(3_000))}`, 'utf16le');
    expect(readInPieces(bytes, [500], new CallFileReader(2_000))).toMatchObject([
      { kind: 'refused', reason: { kind: 'too-large' } },
    ]);
  });
});

describe('bytes of another encoding', () => {
  it('refuse the line they are on, where each line is a value', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${call('a')}\n`),
      Buffer.from(`${call('b')}\n`, 'latin1'),
      Buffer.from(call('c')),
    ]);
    const items = readFile(bytes);
    expect(idsIn(items)).toEqual(['a', 'c']);
    const offset = bytes.indexOf(0xfc);
    expect(refusalsIn(items)).toMatchObject([
      { reason: { kind: 'encoding', fault: { encoding: 'UTF-8', offset, line: 2 } } },
    ]);
  });

  it('end a value of several lines', () => {
    const bytes = Buffer.from(JSON.stringify(JSON.parse(call('a')), null, 1), 'latin1');
    expect(readFile(bytes)).toMatchObject([
      { kind: 'refused', reason: { kind: 'encoding', fault: { offset: bytes.indexOf(0xfc) } } },
    ]);
  });
});

describe('subtitles', () => {
  it('refuse what is no cue by its line, and read the rest', () => {
    const text =
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nOne.\n\n00:00:0x.000 --> 00:00:04.000\nTwo.\n\nstray\n\n00:00:05.000 --> 00:00:06.000\nThree.\n';
    const items = readFile(Buffer.from(text));
    expect(items[0]).toMatchObject({ details: { transcripts: [{ text: 'One.' }, { text: 'Three.' }] } });
    expect(refusalsIn(items)).toEqual([
      { kind: 'refused', reason: { kind: 'subtitles', problem: 'time' }, place: { line: 6, path: '' } },
      { kind: 'refused', reason: { kind: 'subtitles', problem: 'text' }, place: { line: 9, path: '' } },
    ]);
  });

  it('without a cue are refused, and so are half a time and a number alone in SRT', () => {
    expect(readFile(Buffer.from('WEBVTT\n\nNOTE nothing\n'))).toMatchObject([
      { reason: { kind: 'subtitles', problem: 'no-cues' } },
    ]);
    const srt = '1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:03,000 --> 00:0';
    expect(refusalsIn(readFile(Buffer.from(srt)))).toMatchObject([{ reason: { problem: 'time' }, place: { line: 6 } }]);
    expect(refusalsIn(readFile(Buffer.from(srt.slice(0, srt.indexOf('\n2') + 2))))).toMatchObject([
      { reason: { problem: 'text' }, place: { line: 5 } },
    ]);
  });
});

describe('the call that a file is named after', () => {
  it('is the only known one whose ID stands in the name as a word', () => {
    const ids = ['call-1', 'call-12', 'h9'];
    expect(callNamedIn('call-12.json', ids)).toBe('call-12');
    expect(callNamedIn('corrected_call-1.json', ids)).toBe('call-1');
    expect(callNamedIn('call-1 and h9.json', ids)).toBeNull();
    expect(callNamedIn('call-123.json', ids)).toBeNull();
  });
});
