import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskFlags, maskView } from '../../../src/shared/mask-view.ts';
import { maskNumber, maskPersonal } from '../../../src/shared/mask.ts';
import { defaultPlayerSettings } from '../../../src/shared/audio.ts';
import { subjectOf, type TranscriptView } from '../../../src/shared/transcript.ts';

describe('masking', () => {
  it.each([
    ['Call +1 415 555 0111 now.', 'Call +• ••• ••• •••• now.'],
    ['(415) 555-0111', '(•••) •••-••••'],
    ['555-0111', '•••-••••'],
    ['tel:+442071838750.', 'tel:+••••••••••••.'],
    ['4111 1111 1111 1111', '•••• •••• •••• ••••'],
    ['My card is 4111-1111-1111-1111, 04/29', 'My card is ••••-••••-••••-••••, ••/••'],
    ['٠١٢٣٤٥٦٧٨٩', '••••••••••'],
    ['Four one one one, two two two, oh oh.', '• • • •, • • •, • •.'],
    ['it is four 1 5, double five 5 0 1 1 1', 'it is • • •, • • • • • • •'],
    ['jane.doe+x@mail.example.co.uk!', '•••@•••!'],
    ['jane dot doe at example dot com please', '•••@••• please'],
    ['jane4155550111@example.com', '•••@•••'],
    ['<b@c.de>,<x@y.org>', '<•••@•••>,<•••@•••>'],
  ])('hides %j', (text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
  });

  it.each([
    'Member 771042, room 12, at 14:11:12.',
    'I look at one or two of them. Oh, one moment, please.',
    'Since 2026-04-30 14:11, version 3.11.2, $1,200.50',
    'Nov 27, 2026, 11:48 AM · 1:46 and September 30, 2026, 12:05',
    'meet me at noon',
    '5b0e0b7a-6a51-4c0e-9a52-0f3d1f8f2c11',
    'seventeen, someone, twofold',
    'user@localhost',
  ])('leaves %j', (text) => {
    expect(maskPersonal(text)).toBe(text);
  });

  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ' ',
      '-',
      '(',
      ') ',
      ', ',
      '.',
      '@',
      '.com',
      ' at ',
      ' dot ',
      '•',
      '\n',
      'a@b.co',
      '2026-04-30',
      '+1',
    ),
    fc.constantFrom('one', 'Oh', 'double', 'nine', 'x'),
    fc.nat(99_999).map(String),
  );
  const anyText = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

  it('changes nothing that it has masked', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const masked = maskPersonal(text);
        expect(maskPersonal(masked)).toBe(masked);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves no digit of a card, however it is grouped and whatever stands around it', () => {
    const digits = fc.array(fc.nat(9), { minLength: 13, maxLength: 19 });
    const between = fc.array(fc.constantFrom('', '', ' ', '-', '.', ', '), { minLength: 19, maxLength: 19 });
    const around = anyText.filter((text) => !/\p{Nd}/u.test(text));
    fc.assert(
      fc.property(digits, between, around, around, (card, gaps, before, after) => {
        const written = card.map((digit, place) => `${digit}${gaps[place] ?? ''}`).join('');
        expect(maskPersonal(`${before}${written}${after}`)).not.toMatch(/\p{Nd}/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves no phone number and no address that is long enough to be one', () => {
    const number = fc.array(fc.nat(9), { minLength: 7, maxLength: 15 }).map((all) => `+${all.join('')}`);
    const name = fc.stringMatching(/^[a-z][a-z0-9._+-]{0,20}$/);
    const address = fc.tuple(name, fc.stringMatching(/^[a-z]{1,12}$/)).map(([who, where]) => `${who}@${where}.com`);
    fc.assert(
      fc.property(number, address, (phone, mail) => {
        const masked = maskPersonal(`Reach me: ${phone}, or <${mail}>.`);
        expect(masked).toMatch(/^Reach me: \+•{7,15}, or <•••@•••>\.$/);
      }),
    );
  });

  it.each([
    ['a word of 1 MB', 'x'.repeat(1_000_000)],
    ['1 MB before an @', `${'x.'.repeat(500_000)}@`],
    ['1 MB of digits', '7'.repeat(1_000_000)],
    ['1 MB of blanks after a digit', `1${' '.repeat(1_000_000)}`],
    ['1 MB of spoken dots', ' dot x'.repeat(170_000)],
  ])('takes no longer than its length asks for with %s', (_what, text) => {
    expect(maskPersonal(text)).toHaveLength(text.length);
  });
});

describe('a masked view', () => {
  const view: TranscriptView = {
    recording: { ...defaultPlayerSettings, absent: null, duration: 79 },
    header: {
      kind: 'call',
      callId: '11111111-1111-4111-8111-111111111111',
      number: '+14155550111',
      facts: ['inbound', 'error: +14155550111 is busy'],
      summary: 'Mail jane@example.com.',
      fields: [
        { id: 'number', label: 'Number', value: '+14155550111', verbatim: false },
        { id: 'call', label: 'Call', value: '11111111-1111-4111-8111-111111111111', verbatim: true },
      ],
      issue: { issueId: 'i', code: 'T-1', title: 'Call 415 555 0111', facts: ['high'] },
    },
    rows: [],
    flags: [{ id: '1234567', index: 3, type: 'privacy', note: 'said 4155550111', state: 'stored' }],
    flagTypes: [],
    drafts: [{ index: 2, flagType: 'privacy', isNew: false, note: '4155550111' }],
    canFlag: true,
  };

  it('hides what is personal, and no id, flag or draft', () => {
    const masked = maskView(view);
    expect(masked).toMatchObject({
      masked: true,
      header: {
        callId: subjectOf(view.header),
        number: '+•••••••••••',
        facts: ['inbound', 'error: +••••••••••• is busy'],
        summary: 'Mail •••@•••.',
        fields: [{ value: '+•••••••••••' }, { value: subjectOf(view.header) }],
        issue: { title: 'Call ••• ••• ••••' },
      },
      flags: [{ id: '1234567', index: 3, type: 'privacy', note: 'said ••••••••••' }],
      drafts: view.drafts,
    });
    expect(maskFlags(view.flags)).toEqual(masked.flags);
  });

  it('has the rows with the indexes, times and order they had', () => {
    const anyRow = fc.record({
      index: fc.nat(),
      role: fc.constant('caller' as const),
      speaker: fc.string(),
      seconds: fc.option(fc.double()),
      clock: fc.constant(null),
      text: fc.string(),
      fullLength: fc.constant(null),
      noise: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const masked = maskView({ ...view, rows }).rows;
        expect(masked.map((row) => ({ ...row, text: '' }))).toEqual(rows.map((row) => ({ ...row, text: '' })));
        expect(masked.map(({ text }) => text)).toEqual(rows.map(({ text }) => maskPersonal(text)));
      }),
    );
  });
});

