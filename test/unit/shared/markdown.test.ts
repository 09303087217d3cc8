import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, parseMarkdown, type Span } from '../../../src/shared/markdown.ts';

const paragraph = (text: string): readonly Span[] => {
  const [block] = parseMarkdown(text);
  return block?.kind === 'paragraph' ? block.spans : [];
};

describe('blocks', () => {
  it('are headings, lists, quotes, code and paragraphs', () => {
    const kinds = parseMarkdown('# A #\n\nB\nC\n\n- d\n- e\n  f\n\n> g\n\n3. h\n\n```\n<i>\n```\n\n---').map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['heading', 'paragraph', 'list', 'quote', 'list', 'code', 'rule']);
  });

  it('keep the number that a list begins with, and what is indented under an item', () => {
    const [list] = parseMarkdown('3. a\n4. b\n   - c');
    expect(list).toMatchObject({ kind: 'list', start: 3 });
    expect((list as Extract<Block, { kind: 'list' }>).items[1]?.map(({ kind }) => kind)).toEqual(['paragraph', 'list']);
  });
});

describe('spans', () => {
  it('are strong, emphasis, deleted and code, inside each other', () => {
    expect(paragraph('**a *b*** ~~c~~ `<d>`').map(({ kind }) => kind)).toEqual([
      'strong',
      'text',
      'deleted',
      'text',
      'code',
    ]);
  });

  it('are links only with an address of the web that names no user', () => {
    expect(paragraph('[a](https://b.test/c)')).toEqual([{ kind: 'link', href: 'https://b.test/c', text: 'a' }]);
    for (const target of [
      'javascript:x',
      'command:x',
      'file:///x',
      'data:x',
      '//x',
      'https://u@x',
      String.raw`https://a\@x`,
    ]) {
      expect(paragraph(`[a](${target})`).filter(({ kind }) => kind === 'link')).toEqual([]);
    }
  });

  it('leave the stop after an address to the sentence', () => {
    expect(paragraph('See https://b.test/c.')).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'link', href: 'https://b.test/c', text: '' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('lose no words of what is not Markdown', () => {
    assert(
      property(string({ unit: constantFrom('a', ' ', 'b', '<', '&', '"') }), (text) => {
        const shown = paragraph(`x${text}`).map((span) => ('text' in span ? span.text : ''));
        expect(shown.join('')).toBe(`x${text}`);
      }),
    );
  });
});
