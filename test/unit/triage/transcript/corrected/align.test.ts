import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role, TranscriptRow } from '../../../../../src/shared/transcript.ts';
import { alignCorrected } from '../../../../../src/triage/transcript/corrected/align.ts';
import { differences, keyOf, wordsIn } from '../../../../../src/triage/transcript/corrected/words.ts';

const row = (
  index: number,
  seconds: number | null,
  text: string,
  role: Role = 'agent',
  noise = false,
): TranscriptRow => ({
  index,
  role,
  speaker: '',
  seconds,
  clock: null,
  text,
  fullLength: null,
  noise,
});
const segment = (start: number | null, text: string, label: string | null = null, end?: number) => ({
  start,
  end: end ?? (start === null ? null : start + 1),
  text,
  speaker_label: label,
});
const aligned = async (...given: Parameters<typeof alignCorrected>) =>
  Object.fromEntries(await alignCorrected(...given));

describe('the corrected words stand beside the row', () => {
  it('that has most of them, where a segment goes over several rows or is a part of one', async () => {
    const rows = [row(0, 0, 'Thanks for calling'), row(1, 2, 'the Acme help desk. What is it?'), row(2, 6, 'My pin.')];
    const segments = [segment(0, 'Thanks for calling the Acme helpdesk.', null, 4), segment(4, 'What is it? My bin.')];
    expect(await aligned(rows, segments)).toEqual({
      0: 'Thanks for calling',
      1: 'the Acme helpdesk. What is it?',
      2: 'My bin.',
    });
  });

  it('of its time, where they were not heard at all', async () => {
    const rows = [row(0, 0, 'Hello there.'), row(1, 5, 'xx'), row(2, 9, 'Good bye now.')];
    const segments = [segment(0, 'Hello there.'), segment(5, 'Yes please.'), segment(9, 'Good bye now.')];
    expect(await aligned(rows, segments)).toEqual({ 0: 'Hello there.', 1: 'Yes please.', 2: 'Good bye now.' });
  });

  it('by its raw index, in the order of time, not of the list', async () => {
    const rows = [row(7, 0, 'First of all.'), row(3, 4, 'Then this one.')];
    const segments = [segment(4, 'Then that one.'), segment(0, 'First of all.')];
    expect(await aligned(rows, segments)).toEqual({ 7: 'First of all.', 3: 'Then that one.' });
  });

  it('of who says it, where two speak at the same time', async () => {
    const rows = [
      row(0, 0, 'how can i help you today with your card', 'agent'),
      row(1, 1, 'hi i have lost my wallet with everything', 'caller'),
      row(2, 2, 'oh i am sorry to hear that', 'agent'),
    ];
    const segments = [
      segment(0.9, 'hi i have lost my wallet with everything', 'user'),
      segment(1, 'how can i help you today with your cart', 'assistant'),
      segment(2, 'oh i am sorry to hear that', 'assistant'),
    ];
    expect(await aligned(rows, segments)).toEqual({
      0: 'how can i help you today with your cart',
      1: 'hi i have lost my wallet with everything',
      2: 'oh i am sorry to hear that',
    });
  });

  it('again, after a stretch that only one of the texts has', async () => {
    const words = (from: number, count: number) =>
      Array.from({ length: count }, (_, nth) => `w${from + nth}`).join(' ');
    const rows = Array.from({ length: 60 }, (_, index) => row(index, index * 5, words(index * 10, 10)));
    const heard = rows.map(({ seconds, text }) => segment(seconds, text, null, (seconds ?? 0) + 4));
    const without = heard.filter((_, nth) => nth < 5 || nth > 50);
    const texts = await alignCorrected(rows, without);
    expect(rows.filter(({ index, text }) => texts.get(index) === text).map(({ index }) => index)).toEqual([
      0, 1, 2, 3, 4, 51, 52, 53, 54, 55, 56, 57, 58, 59,
    ]);
    expect(texts.get(30)).toBe('');
  });

  it('that is spoken: never an action, and a noise only when there are words', async () => {
    const rows = [row(0, 0, 'Webhook: get', 'action'), row(1, 1, '[noise]', 'caller', true), row(2, 9, 'Yes.')];
    expect(await aligned(rows, [segment(9, 'Yes.')])).toEqual({ 2: 'Yes.' });
    expect(await aligned(rows, [segment(1, 'Hm [cough]'), segment(9, 'Yes.')])).toEqual({ 1: 'Hm', 2: 'Yes.' });
    expect(await aligned([rows[0] as TranscriptRow], [segment(0, 'get')])).toEqual({});
  });
});

