import { expect, it } from 'vitest';
import { excerptAround } from '../../../src/search/excerpt.ts';
import { findText } from '../../../src/triage/search/found-text.ts';

/** The label, the marks in brackets. */
function marked(text: string, wanted: string): string {
  const { label, highlights = [] } = excerptAround(text, findText(text, wanted));
  return highlights.toReversed().reduce((all, [start, end]) => {
    return `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`;
  }, label);
}

it('marks what was found in one line', () => {
  expect(marked('My bill.\n\nThe bill\tI got', 'bill')).toBe('My [bill].  The [bill] I got');
});

it('begins a little before the first place, so that it is in sight in a narrow view', () => {
  expect(marked(`${'word '.repeat(40)}the refund, please`, 'refund')).toBe('…word word word the [refund], please');
});

it('ends after some characters, and cuts a mark there', () => {
  expect(marked(`x${'a'.repeat(500)}`, 'a'.repeat(500))).toBe(`x[${'a'.repeat(199)}]…`);
});

it('halves no character', () => {
  const text = `${'😀'.repeat(30)}!a${'😀'.repeat(300)}`;
  const { label } = excerptAround(text, findText(text, 'a'));
  expect(label.isWellFormed()).toBe(true);
  expect(label).toMatch(/^…😀.*😀…$/u);
});
