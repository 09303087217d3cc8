import { expect, it } from 'vitest';
import { sameText } from '../../../../src/triage/issues/issue-text.ts';

it.each([
  ['a\r\nb\n', ' a\nb', true],
  ['a\rb', 'a\nb', true],
  ['a b', 'a  b', false],
  ['a', 'A', false],
])('%j and %j are the same text: %j', (one, other, isSame) => {
  expect(sameText(one, other)).toBe(isSame);
});
