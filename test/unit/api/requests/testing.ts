import type { BlandApi } from '../../../../src/api/index.ts';
import { ok } from '../samples.ts';
import type { Case } from './case.ts';

const scenarios = '/v1/agent-testing/scenarios';
const runs = '/v1/agent-testing/runs';

const draft = {
  name: 'Double charge',
  description: '',
  category: null,
  tester_persona_prompt: 'You were charged twice.',
  tester_persona_name: '',
  pathway_id: 'w-1',
  persona_id: null,
  request_data: { plan: 'basic' },
  start_node_id: null,
};
const judge = {
  type: 'LLM_JUDGE',
  name: 'confirms',
  is_required: true,
  config: { prompt: 'Did it?', output_type: 'boolean', pass_on_true: true },
} as const;
const created: Parameters<BlandApi['scenarios']['create']>[0] = {
  agent_id: 'a-1',
  name: 'T-1042 missed_handoff',
  tester_persona_prompt: 'You were charged twice.',
  scenario_type: 'AGENT',
  metadata: { flag_id: 'f-1' },
  assertions: [judge],
};
const stored = {
  id: 's-1',
  org_id: 'o-1',
  pathway_id: null,
  persona_id: null,
  agent_id: 'a-1',
  name: 'T-1042 missed_handoff',
  description: null,
  category: null,
  scenario_type: 'AGENT',
  tester_persona_prompt: 'You were charged twice.',
  tester_persona_name: null,
  max_turns: null,
  request_data: null,
  start_node_id: null,
  bland_tone_enabled: null,
  advanced_instructions: null,
  metadata: { flag_id: 'f-1' },
  enabled: true,
  created_at: '2026-11-29T10:00:00.000Z',
  assertions: [{ id: 'as-1', ...judge, weight: 1 }],
  runs: [],
};
const run = {
  id: 'r-1',
  scenario_id: 's-1',
  status: 'PASSED',
  call_id: 'c-1',
  overall_score: 1,
  turn_count: 3,
  duration_ms: 9120,
  assertion_results: [],
  error_message: null,
  created_at: '2026-11-29T10:01:00.000Z',
  completed_at: '2026-11-29T10:01:12.000Z',
};
const whole = { broken: [], nextCursor: null };

/** Scenarios and their runs, each in both of the shapes that answers have. */
export const testingCases: readonly Case[] = [
  {
    of: 'Generate Scenario from Call',
    when: 'without an envelope',
    call: (api) => api.scenarios.draft('c-1', { pathway_id: 'w-1' }),
    path: `${scenarios}/generate-from-call`,
    body: { call_id: 'c-1', pathway_id: 'w-1' },
    reply: { json: { ...draft, colour: 'new' } },
    result: draft,
  },
  {
    of: 'Generate Scenario from Call',
    when: 'for an agent, in an envelope',
    call: (api) => api.scenarios.draft('c-1', { agent_id: 'a-1' }),
    path: `${scenarios}/generate-from-call`,
    body: { call_id: 'c-1', agent_id: 'a-1' },
    reply: { json: ok(draft) },
    result: draft,
  },
  {
    of: 'Create Scenario',
    call: (api) => api.scenarios.create(created),
    path: scenarios,
    body: created,
    reply: { status: 201, json: ok(stored) },
    result: stored,
  },
  {
    of: 'List Scenarios',
    when: 'in an envelope',
    call: (api) => api.scenarios.list(),
    path: scenarios,
    reply: { json: ok([{ ...stored, runs: [run] }, { name: 'without an id' }]) },
    result: {
      items: [{ ...stored, runs: [run] }],
      broken: [{ position: 1, id: null, code: null, reason: 'id: expected string' }],
      nextCursor: null,
      mayBeCut: false,
    },
  },
  {
    of: 'List Scenarios',
    when: 'of one agent, in an object',
    call: (api) => api.scenarios.list({ agent_id: 'a-1' }),
    path: scenarios,
    query: 'agent_id=a-1',
    reply: { json: { scenarios: Array.from({ length: 100 }, () => stored), total: 100 } },
    result: { items: Array.from({ length: 100 }, () => stored), ...whole, mayBeCut: true },
  },
  {
    of: 'Get Scenario',
    call: (api) => api.scenarios.get('s-1'),
    path: `${scenarios}/s-1`,
    reply: { json: stored },
    result: stored,
  },
  {
    of: 'Run Scenario',
    call: (api) => api.scenarios.run('s-1'),
    path: `${scenarios}/s-1/run`,
    body: {},
    reply: { status: 202, json: ok({ run_id: 'r-1', status: 'RUNNING' }) },
    result: { run_id: 'r-1', status: 'RUNNING' },
  },
  {
    of: 'Get Run',
    when: 'with results of the older form',
    call: (api) => api.scenarios.getRun('r-1'),
    path: `${runs}/r-1`,
    reply: { json: { ...run, assertion_results: [{ assertion_id: 'as-1', type: 'LLM_JUDGE', passed: false }] } },
    result: {
      ...run,
      assertion_results: [
        {
          assertion_id: 'as-1',
          status: 'FAILED',
          passed: undefined,
          score: null,
          reasoning: null,
          error_message: null,
          name: null,
          type: 'LLM_JUDGE',
          is_required: null,
        },
      ],
    },
  },
  {
    of: 'List Runs',
    call: (api) => api.scenarios.listRuns('s-1'),
    path: runs,
    query: 'scenario_id=s-1&limit=100',
    reply: { json: ok({ runs: [run], total_count: 1 }) },
    result: { items: [run], ...whole },
  },
];
