// Numbers as people write and paste them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { showNumber } from '../../../../src/shared/phone.ts';
import { loadPhoneReader, type PhoneFault, type PhoneReader } from '../../../../src/triage/numbers/phone-numbers.ts';

let reader: PhoneReader;

beforeAll(async () => {
  reader = await loadPhoneReader();
});

const anyOf = (signs: string) => fc.constantFrom(...signs.split(''));
const digits = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

describe('a number', () => {
  it.each([
    ['E.164', '+14155550111', 'US', '+14155550111'],
    ['international with spaces', '+1 415 555 0111', 'US', '+14155550111'],
    ['of another country', '+44 20 7946 0958', 'US', '+442079460958'],
    ['national', '(415) 555-0111', 'US', '+14155550111'],
    ['national with a trunk prefix', '020 7946 0958', 'GB', '+442079460958'],
    ['with the trunk prefix in brackets', '+49 (0)89 123456', 'US', '+4989123456'],
    ['with slashes', '089/12 34 56', 'DE', '+4989123456'],
    ['with the country code without a plus', '1 415 555 0111', 'US', '+14155550111'],
    ['as dialled abroad from there', '011 44 20 7946 0958', 'US', '+442079460958'],
    ['as dialled abroad from elsewhere', '00 1 415 555 0111', 'GB', '+14155550111'],
    ['with dots', '415.555.0111', 'US', '+14155550111'],
    ['with hyphens that break no line', '415‑555‑0111', 'US', '+14155550111'],
    ['with spaces that break no line', '+1 415 555 0111', 'US', '+14155550111'],
    ['as an address', 'tel:+1-415-555-0111', 'US', '+14155550111'],
    ['with full-width digits', `＋${digits('14155550111')}`, 'US', '+14155550111'],
    ['with full-width national digits', digits('0312345678'), 'JP', '+81312345678'],
    ['with Arabic digits', '+١٤١٥٥٥٥٠١١١', 'US', '+14155550111'],
    ['without a country of its own', '+800 1234 5678', 'US', '+80012345678'],
    ['with blanks around it', '  +1 415 555 0111\u00a0', 'US', '+14155550111'],
  ])('is read %s', (_format, text, country, number) => {
    expect(reader.read(text, country)).toEqual({ numbers: [number], bad: [], repeated: 0 });
  });

  it.each<[string, string, string | null, PhoneFault]>([
    ['letters', 'billing', 'US', 'letters'],
    ['a number spelled with letters', '1-800-FLOWERS', 'US', 'letters'],
    ['an extension', '+1 415 555 0111 ext. 12', 'US', 'extension'],
    ['an extension after a comma', '(415) 555-0111, ext 12', 'US', 'extension'],
    ['an extension in short', '415-555-0111 x5', 'US', 'extension'],
    ['one digit too few', '+1415555011', 'US', 'too-short'],
    ['an emergency number', '911', 'US', 'too-short'],
    ['one digit too many', '+141555501112', 'US', 'too-long'],
    ['far too many digits', `+${'1234567890'.repeat(30)}`, 'US', 'too-long'],
    ['a code of no country', '+999 123 456 789', 'US', 'unknown-country'],
    ['a national number without a default country', '415 555 0111', null, 'no-country'],
    ['an area that is not in use', '+1 211 555 0111', 'US', 'not-in-use'],
    ['two plus signs', '++14155550111', 'US', 'malformed'],
    ['signs alone', '(---)', 'US', 'malformed'],
    ['an address of a call', 'sip:+14155550111@example.com', 'US', 'letters'],
  ])('%s: is named with the reason', (_what, text, country, fault) => {
    const read = reader.read(text, country);
    expect([read.numbers, read.bad.map((one) => one.fault)]).toEqual([[], [fault]]);
  });
});

