import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { data, Refusal } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { booleanText, readQuery } from '../http/query.ts';
import type { Agent, SnapshotNode } from '../state/agent-schema.ts';
import { requireAgent, timelineOf } from '../state/agents.ts';
import { findCall } from '../state/calls.ts';
import { isJsonObject, jsonObject, type State } from '../state/schema.ts';
import type { Scenario } from '../state/scenario-schema.ts';
import { now } from '../time.ts';
import { latestRun, runView, scenarioView } from './scenario-views.ts';

const text = z.string().check(z.minLength(1));
const categories = [
  'CUSTOM',
  'VOICEMAIL',
  'VOICEMAIL_SCREENER',
  'ANGRY_CALLER',
  'BELLIGERENT_CALLER',
  'CONFUSED_CALLER',
];
const category = z.enum([...categories, 'CALL_SCREENER', 'HAPPY_PATH', 'EDGE_CASE']);
const checks = ['LLM_JUDGE', 'NODE_REACHED', 'NODES_VISITED', 'VARIABLE_EXTRACTED', 'WEBHOOK_TRIGGERED', 'REGEX_MATCH'];

const assertion = z.strictObject({
  type: z.enum([...checks, 'STRING_CHECK', 'CUSTOM_LLM', 'TRAVERSAL_MATCH', 'BLAND_TONE']),
  config: jsonObject,
  name: z.optional(z.string()),
  is_required: z._default(z.boolean(), true),
  weight: z._default(z.number(), 1),
  order: z.optional(z.int()),
});

const target = { pathway_id: z.optional(text), persona_id: z.optional(text), agent_id: z.optional(text) };

const creation = z.strictObject({
  ...target,
  name: text,
  description: z.optional(z.string()),
  category: z._default(category, 'CUSTOM'),
  scenario_type: z._default(z.enum(['AGENT', 'REPLAY', 'HISTORICAL']), 'AGENT'),
  tester_persona_prompt: z.optional(z.string()),
  tester_persona_name: z.optional(z.string()),
  max_turns: z._default(z.int().check(z.gte(1), z.lte(50)), 20),
  request_data: z.optional(jsonObject),
  start_node_id: z.optional(z.nullable(z.string())),
  bland_tone_enabled: z._default(z.boolean(), false),
  is_required_for_promotion: z._default(z.boolean(), false),
  input_messages: z.optional(z.array(z.unknown())),
  advanced_instructions: z.optional(z.string()),
  metadata: z.optional(jsonObject),
  tags: z.optional(z.array(z.string())),
  assertions: z._default(z.array(assertion), []),
});

/** Agents are not among what a draft can be made for. */
const generation = z.strictObject({ call_id: text, pathway_id: z.optional(text), persona_id: z.optional(text) });

const refused = (message: string): Refusal => new Refusal(400, 'BAD_REQUEST', message);
const missing = (what: string): Refusal => new Refusal(404, 'NOT_FOUND', `${what} not found`);

/** Refuses all but exactly one target. */
function requireOneTarget(given: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  const count = names.filter((name) => given[name] !== undefined).length;
  if (count !== 1) throw refused(`Exactly one of ${names.join(', ')} is required`);
}

