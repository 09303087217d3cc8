import { describe, expect, it } from 'vitest';
import type { ScenarioDraft } from '../../../../src/api/bland/scenarios.ts';
import {
  draftTargets,
  makeScenario,
  scenarioTarget,
  type ScenarioSource,
  uniqueName,
} from '../../../../src/triage/scenarios/make-scenario.ts';
import { readScenarioText, writeScenarioText } from '../../../../src/triage/scenarios/scenario-text.ts';

const draft: ScenarioDraft = {
  name: 'Double charge',
  description: 'Caller was charged twice.',
  category: 'ANGRY_CALLER',
  tester_persona_prompt: 'You were charged twice. Your name is Marisol Vega.',
  tester_persona_name: 'Billing caller',
  pathway_id: 'w-1',
  persona_id: null,
  request_data: { plan: 'basic' },
  start_node_id: 'start',
};
const flag = { type: 'missed_handoff', note: 'Transferred without the email.' };
const source: ScenarioSource = {
  issue: { triage_id: 'T-1042' },
  flag,
  target: { pathway_id: 'w-1' },
  draft: { fields: draft, of: { pathway_id: 'w-1' } },
  node: { id: 'n-1', name: 'Transfer' },
  taken: new Set(),
};

it('a flag becomes a scenario that can be saved as it is: the note judges, the node is optional', () => {
  const made = makeScenario(source);
  expect(made).toEqual({
    pathway_id: 'w-1',
    name: 'T-1042 missed_handoff',
    description: 'Caller was charged twice.',
    category: 'ANGRY_CALLER',
    tester_persona_name: 'Billing caller',
    tester_persona_prompt: draft.tester_persona_prompt,
    max_turns: 20,
    start_node_id: 'start',
    request_data: { plan: 'basic' },
    assertions: [
      {
        type: 'LLM_JUDGE',
        name: 'no missed handoff',
        is_required: true,
        config: {
          prompt:
            'Did the agent avoid this problem in the whole conversation? missed handoff: Transferred without the email.',
          output_type: 'boolean',
          pass_on_true: true,
        },
      },
      { type: 'NODE_REACHED', name: 'reached Transfer', is_required: false, config: { node_id: 'n-1' } },
    ],
  });
  expect(readScenarioText(writeScenarioText(made, []))).toEqual({ fields: made });
});

describe('what is not known is left for a person', () => {
  const faults = (change: Partial<ScenarioSource>) => {
    const read = readScenarioText(writeScenarioText(makeScenario({ ...source, ...change }), []));
    return 'faults' in read ? read.faults.map(({ problem, field }) => `${problem} ${field}`.trim()) : [];
  };
  it('without a draft, the caller has to be described', () => {
    expect(faults({ draft: undefined })).toEqual(['empty tester_persona_prompt']);
  });
  it('without a note, the judge has to be told what to ask', () => {
    expect(faults({ flag: { ...flag, note: ' \n' } })).toEqual(['empty assertions.0.config.prompt']);
  });
  it('without a target, one has to be named', () => {
    expect(faults({ target: {} })).toEqual(['target']);
  });
  it('without a node, none is to be reached', () => {
    expect(makeScenario({ ...source, node: undefined }).assertions).toHaveLength(1);
  });
});

it('the start node is kept for the pathway of the draft alone', () => {
  for (const target of [{ agent_id: 'a-1' }, { persona_id: 'p-1' }, { pathway_id: 'w-2' }]) {
    expect(makeScenario({ ...source, target })).not.toHaveProperty('start_node_id');
  }
});

it('a category that is unknown is custom', () => {
  const fields = { ...draft, category: 'SLEEPY_CALLER' };
  expect(makeScenario({ ...source, draft: { fields, of: {} } }).category).toBe('CUSTOM');
});

it('the agent is tested where it is known, and drafts are asked for everything that is known', () => {
  const all = { agentId: 'a', personaId: 'p', pathwayId: 'w' };
  expect(scenarioTarget(all)).toEqual({ agent_id: 'a' });
  expect(scenarioTarget({ ...all, agentId: null })).toEqual({ persona_id: 'p' });
  expect(scenarioTarget({ agentId: null, personaId: null, pathwayId: 'w' })).toEqual({ pathway_id: 'w' });
  expect(scenarioTarget({ agentId: null, personaId: null, pathwayId: null })).toEqual({});
  expect(draftTargets(all)).toEqual([{ agent_id: 'a' }, { pathway_id: 'w' }, { persona_id: 'p' }]);
});

it('names are cut and numbered', () => {
  expect(uniqueName('T-1  a\nb', new Set(['T-1 a b', 'T-1 a b (2)']))).toBe('T-1 a b (3)');
  const long = uniqueName('x'.repeat(200), new Set(['x'.repeat(80)]));
  expect([long.length, long.endsWith('x (2)')]).toEqual([80, true]);
});
