import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { findText, foldText } from '../../../../src/triage/search/found-text.ts';

const found = (text: string, wanted: string): string[] =>
  findText(text, foldText(wanted)).map(([start, end]) => text.slice(start, end));

it.each<[what: string, text: string, wanted: string, parts: string[]]>([
  ['case', 'Refund, REFUND, refund', 'rEfUnD', ['Refund', 'REFUND', 'refund']],
  ['accents that are typed or not', 'Café, cafe, cafe\u0301', 'café', ['Café', 'cafe', 'cafe\u0301']],
  ['a sharp s', 'Straße', 'STRASSE', ['Straße']],
  ['a sigma at the end of a word', 'ΟΔΟΣ οδος', 'οδοσ', ['ΟΔΟΣ', 'οδος']],
  ['the dotted capital I', 'İstanbul', 'istanbul', ['İstanbul']],
  ['ligatures and wide letters', 'ﬁnd Ａｃｍｅ', 'find acme', ['ﬁnd Ａｃｍｅ']],
  ['line breaks and runs of blanks', 'my  last\n\tbill', 'my last bill', ['my  last\n\tbill']],
  ['characters that are not seen', 're\u200bfu\u00adnd', 'refund', ['re\u200bfu\u00adnd']],
  ['right-to-left marks', '\u202erefund', 'refund', ['refund']],
  ['vowel signs of other scripts are letters', 'कि का', 'का', ['का']],
  ['a part of a character of several letters', 'ﬁnd', 'f', ['ﬁ']],
  ['a pair of surrogates', 'so 😀 it', '😀', ['😀']],
  ['signs of patterns', 'a.b a*b (a', '(a', ['(a']],
  ['nothing', 'anything', '', []],
  ['what is not there', 'refund', 'refunds', []],
])('finds %s', (_what, text, wanted, parts) => {
  expect(found(text, wanted)).toEqual(parts);
});

it('finds any part of any text in it, at places in order that do not overlap', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(), (text, from, length) => {
      const units = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)];
      const part = units.slice(from % (units.length + 1)).slice(0, (length % 5) + 1);
      const wanted = foldText(part.map(({ segment }) => segment).join(''));
      const ranges = findText(text, wanted);
      if (wanted !== '') expect(ranges.length).toBeGreaterThan(0);
      let last = 0;
      for (const [start, end] of ranges) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThanOrEqual(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2_000 },
  );
});
