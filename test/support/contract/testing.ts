import * as z from 'zod/mini';
import { count, id, none, parameters } from './fields.ts';
import { nowhere, type Operation } from './operation.ts';

const scenarios = '/v1/agent-testing/scenarios';
const runs = '/v1/agent-testing/runs';
// Codes of refusals are not documented; statuses are where a page names them.
const bad = { status: 400 } as const;
const noScenario = { because: 'the scenario does not exist', path: { scenario: nowhere }, status: 404 } as const;

const category = z.enum([
  'CUSTOM',
  'VOICEMAIL',
  'VOICEMAIL_SCREENER',
  'ANGRY_CALLER',
  'BELLIGERENT_CALLER',
  'CONFUSED_CALLER',
  'CALL_SCREENER',
  'HAPPY_PATH',
  'EDGE_CASE',
]);
const config = z.record(z.string(), z.unknown());
const assertion = z.strictObject({
  type: z.string().check(z.regex(/^[A-Z_]+$/)),
  config,
  name: z.optional(z.string()),
  is_required: z.optional(z.boolean()),
  weight: z.optional(z.number()),
  order: z.optional(z.int()),
});
const targets = ['pathway_id', 'persona_id', 'agent_id'] as const;
const target = { pathway_id: z.optional(id), persona_id: z.optional(id), agent_id: z.optional(id) };
const oneOf = (given: { readonly [Name in (typeof targets)[number]]?: string | undefined }): boolean =>
  targets.filter((name) => given[name] !== undefined).length === 1;

const scenario = z
  .strictObject({
    ...target,
    name: id,
    description: z.optional(z.string()),
    category: z.optional(category),
    scenario_type: z.optional(z.enum(['AGENT', 'REPLAY', 'HISTORICAL'])),
    tester_persona_prompt: z.optional(z.string()),
    tester_persona_name: z.optional(z.string()),
    max_turns: z.optional(z.int().check(z.minimum(1), z.maximum(50))),
    request_data: z.optional(config),
    start_node_id: z.optional(z.nullable(z.string())),
    bland_tone_enabled: z.optional(z.boolean()),
    advanced_instructions: z.optional(z.string()),
    metadata: z.optional(config),
    assertions: z.optional(z.array(assertion)),
  })
  .check(z.refine(oneOf));

const example = {
  agent_id: '{agent}',
  name: 'T-1042 missed_handoff',
  category: 'CUSTOM',
  scenario_type: 'AGENT',
  tester_persona_prompt: 'You were charged twice. Ask for billing on your second turn.',
  max_turns: 12,
  metadata: { source: 'call-triage', flag_id: 'flag-1' },
  assertions: [
    {
      type: 'LLM_JUDGE',
      name: 'confirms email',
      is_required: true,
      config: { prompt: 'Did the agent confirm?', output_type: 'boolean', pass_on_true: true },
    },
  ],
} as const;

/** Scenarios and their runs, as far as they are used here. */
export const testingOperations = {
  'Generate Scenario from Call': {
    method: 'POST',
    path: `${scenarios}/generate-from-call`,
    query: none,
    // `agent_id` is on no page, and is tried all the same.
    body: z.strictObject({ call_id: id, ...target }).check(z.refine(oneOf)),
    example: { body: { call_id: '{call}', pathway_id: '{pathway}' } },
    answers: [200],
    shape: 'object',
    refusals: [
      { because: 'there is no target', body: { call_id: '{call}' }, ...bad },
      { because: 'there are two targets', body: { call_id: '{call}', pathway_id: 'w', persona_id: 'p' }, ...bad },
      { because: 'the call does not exist', body: { call_id: nowhere, pathway_id: '{pathway}' }, status: 404 },
    ],
  },
  'Create Scenario': {
    method: 'POST',
    path: scenarios,
    query: none,
    body: scenario,
    example: { body: example },
    answers: [201],
    shape: 'object',
    refusals: [
      { because: 'there is no target', body: { ...example, agent_id: undefined }, ...bad },
      { because: 'there are two targets', body: { ...example, pathway_id: '{pathway}' }, ...bad },
      {
        because: 'an assertion is in lower case',
        body: { ...example, assertions: [{ type: 'llm_judge', config: {} }] },
        ...bad,
      },
      { because: 'there are more turns than 50', body: { ...example, max_turns: 51 }, ...bad },
      { because: 'the category is unknown', body: { ...example, category: 'OTHER' }, ...bad },
      { because: 'the name is missing', body: { ...example, name: undefined }, ...bad },
    ],
  },
  'List Scenarios': {
    method: 'GET',
    path: scenarios,
    query: parameters({ pathway_id: id, persona_id: id, agent_id: id, category, enabled: z.enum(['true', 'false']) }),
    answers: [200],
    shape: 'list',
    refusals: [],
  },
  'Get Scenario': {
    method: 'GET',
    path: `${scenarios}/{scenario}`,
    query: none,
    answers: [200],
    shape: 'object',
    refusals: [noScenario],
  },
  'Run Scenario': {
    method: 'POST',
    path: `${scenarios}/{scenario}/run`,
    query: none,
    body: z.strictObject({
      version_number: z.optional(z.int()),
      request_data_override: z.optional(config),
      webhook_url: z.optional(id),
    }),
    example: { body: {} },
    answers: [202],
    shape: 'object',
    refusals: [noScenario],
  },
  'Get Run': {
    method: 'GET',
    path: `${runs}/{run}`,
    query: none,
    answers: [200],
    shape: 'object',
    refusals: [{ because: 'the run is of another organisation', path: { run: nowhere }, status: 404 }],
  },
  'List Runs': {
    method: 'GET',
    path: runs,
    query: parameters({
      scenario_id: id,
      pathway_id: id,
      persona_id: id,
      batch_id: id,
      status: z.enum(['PENDING', 'RUNNING', 'PASSED', 'FAILED', 'ERROR', 'CANCELLED']),
      limit: count(),
      offset: z.string().check(z.regex(/^\d+$/)),
    }),
    answers: [200],
    shape: 'object',
    refusals: [{ because: 'the status is unknown', query: '?status=DONE', ...bad }],
  },
} as const satisfies Record<string, Operation>;
