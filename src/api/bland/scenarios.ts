import * as z from 'zod/mini';
import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import type { Page } from '../pages.ts';
import { isObject, readItems, shapeError } from './envelope.ts';
import * as read from './lenient.ts';
import { toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { runSchema, startedSchema, type ScenarioRun, type StartedRun } from './scenario-runs.ts';
import { checked, segment } from './strict.ts';

/** The most scenarios that can be listed: the list has no pages, and comes newest first. */
export const mostScenarios = 100;

/** Milliseconds for a draft: a model reads the whole call. */
const draftTimeoutMs = 180_000;

export const scenarioCategories = [
  'CUSTOM',
  'VOICEMAIL',
  'VOICEMAIL_SCREENER',
  'ANGRY_CALLER',
  'BELLIGERENT_CALLER',
  'CONFUSED_CALLER',
  'CALL_SCREENER',
  'HAPPY_PATH',
  'EDGE_CASE',
] as const;

export const maxTurns = 50;

/** Types of assertions whose configuration is documented. */
export const newAssertionTypes = ['LLM_JUDGE', 'NODE_REACHED'] as const;

/** Fields of which a scenario has exactly one. `agent_id` is in some versions of the reference only. */
export const scenarioTargets = ['agent_id', 'persona_id', 'pathway_id'] as const;
type ScenarioTarget = (typeof scenarioTargets)[number];
/** A target, as `{ agent_id: '…' }`. */
export type TargetOf = { readonly [Name in ScenarioTarget]?: string | undefined };

const draftSchema = z.object({
  name: read.textOrEmpty,
  description: read.textOrEmpty,
  category: read.text,
  tester_persona_prompt: read.textOrEmpty,
  tester_persona_name: read.textOrEmpty,
  pathway_id: read.text,
  persona_id: read.text,
  /** Numbers, addresses of webhooks and keys are taken out by the service; names are not. */
  request_data: read.object,
  /** A node of the pathway that the draft was asked for. */
  start_node_id: read.text,
});
/** Generate Scenario from Call. Nothing of it is stored. */
export type ScenarioDraft = z.output<typeof draftSchema>;

const assertionSchema = z.object({
  id: read.text,
  /** `LLM_JUDGE`, `NODE_REACHED` and others, which are kept. */
  type: read.textOrEmpty,
  name: read.text,
  config: read.object,
  is_required: read.orElse(z.boolean(), true),
  weight: read.number,
});

const scenarioSchema = z.object({
  id: read.required,
  org_id: read.text,
  pathway_id: read.text,
  persona_id: read.text,
  agent_id: read.text,
  name: read.textOrEmpty,
  description: read.text,
  category: read.text,
  scenario_type: read.text,
  tester_persona_prompt: read.text,
  tester_persona_name: read.text,
  max_turns: read.number,
  request_data: read.object,
  start_node_id: read.text,
  bland_tone_enabled: read.boolean,
  advanced_instructions: read.text,
  /** Null where the service does not tell. */
  metadata: read.object,
  enabled: read.boolean,
  created_at: read.time,
  assertions: read.listOf(assertionSchema),
  /** The latest run, if the service lists any. */
  runs: read.listOf(runSchema),
});
export type Scenario = z.output<typeof scenarioSchema>;

const id = z.string().check(z.minLength(1), z.maxLength(200));
const filled = z.string().check(z.minLength(1));
const assertionCommon = { name: z.optional(filled), is_required: z.optional(z.boolean()) };

const newAssertionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('LLM_JUDGE'),
    ...assertionCommon,
    config: z.strictObject({
      prompt: filled,
      output_type: z.literal('boolean'),
      /** True: the answer *yes* passes. */
      pass_on_true: z.boolean(),
    }),
  }),
  z.strictObject({
    type: z.literal('NODE_REACHED'),
    ...assertionCommon,
    config: z.strictObject({ node_id: id }),
  }),
]);

/** What a person may write of a new scenario. `is_required_for_promotion`, which can block a release, is never set. */
export const scenarioFields = {
  pathway_id: z.optional(id),
  persona_id: z.optional(id),
  agent_id: z.optional(id),
  name: filled,
  description: z.optional(z.string()),
  category: z.optional(z.enum(scenarioCategories)),
  tester_persona_prompt: filled,
  tester_persona_name: z.optional(z.string()),
  max_turns: z.optional(z.int().check(z.minimum(1), z.maximum(maxTurns))),
  request_data: z.optional(z.record(z.string(), z.unknown())),
  start_node_id: z.optional(id),
  bland_tone_enabled: z.optional(z.boolean()),
  advanced_instructions: z.optional(z.string()),
  assertions: z.array(newAssertionSchema).check(z.minLength(1), z.maxLength(50)),
} as const;

/** True for exactly one target. */
export const hasOneTarget = (given: TargetOf): boolean =>
  scenarioTargets.filter((name) => given[name] !== undefined).length === 1;

/** Create Scenario, body. */
export const newScenarioSchema = z
  .strictObject({
    ...scenarioFields,
    scenario_type: z.literal('AGENT'),
    metadata: z.record(z.string(), z.string()),
  })
  .check(z.refine(hasOneTarget));
export type NewScenario = Readonly<z.output<typeof newScenarioSchema>>;

const draftBody = z
  .strictObject({
    call_id: id,
    pathway_id: z.optional(id),
    persona_id: z.optional(id),
    agent_id: z.optional(id),
  })
  .check(z.refine(hasOneTarget));

const filterSchema = z.strictObject({
  pathway_id: z.optional(id),
  persona_id: z.optional(id),
  agent_id: z.optional(id),
});