it('hides the numbers of an SMS conversation, those of its messages too', () => {
  const masked = maskView({
    header: {
      kind: 'sms',
      conversationId: 'sms-1',
      number: '+14155550111',
      facts: ['SMS', 'with +14155550100'],
      summary: '',
      fields: [],
      attached: true,
      messagesMissing: false,
      issue: null,
    },
    rows: [
      {
        index: 0,
        role: 'caller',
        speaker: 'User',
        seconds: 0,
        clock: null,
        text: 'Call 4155550111',
        fullLength: null,
        noise: false,
        delivery: { words: 'received', numbers: '+14155550111 → +14155550100', failed: false },
      },
    ],
    flags: [],
    comments: [{ id: 'c', index: 0, text: 'Call 4155550111 back', state: 'stored' }],
    flagTypes: [],
    drafts: [],
    canFlag: true,
    recording: { ...defaultPlayerSettings, absent: null, duration: null },
  });
  expect(JSON.stringify(masked)).not.toMatch(/4155550/);
  expect(masked.rows[0]?.delivery?.words).toBe('received');
});

it.each([
  ['+1 415 555 0111', '+• ••• ••• ••11'],
  ['+442071838750', '+••••••••••50'],
  ['55', '55'],
  ['sip:front desk', 'sip:front desk'],
])('a number to choose keeps its last two digits: %s', (number, masked) => {
  expect(maskNumber(number)).toBe(masked);
  expect(maskNumber(masked)).toBe(masked);
  // What it stands in may be masked as a whole; that tells no more and no less.
  expect(maskPersonal(`${masked}, ${masked} and ${masked}`)).toBe(`${masked}, ${masked} and ${masked}`);
});
