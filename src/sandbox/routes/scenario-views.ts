import type { State } from '../state/schema.ts';
import type { Scenario, ScenarioRun } from '../state/scenario-schema.ts';

/** A scenario as Create, Get and List answer it. */
export function scenarioView({ org_id }: State, { fields, ...scenario }: Scenario) {
  return { org_id, ...fields, ...scenario, enabled: true, updated_at: scenario.created_at, is_template: false };
}

export function latestRun({ scenario_runs: runs }: State, scenarioId: string): ScenarioRun | undefined {
  return runs.findLast((one) => one.scenario_id === scenarioId);
}

/** A run in a list: without the conversation, and without a result while it goes on. */
export function runView(state: State, run: ScenarioRun) {
  const scenario = state.scenarios.find(({ id }) => id === run.scenario_id);
  const isOver = run.looks_left === 0;
  const passed = run.results.filter((one) => one.passed).length;
  return {
    id: run.id,
    scenario_id: run.scenario_id,
    status: isOver ? run.status : run.looks_left > 1 ? 'PENDING' : 'RUNNING',
    overall_score: isOver && run.results.length > 0 ? passed / run.results.length : null,
    version_number: null,
    duration_ms: isOver ? 9120 : null,
    turn_count: isOver ? run.chat_history.length : null,
    error_message: isOver ? run.error_message : null,
    created_at: run.created_at,
    assertion_results: isOver ? run.results.map((one) => resultView(run, one, scenario)) : [],
  };
}

function resultView(run: ScenarioRun, result: ScenarioRun['results'][number], scenario: Scenario | undefined) {
  const { id, assertion_id, passed, reasoning } = result;
  const checked = scenario?.assertions.find((one) => one.id === assertion_id);
  return {
    id,
    run_id: run.id,
    assertion_id,
    status: passed ? 'PASSED' : 'FAILED',
    score: passed ? 1 : 0,
    value: passed,
    reasoning,
    duration_ms: 800,
    error_message: null,
    assertion:
      checked === undefined
        ? null
        : { name: checked.name, type: checked.type, is_required: checked.is_required, weight: checked.weight },
  };
}

/** A run as Get Run answers it. */
export function runDetails(state: State, run: ScenarioRun) {
  const {
    pathway_id = null,
    persona_id = null,
    agent_id = null,
    name = '',
  } = state.scenarios.find(({ id }) => id === run.scenario_id) ?? {};
  const isOver = run.looks_left === 0;
  return {
    ...runView(state, run),
    org_id: state.org_id,
    pathway_id,
    persona_id,
    agent_id,
    batch_id: null,
    simulation_set_id: null,
    simulation_index: null,
    call_id: isOver ? run.call_id : null,
    chat_history: isOver ? run.chat_history : [],
    variables_extracted: {},
    nodes_visited: isOver ? run.nodes_visited : [],
    current_node_id: null,
    llm_eval_count: isOver ? run.results.length : 0,
    bland_tone_score: null,
    triggered_by: state.user_id,
    trigger_source: 'api',
    completed_at: isOver ? run.created_at : null,
    scenario: { name },
    metadata: null,
  };
}