const runsQuery = z.object({ scenario_id: id, limit: z.int().check(z.minimum(1), z.maximum(100)) });

/** Scenarios, newest first. */
interface ScenarioPage extends Page<Scenario> {
  /** True when as many came as the service lists at most: there may be older ones, which cannot be listed. */
  readonly mayBeCut: boolean;
}

/**
 * Test scenarios of agents, pathways and personas. The codes of refusals are not documented. A key that is restricted gets 403
 * for drafts whatever its scope, and for everything else without `tests:read` and `tests:run`.
 */
export interface ScenariosApi {
  /**
   * POST /v1/agent-testing/scenarios/generate-from-call: a draft, of which nothing is stored. Takes long. `agent_id` is not
   * documented for it.
   *
   * @throws BadRequestError for a target that it does not know, NotFoundError, ForbiddenError
   */
  draft(callId: string, target: TargetOf, options?: RequestOptions): Promise<ScenarioDraft>;
  /** GET /v1/agent-testing/scenarios, newest first, at most 100. */
  list(filter?: TargetOf, options?: RequestOptions): Promise<ScenarioPage>;
  /** GET /v1/agent-testing/scenarios/{id}. @throws NotFoundError */
  get(scenarioId: string, options?: RequestOptions): Promise<Scenario>;
  /**
   * POST /v1/agent-testing/scenarios. Costs nothing. Names are unique within a target; how a second one is refused is not
   * documented.
   *
   * @throws BadRequestError, ConflictError
   */
  create(scenario: NewScenario, options?: RequestOptions): Promise<Scenario>;
  /** POST /v1/agent-testing/scenarios/{id}/run. Costs credits, and calls the agent's real webhooks and tools. @throws NotFoundError */
  run(scenarioId: string, options?: RequestOptions): Promise<StartedRun>;
  /** GET /v1/agent-testing/runs/{id}. @throws NotFoundError also for one of another organisation */
  getRun(runId: string, options?: RequestOptions): Promise<ScenarioRun>;
  /** GET /v1/agent-testing/runs of one scenario. Their order is not documented. */
  listRuns(scenarioId: string, options?: RequestOptions): Promise<Page<ScenarioRun>>;
}

export function scenariosApi(client: Client): ScenariosApi {
  const scenarios = '/v1/agent-testing/scenarios';
  const runs = '/v1/agent-testing/runs';
  const pathOf = (scenarioId: string): string => `${scenarios}/${segment(scenarioId, 'scenarioId')}`;
  return {
    async draft(callId, target, { signal } = {}) {
      const body = checked(draftBody, { call_id: callId, ...target });
      const timeouts = { headersMs: draftTimeoutMs, totalMs: draftTimeoutMs };
      const path = `${scenarios}/generate-from-call`;
      return readBare(await client.request({ method: 'POST', path, body, timeouts, signal }), draftSchema);
    },
    async list(filter = {}, { signal } = {}) {
      const query = toQuery(checked(filterSchema, filter));
      const page = readNamed(await client.request({ method: 'GET', path: scenarios, query, signal }), scenarioSchema);
      return { ...page, mayBeCut: page.items.length + page.broken.length >= mostScenarios };
    },
    async get(scenarioId, { signal } = {}) {
      return readBare(await client.request({ method: 'GET', path: pathOf(scenarioId), signal }), scenarioSchema);
    },
    async create(scenario, { signal } = {}) {
      const body = checked(newScenarioSchema, scenario);
      return readBare(await client.request({ method: 'POST', path: scenarios, body, signal }), scenarioSchema);
    },
    async run(scenarioId, { signal } = {}) {
      const path = `${pathOf(scenarioId)}/run`;
      return readBare(await client.request({ method: 'POST', path, body: {}, signal }), startedSchema);
    },
    async getRun(runId, { signal } = {}) {
      const path = `${runs}/${segment(runId, 'runId')}`;
      return readBare(await client.request({ method: 'GET', path, signal }), runSchema);
    },
    async listRuns(scenarioId, { signal } = {}) {
      const query = toQuery(checked(runsQuery, { scenario_id: scenarioId, limit: 100 }));
      return readNamed(await client.request({ method: 'GET', path: runs, query, signal }), runSchema);
    },
  };
}

/** The content of an answer: some versions of the service put it into an envelope, others answer with it alone. */
function contentOf({ body }: Answer): unknown {
  const data = isObject(body) ? body['data'] : undefined;
  return Array.isArray(data) || isObject(data) ? data : body;
}

/** Reads an object in an envelope or without one. @throws ResponseShapeError */
function readBare<T extends z.ZodMiniType>(answer: Answer, schema: T): z.output<T> {
  const content = contentOf(answer);
  if (!isObject(content)) throw shapeError(answer, 'expected an object');
  const result = schema.safeParse(content);
  if (!result.success) throw shapeError(answer, result.error.issues[0]?.path.join('.') ?? '');
  return result.data;
}

/** Reads a list, or the one list of an object, whose name differs between versions. @throws ResponseShapeError */
function readNamed<T extends z.ZodMiniType>(answer: Answer, schema: T): Page<z.output<T>> {
  const content = contentOf(answer);
  const lists = Array.isArray(content)
    ? [content]
    : isObject(content)
      ? Object.values(content).filter(Array.isArray)
      : [];
  const [list, ...others] = lists as unknown[][];
  if (list === undefined || others.length > 0) throw shapeError(answer, 'expected a list');
  return { ...readItems(list, schema, read.mostPaged), nextCursor: null };
}
