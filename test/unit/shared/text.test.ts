import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, longestQuote, messageQuote, quoted, reply, replyOf } from '../../../src/shared/text.ts';
import { maxNote } from '../../../src/shared/transcript.ts';

const row = {
  index: 4,
  role: 'caller',
  speaker: 'User',
  seconds: 360,
  clock: '2026-04-30T14:11:59.000Z',
  text: 'No. Saturday.\nPlease change it ',
  fullLength: null,
  noise: false,
} as const;

describe('the quote of a message', () => {
  it('says who, when and which, then the text', () => {
    expect(quoted(messageQuote(row, null))).toBe(
      '> User, 2026-04-30 14:11 UTC (SMS #4):\n> No. Saturday.\n> Please change it',
    );
  });

  it('is of what is selected, and without a time when there is none', () => {
    expect(messageQuote({ ...row, clock: null }, ' Saturday ')).toBe('User (SMS #4):\nSaturday');
  });

  it('leaves room for words, however long or broken the message is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => {
        const quote = messageQuote({ ...row, text }, null);
        expect(quote.length).toBeLessThan(longestQuote + 60);
      }),
    );
    const long = quoted(messageQuote({ ...row, text: '\n'.repeat(5_000_000) + 'x' }, 'x\n'.repeat(3000)));
    expect(long.length).toBeLessThan(maxNote);
    expect(long.endsWith('…')).toBe(true);
  });
});

it('a reply is apart from its quote by a blank line, and is found again below it', () => {
  const quote = quoted('User:\nFirst.\n\nSecond.');
  const comment = reply(quote, 'Wrong day.\n> as said above');
  expect(comment).toBe('> User:\n> First.\n>\n> Second.\n\nWrong day.\n> as said above');
  expect(replyOf(comment)).toBe('Wrong day.\n> as said above');
  expect([reply(quote, ''), replyOf(quote), replyOf('No quote.')]).toEqual([quote, '', 'No quote.']);
});

it('never cuts a character in half', () => {
  expect(cut('ab😀', 3)).toBe('ab');
  expect(cut('ab😀', 4)).toBe('ab😀');
});
