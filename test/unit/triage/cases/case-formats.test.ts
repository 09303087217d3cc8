// Each form by the rules of the program that reads it, each on its own reading of the target's reference: `target-types.test.ts`
// and `promptfoo-templates.test.ts` hold the forms against what the targets publish, which tells less.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { applyEdits, caseEdits } from '../../../../src/triage/cases/case-file.ts';
import {
  type CaseExtension,
  type CaseFormat,
  caseExtensions,
  caseFormats,
  caseRow,
} from '../../../../src/triage/cases/case-formats.ts';
import { testCaseSchema } from '../../../../src/triage/cases/test-case.ts';
import { caseOn, flagId, flagOn, hostileCase, hostileTexts } from './samples.ts';

const message = z.strictObject({ role: z.enum(['user', 'assistant', 'system']), content: z.string().min(1) });
const messages = z.array(message).min(1);
const answer = z.strictObject({ content: z.string().min(1) });
const about = z.looseObject({
  criterion: z.string().min(1),
  actual: z.string().min(1).optional(),
  call_id: z.string(),
});

/** What a target accepts. */
const targets = {
  case: z.looseObject({
    version: z.literal(1),
    id: z.string().min(1),
    input: z.array(message),
    criterion: z.string().min(1),
    expected: z.string().min(1).optional(),
    flag: z.looseObject({ type: z.string(), note: z.string(), messageIndex: z.int(), messageText: z.string() }),
    source: z.looseObject({ callId: z.string(), issueId: z.string() }),
  }),
  // A key `completion` would be graded in place of a fresh answer.
  'openai-evals': z.strictObject({
    input: messages,
    ideal: z.string().min(1).optional(),
    criteria: z.string().min(1),
    metadata: z.looseObject({ id: z.string() }),
  }),
  langsmith: z.strictObject({
    id: z.uuid(),
    inputs: z.strictObject({ messages }),
    outputs: answer.optional(),
    metadata: about,
    split: z.union([z.string(), z.array(z.string())]),
  }),
  langfuse: z.strictObject({
    datasetName: z.string().min(1),
    id: z.string().max(255),
    input: z.strictObject({ messages }),
    expectedOutput: answer.optional(),
    metadata: about,
  }),
  // `output` is the old name of `expected`: never both; tags without duplicates.
  braintrust: z.strictObject({
    id: z.string(),
    input: z.strictObject({ messages }),
    expected: answer.optional(),
    metadata: about.refine((given) => !('model' in given) || typeof given['model'] === 'string'),
    tags: z.array(z.string()).refine((tags) => new Set(tags).size === tags.length),
  }),
  // An array of texts in `vars` would multiply the test; `conversationId` has a meaning of its own.
  promptfoo: z.strictObject({
    description: z.string(),
    vars: z.strictObject({ messages }),
    assert: z
      .array(
        z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('llm-rubric'), value: z.string().min(1) }),
          z.strictObject({ type: z.literal('similar'), value: z.string().min(1), threshold: z.number().min(0).max(1) }),
        ]),
      )
      .min(1),
    metadata: z.looseObject({ id: z.string() }).refine((given) => !('conversationId' in given)),
  }),
} as const;

const readers: Readonly<Record<CaseExtension, (text: string) => unknown>> = {
  json: (text) => JSON.parse(text) as unknown,
  jsonl: (text) => Array.from(text.trimEnd().split('\n'), (line) => JSON.parse(line) as unknown),
  yaml: (text) => parse(text) as unknown,
  yml: (text) => parse(text) as unknown,
};

describe.each(caseFormats)('%s', (format) => {
  it.each([
    ['without an expectation', caseOn(5)],
    ['with one', caseOn(5, { expected: 'Shall I book it?' })],
    ['of a flag on the greeting', caseOn(0)],
    ['of a flag on an action', caseOn(6)],
    ['of a flag without an answer or a note', caseOn(5, { flag: flagOn(5, { note: '' }) })],
    ['with an ID that is no UUID', caseOn(5, { flag: flagOn(5, { id: 'flag 7' }) })],
  ])('is what the target reads, %s', (_, one) => {
    const { value } = caseRow(format, one);
    expect(targets[format].safeParse(structuredClone(value)).error?.issues ?? []).toEqual([]);
    const written = JSON.stringify(value);
    // Neither the faulty words as input, nor an expectation that nobody wrote.
    expect(JSON.stringify([value['input'], value['inputs'], value['vars']])).not.toContain(one.flag.messageText.trim());
    expect(written.replace('"note":""', '')).not.toContain(':""');
    if (one.expected === undefined) expect(written).not.toMatch(/"(?:ideal|outputs|expectedOutput|expected)":/);
    else expect(written).toContain('Shall I book it?');
  });

  it.each(caseExtensions[format])(
    'is what the target reads in a file of several flags, whatever was said: %s',
    (extension) => {
      const cases = [caseOn(5), caseOn(8), ...hostileTexts.map(hostileCase)];
      const rows = cases.map((one, at) => caseRow(format, { ...one, id: `flag ${at}` }));
      const read = readers[extension](applyEdits('', caseEdits('', extension, format, rows)));
      expect(z.array(targets[format]).safeParse(read).error?.issues ?? []).toEqual([]);
      expect(read).toEqual(rows.map(({ value }) => value));
    },
  );
});

it.each<[CaseFormat, object]>([
  ['case', { expected: '' }],
  ['openai-evals', { ideal: '' }],
  ['openai-evals', { completion: 'Monday, nine o’clock.' }],
  ['langsmith', { id: 'flag 7' }],
  ['langfuse', { expectedOutput: { content: '' } }],
  ['braintrust', { tags: ['twice', 'twice'] }],
  ['promptfoo', { vars: { messages: ['Monday,', 'nine o’clock.'] } }],
])('tells a row that %s would misread: %j', (format, change) => {
  const { value } = caseRow(format, caseOn(5));
  expect(targets[format].safeParse({ ...value, ...change }).success).toBe(false);
});

it('keeps to its own schema in the neutral form', () => {
  for (const one of [caseOn(5), caseOn(0, { expected: 'Hello.' }), ...hostileTexts.map(hostileCase)]) {
    expect(testCaseSchema.parse(caseRow('case', one).value)).toEqual(one);
  }
  expect(testCaseSchema.safeParse({ ...caseOn(5), expected: '' }).success).toBe(false);
});

it('gives an ID that is no UUID one of its own, always the same', () => {
  const id = (of: string) => caseRow('langsmith', caseOn(5, { flag: flagOn(5, { id: of }) })).id;
  expect(id(flagId)).toBe(flagId);
  expect(id('flag 7')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/);
  expect(id('flag 7')).toBe(id('flag 7'));
  expect(id('flag 8')).not.toBe(id('flag 7'));
});

it('keeps one flag apart in two Langfuse datasets', () => {
  expect(caseRow('langfuse', caseOn(5)).id).toBe(flagId);
  expect(caseRow('langfuse', caseOn(5), 'other').value).toMatchObject({ datasetName: 'other', id: `other:${flagId}` });
});
