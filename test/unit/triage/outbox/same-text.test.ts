import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameText } from '../../../../src/triage/outbox/same-text.ts';
import { anyText } from '../../api/any-text.ts';

const property = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void =>
  fc.assert(
    fc.property(arbitrary, (value) => {
      check(value);
    }),
    { numRuns: 500 },
  );
const oneOf = (letters: string): fc.Arbitrary<string> => fc.constantFrom(...letters.split(''));
const unicode = fc.string({ unit: 'grapheme', maxLength: 80 });
const words = fc.string({ unit: oneOf('abcdefghijklmnopqrstuvwxyzäöüß0123456789'), minLength: 1 });

describe('a text is the same', () => {
  it('as itself, whatever it is', () => {
    property(fc.oneof(anyText(), unicode), (text) => expect(isSameText(text, text)).toBe(true));
  });

  it('composed or decomposed', () => {
    property(unicode, (text) => {
      expect(isSameText(text.normalize('NFC'), text.normalize('NFD'))).toBe(true);
      expect(isSameText(text.normalize('NFD'), text.normalize('NFC'))).toBe(true);
    });
  });

  it('trimmed, and with other line breaks and spaces', () => {
    property(fc.array(unicode), (lines) => {
      expect(isSameText(lines.join('\r\n'), lines.join('\n').trim())).toBe(true);
      expect(isSameText(lines.join('\r\n'), lines.join(' ').trim())).toBe(true);
    });
  });

  it('escaped as HTML, and with its tags taken out', () => {
    const escaped = (text: string): string =>
      text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;');
    property(anyText(), (text) => expect(isSameText(text, escaped(text))).toBe(true));
    property(fc.array(words), (parts) => {
      expect(isSameText(parts.map((part) => `<b class="x">${part}</b>`).join(' '), parts.join(' '))).toBe(true);
    });
  });

  it('without what is neither letter nor digit, and in another case, as types are stored', () => {
    property(fc.array(words, { minLength: 1 }), (parts) => {
      expect(isSameText(parts.join(' – '), parts.join('_'))).toBe(true);
    });
    const latin = fc.string({ unit: oneOf('abcxyz019'), minLength: 1 });
    property(fc.array(latin, { minLength: 1 }), (parts) => {
      const camel = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
      expect(isSameText(parts.join(' '), camel)).toBe(true);
    });
  });

  it('cut, when at least 200 letters are left', () => {
    const long = fc.string({ unit: oneOf('abcdefgh123'), minLength: 201, maxLength: 400 });
    property(fc.tuple(long, fc.nat(400)), ([text, at]) => {
      const cut = Math.min(at, text.length - 1);
      expect(isSameText(text, `${text.slice(0, cut)}…`)).toBe(cut >= 200);
    });
  });
});

describe('a text is another', () => {
  it('when a letter or a digit differs, or is added', () => {
    property(fc.tuple(words, oneOf('abc789'), words), ([before, letter, after]) => {
      expect(isSameText(`${before}${letter}${after}`, `${before}x${after}`)).toBe(false);
      expect(isSameText(`${before}${after}`, `${before}${letter}${after}`)).toBe(false);
    });
  });

  it('when it is longer than what was written', () => {
    property(words, (text) => expect(isSameText(text, `${text}more`)).toBe(false));
  });

  it('without letters, when its signs differ', () => {
    expect(isSameText('👍', '👍 ')).toBe(true);
    expect(isSameText('👍', '🎉')).toBe(false);
    expect(isSameText('👍', '')).toBe(false);
    expect(isSameText('', '👍')).toBe(false);
    expect(isSameText('', '')).toBe(true);
  });
});
