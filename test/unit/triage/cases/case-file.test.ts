// A file that test cases are added to: what is there stays byte for byte.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { applyEdits, caseEdits } from '../../../../src/triage/cases/case-file.ts';
import type { CaseExtension, CaseFormat } from '../../../../src/triage/cases/case-formats.ts';

const row = (id: string, text = 'x') => ({ id, value: { id, text } });
const rubric = (id: string, text = 'x') => ({ id, value: { description: text, metadata: { id } } });

const put = (
  text: string,
  extension: CaseExtension,
  format: CaseFormat,
  ...rows: readonly ReturnType<typeof row | typeof rubric>[]
) => applyEdits(text, caseEdits(text, extension, format, rows));

describe('lines of JSON', () => {
  it('are added at the end, after a line break that was missing', () => {
    expect(put('', 'jsonl', 'case', row('a'), row('b'))).toBe('{"id":"a","text":"x"}\n{"id":"b","text":"x"}\n');
    expect(put('{"id":"z"}', 'jsonl', 'case', row('a'))).toBe('{"id":"z"}\n{"id":"a","text":"x"}\n');
  });

  it('replace the line with the same ID, and leave all others as they are', () => {
    const before = '\uFEFF{ "id" : "a" }\r\n\r\nnot JSON\r\n{"id":"b","own":1}\r\n';
    expect(put(before, 'jsonl', 'case', row('b'), row('a'), row('c'))).toBe(
      '\uFEFF{"id":"a","text":"x"}\r\n\r\nnot JSON\r\n{"id":"b","text":"x"}\r\n{"id":"c","text":"x"}\r\n',
    );
    expect(put('{"input":[],"metadata":{"id":"a"}}\n', 'jsonl', 'openai-evals', rubric('a'))).toBe(
      '{"description":"x","metadata":{"id":"a"}}\n',
    );
  });

  it('are one line each, whatever was said', () => {
    const text = 'one\ntwo\u2028three\u2029"four"';
    const written = put('', 'jsonl', 'case', row('a', text));
    expect(written.match(/[\n\r\u2028\u2029]/g)).toEqual(['\n']);
    expect(JSON.parse(written)).toEqual({ id: 'a', text });
  });
});

describe('an array of JSON', () => {
  it('is begun, filled, added to and replaced in', () => {
    const one = put('', 'json', 'langsmith', row('a'));
    expect(one).toBe('[\n  {\n    "id": "a",\n    "text": "x"\n  }\n]\n');
    expect(put('[]', 'json', 'langsmith', row('a'))).toBe(one.trimEnd());
    const before = '[\n    {"id": "z",   "n": 1.0}, // a comment is no JSON\n]'.replace(/, \/\/.*/, '');
    expect(put(before, 'json', 'case', row('a'))).toBe(
      '[\n    {"id": "z",   "n": 1.0},\n    {\n      "id": "a",\n      "text": "x"\n    }\n]',
    );
    expect(put('[{"id":"a"}, {"id":"z"}]', 'json', 'case', row('a'))).toBe(
      '[{\n    "id": "a",\n    "text": "x"\n  }, {"id":"z"}]',
    );
  });

  it('is made of a file with a single case', () => {
    expect(put('{"id":"a"}\n', 'json', 'case', row('a'))).toBe('{\n  "id": "a",\n  "text": "x"\n}\n');
    expect(JSON.parse(put('{"id":"z"}\n', 'json', 'case', row('a')))).toEqual([{ id: 'z' }, { id: 'a', text: 'x' }]);
    expect(JSON.parse(put('{"id":"a"}\n', 'json', 'case', row('a'), row('b')))).toEqual([
      { id: 'a', text: 'x' },
      { id: 'b', text: 'x' },
    ]);
  });
});

describe('a list of YAML', () => {
  const before = [
    '# our tests',
    '- description: by hand',
    '  vars: { name: x }   # keep',
    '- description: |',
    '    two',
    '    lines',
    '  metadata:',
    '    id: "a"',
    '    note: >-',
    '      folded',
    '- { description: last, metadata: { id: b } }',
    '',
  ].join('\n');

  it('is added to, and an item with the same ID is replaced', () => {
    const after = put(before, 'yaml', 'promptfoo', rubric('a', 'new: "it"'), rubric('c'));
    expect(parse(after)).toEqual([
      { description: 'by hand', vars: { name: 'x' } },
      { description: 'new: "it"', metadata: { id: 'a' } },
      { description: 'last', metadata: { id: 'b' } },
      { description: 'x', metadata: { id: 'c' } },
    ]);
    expect(after.startsWith(before.slice(0, before.indexOf('- description: |')))).toBe(true);
    expect(after).toContain('- { description: last, metadata: { id: b } }\n');
    expect(parse(put('# only a comment\n', 'yaml', 'promptfoo', rubric('a')))).toHaveLength(1);
    expect(parse(put('list:\n  - x\n'.slice(8), 'yaml', 'promptfoo', rubric('a')))).toHaveLength(2);
  });
});

it.each<[string, CaseExtension]>([
  ['{"id":', 'json'],
  ['7', 'json'],
  ['tests:\n  - x\n', 'yaml'],
  ['[{description: x}]', 'yaml'],
  ['- x\n---\n- y\n', 'yaml'],
])('refuses a file that is no list: %j', (text, extension) => {
  expect(() => put(text, extension, 'promptfoo', rubric('a'))).toThrow();
});
