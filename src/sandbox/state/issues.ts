import { notFound } from '../http/answers.ts';
import { lastActivityAt, latestSession } from './norm.ts';
import type { Issue, State } from './schema.ts';
import { now } from '../time.ts';

/** An issue as every operation answers it: its stored fields, and those derived from its evidence. */
export function issueView(state: State, issue: Issue) {
  const { viewed, ...stored } = issue;
  const last = viewed[state.user_id];
  const at = now();
  const active = lastActivityAt(state, issue, at);
  const session = latestSession(state, issue.id, at);
  const mine = (one: { readonly issue_id: string }): boolean => one.issue_id === issue.id;
  return {
    ...stored,
    last_activity_at: active,
    triage_id: triageId(issue),
    org_id: state.org_id,
    dispatch_name: null,
    skill_name: null,
    external_link: null,
    resource_count: state.links.filter(mine).length,
    flag_count: state.flags.filter(mine).length,
    relation_count: state.relations.filter((one) => mine(one) || one.related_issue_id === issue.id).length,
    linked_alert_count: state.alert_bindings.filter(mine).length,
    latest_agent_session: session ?? null,
    is_processing: session?.status === 'active' && session.run_id !== null,
    has_unread_activity: last === undefined || last < active,
  };
}

/** The short code, as in `T-1042`. */
export const triageId = (issue: Issue): string => `T-${issue.number}`;

/**
 * Finds the issue of a path by its internal id. The short code is not accepted (triage, "Common").
 * @throws Refusal 404 `not_found`
 */
export function requireIssue(state: State, id: string): Issue {
  const issue = state.issues.find((one) => one.id === id);
  if (issue === undefined) throw notFound('Issue');
  return issue;
}

/** Sets the `last_activity_at` of issues; `updated_at` stays. */
export function withActivity(state: State, at: string, ...ids: readonly string[]): State {
  const issues = state.issues.map((issue) =>
    ids.includes(issue.id) && issue.last_activity_at < at ? { ...issue, last_activity_at: at } : issue,
  );
  return { ...state, issues };
}
