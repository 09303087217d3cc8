import type { State } from './schema.ts';

/** Tells whether the sample data is in a state, and whether anybody has worked with it. */
export function samplesIn(state: State, samples: State): 'none' | 'untouched' | 'changed' {
  const seeds = new Set(samples.issues.map(({ id }) => id));
  const calls = new Set(samples.calls.map(({ call_id }) => call_id));
  const issues = state.issues.filter(({ id }) => seeds.has(id));
  if (issues.length === 0 && !state.calls.some(({ call_id }) => calls.has(call_id))) return 'none';
  // Every change of an issue and of what is on it adds to its activity.
  const entries = ({ activity }: State): number => activity.filter(({ issue_id }) => seeds.has(issue_id)).length;
  return issues.length === seeds.size && entries(state) === entries(samples) ? 'untouched' : 'changed';
}

/**
 * Returns a state without the sample data: its issues with all that is on them, its conversations, files and personas, and
 * links and flags on its calls. The account and its categories stay. The calls themselves are not part of a change.
 */
export function withoutSamples(state: State, samples: State): State {
  const ids = (list: readonly { readonly id: string | number }[]): ReadonlySet<unknown> =>
    new Set(list.map(({ id }) => id));
  const issues = ids(samples.issues);
  const removed = new Set<unknown>([
    ...samples.calls.map(({ call_id }) => call_id),
    ...ids(samples.conversations),
    ...ids(samples.files),
  ]);
  const phones = ids(samples.phones);
  const personas = ids(samples.personas);
  const tests = new Set(state.scenarios.filter(({ fields }) => issues.has(issueOf(fields))).map(({ id }) => id));
  const onSample = ({ issue_id }: { readonly issue_id: string }): boolean => issues.has(issue_id);
  return {
    ...state,
    issues: state.issues.filter(({ id }) => !issues.has(id)),
    links: state.links.filter((one) => !onSample(one) && !removed.has(one.resource_id)),
    flags: state.flags.filter((one) => !onSample(one) && !removed.has(one.call_id)),
    relations: state.relations.filter((one) => !onSample(one) && !issues.has(one.related_issue_id)),
    conversations: state.conversations.filter(({ id }) => !removed.has(id)),
    files: state.files.filter(({ id }) => !removed.has(id)),
    personas: state.personas.filter(({ id }) => !personas.has(id)),
    phones: state.phones.filter(({ id }) => !phones.has(id)),
    // Written here, so that the removal makes no entries of its own.
    activity: state.activity.filter((one) => !onSample(one)),
    agent_sessions: state.agent_sessions.filter((one) => !onSample(one)),
    runs: state.runs.filter((one) => !onSample(one)),
    alert_bindings: state.alert_bindings.filter((one) => !onSample(one)),
    scenarios: state.scenarios.filter(({ id }) => !tests.has(id)),
    scenario_runs: state.scenario_runs.filter((one) => !tests.has(one.scenario_id)),
  };
}

/** The issue whose flag a scenario was made of. */
function issueOf({ metadata }: Readonly<Record<string, unknown>>): unknown {
  return typeof metadata === 'object' && metadata !== null && 'issue_id' in metadata ? metadata.issue_id : undefined;
}