describe('a pasted list', () => {
  const two = ['+14155550111', '+14155550112'];
  it.each([
    ['lines', '(415) 555-0111\r\n(415) 555-0112\n'],
    ['commas', '415-555-0111, 415-555-0112,'],
    ['semicolons', '4155550111;4155550112'],
    ['a table', '415 555 0111\t415 555 0112'],
    ['Chinese punctuation', '+1 415 555 0111、+1 415 555 0112'],
    ['plus signs alone', '+1 415 555 0111 +1 415 555 0112'],
    ['blanks alone', '4155550111 415.555.0112'],
    ['a word', '+1 415 555 0111 and 415-555-0112'],
    ['a list of points', '- 415-555-0111\n- 415-555-0112\n'],
    ['a list of numbers', '1. 415-555-0111\n2. 415-555-0112\n'],
  ])('is taken apart by %s', (_how, text) => {
    expect(reader.read(text, 'US')).toEqual({ numbers: two, bad: [], repeated: 0 });
  });

  it('has each number once, however it is written, in the order of the text', () => {
    const text = `+1 415 555 0112\n(415) 555-0111\n4155550112\n${digits('4155550111')}`;
    expect(reader.read(text, 'US')).toEqual({ numbers: ['+14155550112', '+14155550111'], bad: [], repeated: 2 });
  });

  it('keeps what is good, and names what is not as it stands there', () => {
    const read = reader.read('(415) 555-0111\nSales\n+1 415 555 01\n415-555-0112 ext. 7', 'US');
    expect(read).toEqual({
      numbers: ['+14155550111'],
      bad: [
        { text: 'Sales', fault: 'letters' },
        { text: '+1 415 555 01', fault: 'too-short' },
        { text: '415-555-0112 ext. 7', fault: 'extension' },
      ],
      repeated: 0,
    });
  });

  it('given piece by piece, each piece is one', () => {
    expect(reader.read(['(415) 555-0111', ''], 'US')).toEqual({
      numbers: ['+14155550111'],
      bad: [{ text: '', fault: 'empty' }],
      repeated: 0,
    });
  });
});

