/** Test scenarios and their runs, as the sandbox stores them. */
import * as z from 'zod/mini';

const text = z.string();
const maybeText = z.nullable(text);
const object = z.record(text, z.unknown());

export const scenario = z.object({
  id: text,
  pathway_id: maybeText,
  persona_id: maybeText,
  agent_id: maybeText,
  name: text,
  /** The other fields of Create Scenario, as they were sent. */
  fields: object,
  assertions: z.array(
    z.object({
      id: text,
      type: text,
      name: maybeText,
      config: object,
      is_required: z.boolean(),
      weight: z.number(),
      order: z.int(),
    }),
  ),
  created_at: text,
});

export const scenarioRun = z.object({
  id: text,
  scenario_id: text,
  /** Looks that are left before the result is there. */
  looks_left: z.int(),
  /** The result: hidden while looks are left. */
  status: z.enum(['PASSED', 'FAILED', 'ERROR']),
  call_id: maybeText,
  chat_history: z.array(z.object({ role: z.enum(['user', 'assistant']), content: text })),
  nodes_visited: z.array(text),
  results: z.array(z.object({ id: text, assertion_id: text, passed: z.boolean(), reasoning: maybeText })),
  error_message: maybeText,
  created_at: text,
});

export type Scenario = z.infer<typeof scenario>;
export type ScenarioRun = z.infer<typeof scenarioRun>;
