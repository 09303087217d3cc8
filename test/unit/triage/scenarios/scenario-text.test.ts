import { describe, expect, it } from 'vitest';
import { withoutComments } from '../../../../src/triage/scenarios/jsonc.ts';
import {
  fieldsOfScenario,
  readScenarioText,
  type ScenarioFields,
  writeScenarioText,
} from '../../../../src/triage/scenarios/scenario-text.ts';

const fields: ScenarioFields = {
  agent_id: 'a-1',
  name: 'T-1042 missed_handoff',
  category: 'EDGE_CASE',
  tester_persona_prompt: 'You say: "// not a comment, }" and /* neither */ 🙃\u2028.',
  max_turns: 12,
  request_data: { plan: 'basic', deep: [1, { x: null }] },
  assertions: [
    {
      type: 'LLM_JUDGE',
      name: 'no missed handoff',
      is_required: true,
      config: { prompt: 'Did it?', output_type: 'boolean', pass_on_true: true },
    },
    { type: 'NODE_REACHED', name: 'reached Transfer', is_required: false, config: { node_id: 'n-1' } },
  ],
};

/** The problems of a text, each with the piece of the text that it stands at. */
function faultsIn(text: string) {
  const read = readScenarioText(text);
  if (!('faults' in read)) throw new Error('the text is valid');
  return read.faults.map(({ problem, field, offset, end }) => [problem, field, text.slice(offset, end)]);
}

const written = (change: object): string => writeScenarioText({ ...fields, ...change }, ['A comment']);

describe('a document', () => {
  it('is read as it was written, comments and commas at the end of lists included', () => {
    const text = writeScenarioText(fields, ['Save to create.\nSecond line', '"quoted" */']);
    expect(text).toMatch(/^\/\/ Save to create\. Second line\n\/\/ "quoted" \*\/\n\{\n/);
    expect(readScenarioText(text)).toEqual({ fields });
    const edited = text
      .replace('"max_turns": 12,', '/* fewer\n than */ "max_turns": 12, // turns')
      .replace(/\n\}\n$/, ',\n}\n');
    expect(readScenarioText(edited)).toEqual({ fields });
    expect(withoutComments(edited)).toHaveLength(edited.length);
  });

  it('of a stored scenario shows its fields and keeps assertions that cannot be written here', () => {
    const pattern = { pattern: 'x' };
    const assertions = [{ id: 'as', type: 'REGEX_MATCH', name: null, is_required: true, weight: 1, config: pattern }];
    const stored = fieldsOfScenario({
      id: 's-1',
      name: 'T-1',
      description: null,
      metadata: { flag_id: 'f' },
      assertions,
    });
    expect(stored).toEqual({
      name: 'T-1',
      assertions: [{ type: 'REGEX_MATCH', is_required: true, config: pattern }],
    });
  });
});

describe('what is wrong is named at its place', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    ['no target', written({ agent_id: undefined }), [['target', '', '{']]],
    ['two targets', written({ pathway_id: 'w' }), [['target', '', '{']]],
    [
      'an unknown field',
      written({ is_required_for_promotion: true }),
      [['unknown', 'is_required_for_promotion', '"is_required_for_promotion"']],
    ],
    ['a missing field', written({ name: undefined }), [['missing', 'name', '{']]],
    ['a field of another type', written({ name: 7 }), [['kind', 'name', '7']]],
    ['an empty prompt', written({ tester_persona_prompt: '' }), [['empty', 'tester_persona_prompt', '""']]],
    [
      'a blank prompt',
      written({ tester_persona_prompt: ' \n' }),
      [['empty', 'tester_persona_prompt', String.raw`" \n"`]],
    ],
    ['too many turns', written({ max_turns: 51 }), [['range', 'max_turns', '51']]],
    ['half a turn', written({ max_turns: 1.5 }), [['kind', 'max_turns', '1.5']]],
    ['an unknown category', written({ category: 'other' }), [['choice', 'category', '"other"']]],
    ['no assertions', written({ assertions: [] }), [['empty', 'assertions', '[']]],
    [
      'an assertion in lower case',
      written({ assertions: [{ type: 'llm_judge', config: {} }] }),
      [['choice', 'assertions.0.type', '"llm_judge"']],
    ],
    [
      'a judge that asks nothing',
      written({
        assertions: [{ type: 'LLM_JUDGE', config: { prompt: '', output_type: 'boolean', pass_on_true: true } }],
      }),
      [['empty', 'assertions.0.config.prompt', '""']],
    ],
    ['a list', '[]', [['kind', '', '[']]],
    ['nothing', '// only a comment', [['syntax', '', '/']]],
    ['an open bracket', '{"name": "x"', [['syntax', '', '"']]],
    ['two commas', '{"name": "x",, "a": 1}', [['syntax', '', ',']]],
  ])('%s', (_name, text, faults) => {
    expect(faultsIn(text)).toEqual(faults);
  });
});
