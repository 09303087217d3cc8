// What promptfoo shows of the texts of a test, by the template engine that it is built on, set up as promptfoo does.
import * as fc from 'fast-check';
import nunjucks from 'nunjucks';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { caseRow } from '../../../../src/triage/cases/case-formats.ts';
import type { TestCase } from '../../../../src/triage/cases/test-case.ts';
import { hostileCase, hostileTexts } from './samples.ts';

const promptfoo = new nunjucks.Environment(null, { autoescape: false });
const show = (template: string, vars: object = {}): string => promptfoo.renderString(template, vars);

const rowSchema = z.object({
  vars: z.object({ messages: z.array(z.unknown()) }),
  assert: z.tuple([z.object({ value: z.string() }), z.object({ value: z.string() })]),
});
const rowOf = (one: TestCase) => rowSchema.parse(caseRow('promptfoo', one).value);

/** A space parts what would begin or end a stretch of literal text; all else is shown as it was said. */
const shown = (text: string): string => text.replaceAll(/\{%(?=-?\s*(?:end)?raw)/g, '{ %');

function check(text: string): void {
  const one = hostileCase(text);
  const { assert, vars } = rowOf(one);
  expect(assert.map(({ value }) => show(value))).toEqual([shown(one.criterion), shown(one.expected ?? '')]);
  // The prompt that promptfoo documents for a chat.
  expect(JSON.parse(show('{{ messages | dump }}', vars))).toEqual(one.input);
}

it.each(hostileTexts)('shows %j as it was said', check);

it('shows any words among signs of a template as they were said', () => {
  const signs = ['{', '}', '{{', '}}', '{%', '%}', '{#', '#}', '-', ' ', '\n', '"', '7*7', 'raw', 'endraw'];
  const piece = fc.constantFrom(...signs, '{% raw %}', '{%- endraw %}');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      check(`a${pieces.join('')}z`);
    }),
  );
});

it('would expand them, were they not marked as literal text', () => {
  expect(show('Said {{ 7 * 7 }}.')).toBe('Said 49.');
  expect(() => show('Said {% name %}.')).toThrow();
});
