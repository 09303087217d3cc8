import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  breakable,
  markdownText,
  promptText,
  rowText,
  withoutIcons,
  withoutLinks,
} from '../../../../src/editor/words/literal.ts';
import { iconsIn, labelShown, linksIn, markdownOf, markdownShown } from '../../../support/vscode-text.ts';

/** Texts that are made of what VS Code looks for, in any order, among anything else. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('[', ']', '(', ')', '](', '](command:', '$(', '\\', '~', '"', "'", '!', '<', '>', '&', '\n', ' '),
      fc.constantFrom(
        '$(zap)',
        '$(sync~spin)',
        '\\$(zap)',
        '[x](command:a.b)',
        '[x](https://a.b "c")',
        '[x](file:///a)',
      ),
      fc.constantFrom('&amp;', '&#91;', '<a href="command:a">', '<command:a.b>', '**b**', '![x](https://a.b/c.png)'),
      fc.string(),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** The same words for a reader: blanks apart. */
const readable = (text: string): string => text.replaceAll(/\s+/g, '');

it('no text makes a link in a notification', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const made = withoutLinks(text);
      expect(linksIn(made)).toEqual([]);
      expect(readable(made)).toBe(readable(text));
    }),
    { numRuns: 2000 },
  );
});

it('no text draws an icon in the status bar, and every sign of it is shown', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(iconsIn(withoutIcons(text))).toEqual([]);
      expect(labelShown(withoutIcons(text))).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['prompts', promptText],
  ['rows', rowText],
])('no text makes a link or an icon in %s', (_name, literal) => {
  fc.assert(
    fc.property(hostile, (text) => {
      const made = literal(text);
      expect(linksIn(made)).toEqual([]);
      expect(iconsIn(made)).toEqual([]);
      expect(readable(labelShown(made))).toBe(readable(text));
    }),
    { numRuns: 2000 },
  );
});

it('a row is one line, so that nothing in it begins a block of Markdown', () => {
  expect(rowText('a\n[x]: https://a.b\r\n# c\u2028d')).toBe('a [x]: https://a.b # c d');
});

it('no text is more than text in a tooltip, and every sign of it is shown', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      // Tabs are shown as blanks.
      expect(markdownShown(markdownOf(markdownText(text)))).toBe(text.replaceAll('\t', ' '));
    }),
    { numRuns: 2000 },
  );
});

it('lines of a tooltip break between words, and nothing in them is more than text', () => {
  expect(breakable(markdownOf('two words'))).toBe('two words');
  expect(breakable(markdownOf('1. is no list'))).toBe('1.&nbsp;is no list');
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = markdownShown(breakable(markdownOf(markdownText(text))));
      expect(shown?.trim()).toBe(text.replaceAll('\t', ' ').trim());
    }),
    { numRuns: 2000 },
  );
});

it('ordinary words stay as they are', () => {
  const words = 'Checkout (v2) [draft]: $5, 50 % & more — “ok”';
  for (const literal of [withoutLinks, withoutIcons, promptText, rowText]) expect(literal(words)).toBe(words);
});

it('finds what must not be there', () => {
  expect(linksIn('No [x](command:a.b) [y](https://a.b "t")\n[z](file:///a)')).toEqual([
    'command:a.b',
    'https://a.b',
    'file:///a',
  ]);
  expect(iconsIn(String.raw`$(zap) \$(no) $(sync~spin) $(a b)`)).toEqual(['zap', 'sync~spin']);
  expect(markdownShown('a [x](command:a)')).toBeUndefined();
});
