import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as fc from 'fast-check';
import {
  type CountryCode,
  findPhoneNumbersInText,
  getCountries,
  getExampleNumber,
  type NumberFormat,
} from 'libphonenumber-js';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { callDetailsSchema } from '../../../src/api/bland/calls.ts';
import { maskPersonal } from '../../../src/shared/mask.ts';
import { maskEvidence } from '../../../src/triage/evidence/mask.ts';
import { callOf } from '../../../src/triage/evidence/read-call.ts';
import { readTranscript } from '../../../src/triage/transcript/transcript.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures');
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(fixtures, name), 'utf8'));
const personal = read('masking/personal.json') as [text: string, masked: string][];
const harmless = read('masking/harmless.json') as string[];

const percent = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)} %`;

describe('the corpus of phrases', () => {
  it('is large enough, and has each phrase once', () => {
    expect(new Set(personal.map(([text]) => text)).size).toBeGreaterThanOrEqual(150);
    expect(new Set(harmless).size).toBeGreaterThanOrEqual(150);
    expect([personal.length, harmless.length]).toEqual([
      new Set(personal.map(([text]) => text)).size,
      new Set(harmless).size,
    ]);
  });

  it('is masked where it is personal: recall', () => {
    const missed = personal.filter(([text, masked]) => maskPersonal(text) !== masked);
    const found = personal.length - missed.length;
    console.log(`Masking: recall ${percent(found, personal.length)} of ${personal.length} phrases`);
    expect(found / personal.length, JSON.stringify(missed)).toBeGreaterThanOrEqual(0.98);
  });

  it('is left alone where it is harmless: false positives', () => {
    const wrong = harmless.filter((text) => maskPersonal(text) !== text);
    console.log(`Masking: false positives ${percent(wrong.length, harmless.length)} of ${harmless.length} phrases`);
    expect(wrong.length / harmless.length, JSON.stringify(wrong)).toBeLessThanOrEqual(0.02);
  });
});

it('an export of a call that says its number and address in many ways has none of them', () => {
  const details = callDetailsSchema.parse(read('cases/13-personal-data.json'));
  const call = callOf(readTranscript(details));
  const evidence = maskEvidence({
    format: 'call-triage/evidence',
    version: 1,
    exportedAt: '',
    connection: '',
    masked: false,
    issue: null,
    calls: [call],
    flags: [],
    comments: [],
    resources: [],
    missing: [],
  });
  const [masked] = evidence.calls;
  expect(masked?.messages.map(({ text }) => text)).toEqual([
    'What number can we reach you at?',
    '• • • dash • • • dash • • • •',
    'So that is ••• dash ••• dash ••••?',
    'Yes, and my email is •••@•••',
    'or • •, • • •, • • • •',
    'The card is •••• dash •••• dash •••• dash ••••, right?',
    'My cell is •••‑•••‑••••.',
    'It is (•••) •••-•••• and •••@•••',
  ]);
  expect(masked?.summary).toBe('Callback •••‑•••‑•••• (copied from the web page).');
  expect(masked?.variables).toEqual({ callback: '(•••)   •••   ••••', email: '•••@•••' });
});

describe('numbers of every country', () => {
  const formats: readonly NumberFormat[] = ['E.164', 'INTERNATIONAL', 'NATIONAL', 'RFC3966'];
  const written = getCountries().flatMap((country: CountryCode) => {
    const number = getExampleNumber(country, examples);
    return number === undefined ? [] : formats.map((format) => number.format(format));
  });
  // Shorter ones cannot be told from other numbers.
  const long = written.filter((text) => text.replace(/\D/g, '').length >= 7);

  it('are masked in each way that they are written', () => {
    expect(long.length).toBeGreaterThan(900);
    for (const text of long) expect(maskPersonal(`It is ${text}.`)).not.toMatch(/\p{Nd}/u);
  });

  it('are masked wherever libphonenumber finds one in a text', () => {
    const around = fc.array(fc.constantFrom(' ', '. ', 'call ', 'the ', '12 ', '(', ') ', '! ', 'a, b '));
    fc.assert(
      fc.property(fc.constantFrom(...long), around, around, (number, before, after) => {
        const text = `${before.join('')}${number}${after.join('')}`;
        const masked = maskPersonal(text);
        for (const { startsAt, endsAt } of findPhoneNumbersInText(text, 'US')) {
          expect(masked.slice(startsAt, endsAt)).not.toMatch(/\p{Nd}/u);
        }
        expect(masked).not.toContain(number);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a spoken number', () => {
  const units = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
  const chunk = fc.oneof(
    fc.constantFrom(...units, 'oh', 'One', 'SEVEN'),
    fc.constantFrom('ten', 'eleven', 'fifteen', 'nineteen', ...tens),
    fc
      .tuple(fc.constantFrom(...tens), fc.constantFrom(' ', '-'), fc.constantFrom(...units.slice(1)))
      .map((all) => all.join('')),
    fc.nat(9).map(String),
    fc.integer({ min: 10, max: 9999 }).map(String),
  );
  const between = fc.constantFrom(
    ' ',
    ', ',
    ' - ',
    ' – ',
    '   ',
    '\u00a0',
    '. ',
    ' dash ',
    ' hyphen ',
    ', uh, ',
    '… ',
    '\u3000',
    ' dot ',
  );

  it('leaves no digit and no word for one, mixed in any way', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(chunk, between), { minLength: 7, maxLength: 16 }), (parts) => {
        const text = `It is ${parts.flat().slice(0, -1).join('')} thanks`;
        const masked = maskPersonal(text);
        expect(masked).not.toMatch(/\p{Nd}/u);
        expect(masked).not.toMatch(/\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\w+teen|\w+ty)\b/i);
        expect(masked).toMatch(/^It is •.*• thanks$/s);
        expect(maskPersonal(masked)).toBe(masked);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the time it takes', () => {
  const size = 60_000;
  const fill = (piece: string) => (length: number) => piece.repeat(Math.ceil(length / piece.length));
  const cpu = (text: string): number => {
    const times = Array.from({ length: 3 }, () => {
      const before = process.cpuUsage();
      maskPersonal(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };

  it.each([
    ['digits', fill('7')],
    ['digits and blanks', fill('7 ')],
    ['blanks between digits', (length: number) => `1${' '.repeat(length)}1`],
    ['dashes', fill('-')],
    ['number words', fill('one ')],
    ['numbers and hundreds', fill('one hundred and ')],
    ['dates', fill('2026-04-30 ')],
    ['@', fill('@')],
    ['at', fill('at ')],
    ['dots that are said', fill('a dot ')],
    ['hosts that are said', fill('at dot ')],
    ['addresses', fill('a@b.co@')],
    ['said addresses', fill('a at b.co at ')],
    ['letters, spelled', (length: number) => `${'a '.repeat(length / 2)}at b.co`],
    ['one word', fill('x')],
    ['a name before an @', (length: number) => `${'x.'.repeat(length / 2)}@`],
    ['masked text', fill('•@')],
    ['brackets', fill('(at)')],
    ['blanks before a host', (length: number) => `a at${' '.repeat(length)}b.co`],
  ])('grows with the size alone for %s: four times of it for four times as much', (_what, text) => {
    maskPersonal(text(size));
    const [small, large] = [cpu(text(size)), cpu(text(4 * size))];
    // Sixteen times would be the square. What takes next to no time says nothing.
    expect(large < 20 || large / small < 9, `${small} ms, then ${large} ms`).toBe(true);
  });
});