describe('what was copied along with a number', () => {
  const one = '+14155550111';
  const read = (text: string) => {
    const { numbers, bad } = reader.read(text, 'US');
    return { numbers, bad };
  };
  const pastes = readFileSync(path.resolve(import.meta.dirname, '../../../fixtures/cases/17-phone-pastes.txt'), 'utf8')
    .split('\n')
    .flatMap((line) => /^"(?:[^"\\]|\\.)*"/.exec(line)?.[0] ?? [])
    .map((text) => JSON.parse(text) as string);

  it('is left out of every paste that people have made', () => {
    expect(pastes).toHaveLength(7);
    for (const text of pastes) {
      expect(read(text), text).toEqual({ numbers: text.includes('0112') ? [one, '+14155550112'] : [one], bad: [] });
    }
  });

  it.each([
    '\ufeff+1 415 555 0111',
    '\u200b+1\u200b415\u200b555\u200b0111',
    '[+14155550111]',
    '+1\u202f415\u202f555\u202f0111',
    '(mobile) +1 415 555 0111',
    '+1 415 555 0111 (primary/backup)',
    'tel:+1-415-555-0111;phone-context=+1',
    '[call us](tel:+14155550111)',
    '[+1 415 555 0111](tel:+14155550111)',
    '- +14155550111',
    '1. (415) 555-0111',
    '12) 415-555-0111',
    '• +14155550111',
    '{"phone_number": "+14155550111"}',
    '"""+14155550111"""',
    '="+14155550111"',
    "'(415) 555-0111'",
    '“+1 415 555 0111”',
    '«415 555 0111»',
    '<+14155550111>',
    '(415) 555-0111 [work]',
    '415-555-0111 (cell phone)',
    '415-555-0111 mobile',
    '415-555-0111 - home',
    'Mobile: +1 415 555 0111',
    'Tel.: (415) 555-0111',
    'Phone number: 415.555.0111',
    'mobile (415) 555-0111',
    'phone = +14155550111',
    '* +14155550111',
    '• (415) 555-0111',
    '+1 415 555 0111.',
    '[415] 555-0111',
    '[\n  "+14155550111"\n]',
  ])('%j', (text) => {
    expect(read(text)).toEqual({ numbers: [one], bad: [] });
  });

  it('makes no number of what is none', () => {
    for (const text of ['1-800-FLOWERS', 'Sales', 'ext: 12', '{"a": "b"}', 'sip:+14155550111@example.com']) {
      expect(read(text).numbers, text).toEqual([]);
    }
  });

  it('is read however it is combined', () => {
    const invisible = fc.constantFrom('', '\u202a', '\u2068', '\ufeff', '\u200e');
    const before = fc.constantFrom('', '"', "'", '[', '["', ' ', 'Mobile: ', '= ');
    const behind = fc.constantFrom('', '"', "'", ']', '"]', ' ', ' (mobile)', '.', ' [home]');
    const number = fc.constantFrom('+14155550111', '(415) 555-0111', '415.555.0111', '+1 415-555-0111');
    fc.assert(
      fc.property(invisible, before, number, behind, invisible, (mark, left, text, right, end) => {
        expect(read(`${mark}${left}${text}${right}${end}`)).toEqual({ numbers: [one], bad: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it('is passed in time that grows with its length alone', () => {
    const cpu = (text: string): number => {
      const before = process.cpuUsage();
      reader.read(text, 'US');
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    for (const piece of [' ', ', ', '[', '"', '(', '.', ' (', ' a', '\u200b', '+1 ']) {
      const text = (length: number) => piece.repeat(length / piece.length);
      cpu(text(20_000));
      const [small, large] = [cpu(text(20_000)), cpu(text(80_000))];
      expect(large < 50 || large / small < 9, `${JSON.stringify(piece)}: ${small} ms, then ${large} ms`).toBe(true);
    }
  });
});

it('knows countries by their two letters', () => {
  expect(['US', 'GB', 'DE', 'us', 'XX', '', 'USA', '__proto__'].filter((text) => reader.isCountry(text))).toEqual([
    'US',
    'GB',
    'DE',
  ]);
});

describe('for every input', () => {
  const runs = { numRuns: 2_000 };
  const area = fc.constantFrom('415', '212', '312', '206', '720', '503');
  const local = fc.integer({ min: 0, max: 99 }).map((end) => `55501${String(end).padStart(2, '0')}`);
  const usNumber = fc.tuple(area, local).map(([a, rest]) => `${a}${rest}`);
  const gap = fc.constantFrom('', ' ', '-', '.', '\u00a0', '  ', '‑');
  const written = fc
    .tuple(usNumber, gap, gap, fc.constantFrom('+1', '+1 ', '1', '1-', '', '('), fc.boolean())
    .map(([number, one, two, prefix, wide]) => {
      const close = prefix === '(' ? ')' : '';
      const text = `${prefix}${number.slice(0, 3)}${close}${one}${number.slice(3, 6)}${two}${number.slice(6)}`;
      return { number: `+1${number}`, text: wide ? digits(text) : text };
    });

  it('a number is the same in every format', () => {
    fc.assert(
      fc.property(written, ({ number, text }) => {
        expect(reader.read(text, 'US')).toEqual({ numbers: [number], bad: [], repeated: 0 });
      }),
      runs,
    );
  });

  it('a list gives every number once, whatever stands between them', () => {
    const separator = fc.constantFrom('\n', '\r\n', ', ', ';', '\t', ' | ', '，');
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 12 }), separator, (list, between) => {
        const read = reader.read(list.map(({ text }) => text).join(between), 'US');
        const expected = [...new Set(list.map(({ number }) => number))];
        expect(read).toEqual({ numbers: expected, bad: [], repeated: list.length - expected.length });
      }),
      runs,
    );
  });

  it('any text at all gives E.164 numbers or names what is wrong, and never throws', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: anyOf('0123456789+ ()-.x;,#\n＋１tel:') }),
    );
    fc.assert(
      fc.property(noise, fc.constantFrom('US', 'GB', 'XX', null), (text, country) => {
        const { numbers, bad, repeated } = reader.read(text, country);
        for (const number of numbers) expect(number).toMatch(/^\+[1-9]\d{1,14}$/);
        expect(new Set(numbers).size).toBe(numbers.length);
        for (const { text: named } of bad) expect(text).toContain(named);
        if (/\d/.test(text)) expect(numbers.length + bad.length).toBeGreaterThan(0);
        expect(repeated).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });

  it('what was read is read again as the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyOf('0123456789+ ()-.') }), (text) => {
        const { numbers } = reader.read(text, 'US');
        expect(reader.read(numbers.join(','), null)).toEqual({ numbers, bad: [], repeated: 0 });
      }),
      runs,
    );
  });
});

it.each([
  ['+14155550111', '+1 415 555 0111'],
  ['+442079460958', '+442079460958'],
  ['+1415555011', '+1415555011'],
  ['anonymous', 'anonymous'],
  ['', ''],
])('%s is shown as %s', (number, shown) => {
  expect(showNumber(number)).toBe(shown);
});
