import { randomUUID } from 'node:crypto';
import { makeCall } from './calls.ts';
import type { Call, JsonObject } from './schema.ts';
import type { Scenario, ScenarioRun } from './scenario-schema.ts';

/** Looks at a run before its result is there: first PENDING, then RUNNING. */
const looks = 2;

/** A simulated conversation: the simulated caller says what the prompt begins with. */
function conversation(scenario: Scenario, isFixed: boolean): ScenarioRun['chat_history'] {
  const prompt = scenario.fields['tester_persona_prompt'];
  const [said = ''] = (typeof prompt === 'string' ? prompt : '').split(/(?<=[.!?])\s/);
  return [
    { role: 'assistant', content: 'Thanks for calling, how can I help?' },
    { role: 'user', content: said === '' ? 'Hello?' : said },
    {
      role: 'assistant',
      content: isFixed ? 'Of course. Let me check that with you first.' : 'OK, transferring you now.',
    },
  ];
}

/**
 * Makes a run with its result, and the simulated call. The sandbox has no agents that could be fixed: the first run of a scenario
 * fails at its judges and the next one passes, by turns. A start node that no assertion of the sandbox could reach ends with an error.
 *
 * @param nodes nodes that are known of the target; null when none are
 * @param earlier runs of the scenario before this one
 */
export function simulate(
  scenario: Scenario,
  nodes: ReadonlySet<string> | null,
  earlier: number,
  at: string,
): { readonly run: ScenarioRun; readonly call: Call | undefined } {
  const id = randomUUID();
  const start = scenario.fields['start_node_id'];
  const common = { id, scenario_id: scenario.id, looks_left: looks, created_at: at };
  if (typeof start === 'string' && nodes?.has(start) === false) {
    const none = { call_id: null, chat_history: [], nodes_visited: [], results: [] };
    return { run: { ...common, ...none, status: 'ERROR', error_message: 'Invalid start_node_id' }, call: undefined };
  }
  const isFixed = earlier % 2 === 1;
  const isKnown = (node: unknown): boolean => typeof node === 'string' && (nodes === null || nodes.has(node));
  const results = scenario.assertions.map((assertion) => {
    const passed = assertion.type === 'NODE_REACHED' ? isKnown(assertion.config['node_id']) : isFixed;
    const reasoning = passed ? 'The conversation shows it.' : 'The agent acted without asking first.';
    return { id: randomUUID(), assertion_id: assertion.id, passed, reasoning };
  });
  const isPassed = scenario.assertions.every((one, index) => !one.is_required || results[index]?.passed === true);
  const chat_history = conversation(scenario, isFixed);
  const call = simulatedCall(scenario, chat_history, at);
  const reached = scenario.assertions.map(({ config }) => config['node_id']).filter(isKnown);
  return {
    run: {
      ...common,
      status: isPassed ? 'PASSED' : 'FAILED',
      call_id: call.call_id,
      chat_history,
      nodes_visited: reached.map(String),
      results,
      error_message: null,
    },
    call,
  };
}

function simulatedCall(scenario: Scenario, rows: ScenarioRun['chat_history'], at: string): Call {
  const call_id = randomUUID();
  const start = Date.parse(at);
  const time = (seconds: number): string => new Date(start + seconds * 1000).toISOString();
  const details: JsonObject = {
    call_id,
    c_id: call_id,
    created_at: at,
    started_at: at,
    end_at: time(rows.length * 4),
    status: 'completed',
    completed: true,
    queue_status: 'complete',
    inbound: true,
    is_simulation: true,
    from: null,
    to: null,
    answered_by: 'human',
    call_ended_by: 'ASSISTANT',
    call_length: Math.round((rows.length * 4 * 100) / 60) / 100,
    record: false,
    recording_url: null,
    pathway_id: scenario.pathway_id,
    persona_id: scenario.persona_id,
    variables: {},
    metadata: {},
    summary: `Simulated call: ${scenario.name}`,
    transcripts: rows.map(({ role, content }, index) => ({
      id: index + 1,
      created_at: time(index * 4),
      text: content,
      user: role,
      c_id: call_id,
    })),
    concatenated_transcript: rows.map(({ role, content }) => `${role}: ${content} \n `).join(''),
  };
  return makeCall(call_id, details, null, at);
}