/** Generate from Call, Create, List and Get Scenario. Drafts are answered without an envelope, as the older page has it. */
export const scenarios: Routes = (app, { store }) => {
  app.post('/v1/agent-testing/scenarios/generate-from-call', async (c) => {
    const { call_id, ...of } = await readBody(c, generation, refused);
    requireOneTarget(of, ['pathway_id', 'persona_id']);
    const call = await store.call(call_id);
    if (call === undefined) throw missing('Call');
    const words = callerWords(call.details['transcripts']);
    if (words.length === 0) throw refused('The call has no conversation');
    const ranThrough = of.pathway_id !== undefined && call.details['pathway_id'] === of.pathway_id;
    const state = await store.read();
    const flagged = state.flags.find((flag) => flag.call_id === call_id && flag.node_id !== null);
    return c.json({
      name: call.title,
      description: `Drafted from call ${call_id}.`,
      category: 'EDGE_CASE',
      tester_persona_prompt: `You are calling about this: ${words[0] ?? ''} If the agent asks, you say: ${words.slice(1, 4).join(' ')}`,
      tester_persona_name: 'Drafted caller',
      pathway_id: of.pathway_id ?? null,
      persona_id: of.persona_id ?? null,
      request_data: {},
      ...(ranThrough && flagged !== undefined ? { start_node_id: flagged.node_id } : {}),
    });
  });

  app.post('/v1/agent-testing/scenarios', async (c) => {
    const body = await readBody(c, creation, refused);
    requireOneTarget(body, ['pathway_id', 'persona_id', 'agent_id']);
    const made = await store.change((before) => {
      const { pathway_id = null, persona_id = null, agent_id = null, name, assertions, ...fields } = body;
      requireTarget(before, { persona_id, agent_id });
      const isTwin = (one: Scenario): boolean =>
        one.name === name &&
        one.pathway_id === pathway_id &&
        one.persona_id === persona_id &&
        one.agent_id === agent_id;
      // Names are unique within a target; how a second one is answered is not documented.
      if (before.scenarios.some(isTwin)) throw new Refusal(409, 'CONFLICT', `A scenario named ${name} already exists`);
      const scenario: Scenario = {
        id: randomUUID(),
        pathway_id,
        persona_id,
        agent_id,
        name,
        fields,
        assertions: assertions.map((one, index) => ({
          ...one,
          id: randomUUID(),
          name: one.name ?? null,
          order: one.order ?? index,
        })),
        created_at: now(),
      };
      const state = { ...before, scenarios: [...before.scenarios, scenario] };
      return { state, result: scenarioView(state, scenario) };
    });
    return data(c, made, 201);
  });

  // Neither paged nor counted.
  app.get('/v1/agent-testing/scenarios', async (c) => {
    const asked = readQuery(
      c,
      { ...target, category: z.optional(category), enabled: z.optional(booleanText) },
      { refuse: refused },
    );
    const state = await store.read();
    const found = state.scenarios
      .filter(
        (one) =>
          (asked.pathway_id ?? one.pathway_id) === one.pathway_id &&
          (asked.persona_id ?? one.persona_id) === one.persona_id &&
          (asked.agent_id ?? one.agent_id) === one.agent_id &&
          (asked.category ?? one.fields['category']) === one.fields['category'] &&
          (asked.enabled ?? true),
      )
      .toReversed()
      .slice(0, 100);
    return data(
      c,
      found.map((one) => {
        const run = latestRun(state, one.id);
        return { ...scenarioView(state, one), runs: run === undefined ? [] : [runView(state, run)] };
      }),
    );
  });

  app.get('/v1/agent-testing/scenarios/:id', async (c) => {
    readQuery(c, {}, { refuse: refused });
    const state = await store.read();
    return data(c, scenarioView(state, requireScenario(state, c.req.param('id'))));
  });
};

export function requireScenario({ scenarios: all }: State, id: string): Scenario {
  const found = all.find((one) => one.id === id);
  if (found === undefined) throw missing('Scenario');
  return found;
}

function requireTarget(
  state: State,
  of: { readonly persona_id: string | null; readonly agent_id: string | null },
): void {
  if (of.agent_id !== null) requireAgent(state, of.agent_id);
  if (of.persona_id !== null && !state.personas.some(({ id }) => id === of.persona_id)) throw missing('Persona');
}

/** The nodes of a scenario's agent; of a pathway those that flags on its calls name. Null for a persona, which has none. */
export function nodesOf(state: State, { agent_id, pathway_id }: Scenario): ReadonlySet<string> | null {
  if (agent_id !== null) return new Set(agentNodes(state, requireAgent(state, agent_id)).map(({ id }) => id));
  if (pathway_id === null) return null;
  const flags = state.flags.filter((flag) => findCall(state, flag.call_id)?.item['pathway_id'] === pathway_id);
  return new Set(flags.flatMap(({ node_id }) => node_id ?? []));
}

function agentNodes(state: State, agent: Agent): readonly SnapshotNode[] {
  const [newest] = timelineOf(state, agent);
  const flat = (nodes: readonly SnapshotNode[]): SnapshotNode[] =>
    nodes.flatMap((node) => [node, ...flat(node.data.flow?.nodes ?? [])]);
  return flat(newest?.snapshot.behavior.nodes ?? []);
}

/** The texts of the caller in a transcript. */
function callerWords(rows: unknown): readonly string[] {
  const said = (Array.isArray(rows) ? rows : []).filter(isJsonObject).filter((row) => row['user'] === 'user');
  return said.flatMap(({ text: line }) => (typeof line === 'string' && line.trim() !== '' ? [line.trim()] : []));
}