describe('the differences', () => {
  it('are words, not their case or punctuation', () => {
    expect(differences('Uh, seven seven one, oh four, two.', 'uh seven seven one oh four nine')).toEqual([
      { kind: 'same', text: 'uh seven seven one oh four' },
      { kind: 'removed', text: 'two.' },
      { kind: 'added', text: 'nine' },
    ]);
    expect(differences('', '')).toEqual([]);
    expect(differences('Yes.', '')).toEqual([{ kind: 'removed', text: 'Yes.' }]);
  });
});

const anyWord = fc.oneof(
  fc.constantFrom(
    'yes',
    'no',
    'card',
    'the',
    'seven',
    '—',
    '[noise]',
    '\u202Eevil',
    '\uD800',
    '\uDFFFx',
    '<b>',
    '\u0000',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const anyText = fc.array(anyWord, { maxLength: 40 }).map((words) => words.join(' '));
const anyTime = fc.option(fc.oneof(fc.double({ min: -5, max: 100, noNaN: true }), fc.constantFrom(1e300, -1e300)));
const anyRole = fc.constantFrom<Role>('agent', 'caller', 'action', 'robot', 'other');
const anyLabel = fc.constantFrom('user', 'assistant', 'representative', 'nobody', null);

describe('whatever the texts', () => {
  it('every word of both is in the differences once, in its order', () => {
    fc.assert(
      fc.property(anyText, anyText, (heard, corrected) => {
        const parts = differences(heard, corrected);
        const without = (kind: string) =>
          parts.flatMap((part) => (part.kind === kind ? [] : wordsIn(part.text))).map(keyOf);
        expect(without('added')).toEqual(wordsIn(heard).map(keyOf));
        expect(without('removed')).toEqual(wordsIn(corrected).map(keyOf));
      }),
    );
  });

  it('no index is invented, and every corrected word stands somewhere once', async () => {
    const anyRow = fc.tuple(anyTime, anyText, anyRole, fc.boolean());
    const anySegment = fc.tuple(anyTime, anyText, anyLabel);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { maxLength: 12 }),
        fc.array(anySegment, { maxLength: 12 }),
        async (given, corrected) => {
          const rows = given.map(([at, text, role, noise], index) => row(index * 3, at, text, role, noise));
          const segments = corrected.map(([at, text, label]) => segment(at, text, label));
          const texts = await alignCorrected(rows, segments);
          const spoken = rows.filter(({ role }) => role !== 'action').map(({ index }) => index);
          expect([...texts.keys()].filter((index) => !spoken.includes(index))).toEqual([]);
          if (spoken.length === 0) return;
          const all = segments.flatMap(({ text }) =>
            wordsIn(text.replace(/[^\P{Cc}\t\n]/gu, '').replace(/\[[^\]]*\]|<[^<>]*>/g, ' ')),
          );
          expect([...texts.values()].flatMap(wordsIn).toSorted()).toEqual(all.toSorted());
        },
      ),
    );
  });

  it('a word of a megabyte, and long texts with nothing in common, come to an end', async () => {
    const huge = 'w'.repeat(1024 * 1024);
    expect((await alignCorrected([row(0, 0, huge)], [segment(0, `${huge} x`)])).get(0)).toBe(`${huge} x`);
    const rows = Array.from({ length: 3000 }, (_, index) => row(index, index, `a${index} b${index} c${index % 7}`));
    const texts = await alignCorrected(
      rows,
      rows.map(({ seconds }, nth) => segment(seconds, `x${nth} c${nth % 5} z${nth}`)),
    );
    expect([...texts.values()].flatMap(wordsIn)).toHaveLength(9000);
    const other = differences(huge.slice(0, 20_000).replaceAll('w', 'a '), huge.slice(0, 20_000).replaceAll('w', 'b '));
    expect(other.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});
