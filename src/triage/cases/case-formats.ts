import { createHash } from 'node:crypto';
import type { ChatMessage, TestCase } from './test-case.ts';

export const caseFormats = ['case', 'openai-evals', 'langsmith', 'langfuse', 'braintrust', 'promptfoo'] as const;
export type CaseFormat = (typeof caseFormats)[number];

/** Extensions that a format may be written to, the usual one first. LangSmith uploads arrays, openai/evals reads lines. */
export const caseExtensions: Readonly<Record<CaseFormat, readonly CaseExtension[]>> = {
  case: ['jsonl', 'json'],
  'openai-evals': ['jsonl'],
  langsmith: ['json'],
  langfuse: ['jsonl', 'json'],
  braintrust: ['jsonl', 'json'],
  promptfoo: ['yaml', 'yml', 'json', 'jsonl'],
};
export type CaseExtension = 'json' | 'jsonl' | 'yaml' | 'yml';

export const defaultDataset = 'call-flags';

/** A row of a target, with the ID by which it is found again in a file. */
export interface CaseRow {
  readonly id: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Similarity that a reply needs to a written expectation; two good sentences are never equal. */
const similarity = 0.8;

const writers = {
  case: (one: TestCase) => ({ id: one.id, value: one }),
  'openai-evals': (one: TestCase) => ({
    id: one.id,
    value: {
      input: chat(one.input),
      ...(one.expected === undefined ? {} : { ideal: one.expected }),
      criteria: one.criterion,
      metadata: { id: one.id, ...metadataOf(one) },
    },
  }),
  langsmith: (one: TestCase) => {
    const id = asUuid(one.id);
    const metadata = { criterion: one.criterion, ...metadataOf(one), ...(id === one.id ? {} : { flag_id: one.id }) };
    return {
      id,
      value: {
        id,
        inputs: { messages: chat(one.input) },
        // The newest SDK calls it `reference_outputs` and takes this name as well, which is all that older ones know.
        ...(one.expected === undefined ? {} : { outputs: { content: one.expected } }),
        metadata,
        split: 'flags',
      },
    };
  },
  langfuse: (one: TestCase, dataset: string) => {
    const id = dataset === defaultDataset ? one.id : `${dataset}:${one.id}`;
    return {
      id,
      value: {
        datasetName: dataset,
        id,
        input: { messages: chat(one.input) },
        ...(one.expected === undefined ? {} : { expectedOutput: { content: one.expected } }),
        metadata: { criterion: one.criterion, ...metadataOf(one) },
      },
    };
  },
  braintrust: (one: TestCase) => ({
    id: one.id,
    value: {
      id: one.id,
      input: { messages: chat(one.input) },
      ...(one.expected === undefined ? {} : { expected: { content: one.expected } }),
      metadata: { criterion: one.criterion, ...metadataOf(one) },
      tags: [one.flag.type],
    },
  }),
  promptfoo: (one: TestCase) => ({
    id: one.id,
    value: {
      description: one.title,
      vars: { messages: chat(one.input) },
      assert: [
        { type: 'llm-rubric', value: raw(one.criterion) },
        ...(one.expected === undefined ? [] : [{ type: 'similar', value: raw(one.expected), threshold: similarity }]),
      ],
      metadata: { id: one.id, ...metadataOf(one) },
    },
  }),
} satisfies Readonly<Record<CaseFormat, (one: TestCase, dataset: string) => CaseRow>>;

/** What is written for a target, held in the tests against the target's own types. */
export type CaseValue<Format extends CaseFormat> = ReturnType<(typeof writers)[Format]>['value'];

/** @param dataset name of the Langfuse dataset, in which IDs belong to one dataset alone */
export function caseRow(format: CaseFormat, one: TestCase, dataset = defaultDataset): CaseRow {
  return writers[format](one, dataset);
}

/** Reads the ID of a row in a file. */
export function idOfRow(format: CaseFormat, row: unknown): unknown {
  const place = format === 'openai-evals' || format === 'promptfoo' ? field(row, 'metadata') : row;
  return field(place, 'id');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
}

function metadataOf({ actual, flag, source }: TestCase) {
  return {
    ...(actual === undefined ? {} : { actual }),
    type: flag.type,
    call_id: source.callId,
    issue_id: source.issueId,
    message_index: flag.messageIndex,
    ...(flag.nodeId === null ? {} : { node_id: flag.nodeId }),
  };
}

/** Where the greeting was flagged nothing was said before; the service's own words then stand for the caller's silence. */
function chat(input: readonly ChatMessage[]): readonly ChatMessage[] {
  return input.length > 0 ? input : [{ role: 'user', content: '<Call Connected>' }];
}

/**
 * Keeps promptfoo from expanding what looks like a placeholder, which speech contains when it was never filled in, and from failing
 * over the end of a comment that nobody began.
 */
function raw(text: string): string {
  if (!/\{[{%#]|#\}/.test(text)) return text;
  // Stretches of literal text nest: neither a beginning nor an end of one may stand in it.
  return `{% raw %}${text.replaceAll(/\{%(?=-?\s*(?:end)?raw)/g, '{ %')}{% endraw %}`;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** The namespace of UUIDs for addresses (RFC 9562, appendix A). */
const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** The ID itself, or the name-based UUID (version 5) of one that is none. */
function asUuid(id: string): string {
  if (uuid.test(id)) return id;
  const bytes = createHash('sha1').update(namespace).update(id).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
