import type { Issue, Run, State } from './schema.ts';

/** Norm is the only agent (List Agents). */
export const normId = '6e6f726d-0000-4000-8000-000000000001';
export const normName = 'Norm';

const hasStepsLeft = (run: Run, at: string): boolean => (run.steps.at(-1)?.created_at ?? '') > at;

const latestRun = (state: State, sessionId: string): Run | undefined =>
  state.runs.findLast((run) => run.session_id === sessionId);

/** A session as Create Session and activity entries have it. */
export function sessionView(state: State, sessionId: string, at: string) {
  const run = latestRun(state, sessionId);
  const status = run === undefined || hasStepsLeft(run, at) ? 'active' : run.ends_in;
  return { id: sessionId, agent_profile_id: normId, agent_name: normName, status };
}

/** An issue's `latest_agent_session`; only its id and status are documented. */
export function latestSession(state: State, issueId: string, at: string) {
  const session = state.agent_sessions.findLast((one) => one.issue_id === issueId);
  if (session === undefined) return undefined;
  const { id, status } = sessionView(state, session.id, at);
  return { id, status, run_id: latestRun(state, id)?.id ?? null };
}

/** Returns the time of an issue's last activity, including Norm's steps so far. */
export function lastActivityAt(state: State, issue: Issue, at: string): string {
  let last = issue.last_activity_at;
  for (const run of state.runs) {
    if (run.issue_id !== issue.id) continue;
    for (const step of run.steps) if (step.created_at <= at && step.created_at > last) last = step.created_at;
  }
  return last;
}
