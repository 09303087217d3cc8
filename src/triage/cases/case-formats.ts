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

/** @param dataset name of the Langfuse dataset, in which IDs belong to one dataset alone */
export function caseRow(format: CaseFormat, one: TestCase, dataset = defaultDataset): CaseRow {
  const { id, expected, criterion } = one;
  const messages = chat(one.input);
  const metadata = metadataOf(one);
  switch (format) {
    case 'case':
      return { id, value: one };
    case 'openai-evals':
      return {
        id,
        value: { input: messages, ...optional('ideal', expected), criteria: criterion, metadata: { id, ...metadata } },
      };
    case 'langsmith': {
      const uuid = asUuid(id);
      const about = { criterion, ...metadata, ...(uuid === id ? {} : { flag_id: id }) };
      const outputs = optional('outputs', expected === undefined ? undefined : { content: expected });
      return { id: uuid, value: { id: uuid, inputs: { messages }, ...outputs, metadata: about, split: 'flags' } };
    }
    case 'langfuse': {
      const own = dataset === defaultDataset ? id : `${dataset}:${id}`;
      const output = optional('expectedOutput', expected === undefined ? undefined : { content: expected });
      const about = { criterion, ...metadata };
      return { id: own, value: { datasetName: dataset, id: own, input: { messages }, ...output, metadata: about } };
    }
    case 'braintrust': {
      const wanted = optional('expected', expected === undefined ? undefined : { content: expected });
      return {
        id,
        value: { id, input: { messages }, ...wanted, metadata: { criterion, ...metadata }, tags: [one.flag.type] },
      };
    }
    case 'promptfoo': {
      const assert = [
        { type: 'llm-rubric', value: raw(criterion) },
        ...(expected === undefined ? [] : [{ type: 'similar', value: raw(expected), threshold: similarity }]),
      ];
      const value = { description: one.title, vars: { messages }, assert, metadata: { id, ...metadata } };
      return { id, value };
    }
  }
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
    ...optional('actual', actual),
    type: flag.type,
    call_id: source.callId,
    issue_id: source.issueId,
    message_index: flag.messageIndex,
    ...optional('node_id', flag.nodeId ?? undefined),
  };
}

function optional<T>(name: string, value: T | undefined): Readonly<Record<string, T>> {
  return value === undefined ? {} : { [name]: value };
}

/** Where the greeting was flagged nothing was said before; the service's own words then stand for the caller's silence. */
function chat(input: readonly ChatMessage[]): readonly ChatMessage[] {
  return input.length > 0 ? input : [{ role: 'user', content: '<Call Connected>' }];
}

/** Keeps promptfoo from expanding what a placeholder looks like: speech can contain one that was never filled in. */
function raw(text: string): string {
  if (!/\{[{%#]/.test(text)) return text;
  return `{% raw %}${text.replaceAll(/\{%(?=-?\s*endraw)/g, '{ %')}{% endraw %}`;
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
