import { seedId } from '../seed/call.ts';
import { normId, normName, sessionView } from './norm.ts';
import type { Happening, Run, State } from './schema.ts';

const agentTypes: readonly string[] = ['session_started', 'prompt', 'session_stopped'];

/** Everything that has happened on an issue until a moment, in no order: what was written, and Norm's steps so far. */
export function activityOf(state: State, issueId: string, at: string) {
  const written = state.activity.filter((entry) => entry.issue_id === issueId);
  const runs = state.runs.filter((run) => run.issue_id === issueId);
  return [
    ...written.map((entry) => ({ seq: entry.seq, view: entryView(state, entry, at) })),
    ...runs.flatMap((run) =>
      run.steps
        .filter((step) => step.created_at <= at)
        .map((step) => ({ seq: run.seq, view: stepView(state, run, step, at) })),
    ),
  ];
}

/** An entry as List Activity answers it. */
export function entryView(state: State, entry: Happening, at: string) {
  const { id, issue_id, type, detail, metadata, created_at } = entry;
  const common = { id, issue_id, type, actor: actorOf(state, entry.actor_id), detail, metadata, created_at };
  if (agentTypes.includes(type)) {
    const agent_session = entry.session_id === null ? null : sessionView(state, entry.session_id, at);
    return { entry_kind: 'agent', ...common, agent_session, artifact: null };
  }
  const { from_status, to_status, resources, referenced_issues } = entry;
  return { entry_kind: 'issue', ...common, from_status, to_status, resources, referenced_issues };
}

function stepView(state: State, run: Run, step: Run['steps'][number], at: string) {
  return {
    entry_kind: 'agent',
    id: step.id,
    issue_id: run.issue_id,
    type: step.type,
    actor: { kind: 'agent', id: normId, label: normName, avatar_url: null },
    detail: step.detail,
    metadata: { run_id: run.id },
    created_at: step.created_at,
    agent_session: sessionView(state, run.session_id, at),
    artifact: step.artifact,
  };
}

const colleagues: ReadonlyMap<string, string> = new Map([
  [seedId('user owner'), 'Robin'],
  [seedId('user noor'), 'Noor'],
  [seedId('user theo'), 'Theo'],
]);

function actorOf(state: State, id: string | null) {
  if (id === null) return { kind: 'system', id: 'system', label: 'System', avatar_url: null };
  const label = id === state.user_id ? 'Sandbox user' : (colleagues.get(id) ?? id);
  return { kind: 'user', id, label, avatar_url: null };
}
