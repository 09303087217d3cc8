import { randomUUID } from 'node:crypto';
import { linkView } from './resources.ts';
import type { Flag, Happening, Issue, Link, Relation, State } from './schema.ts';

type Told = Pick<Happening, 'issue_id' | 'type'> & Partial<Omit<Happening, 'issue_id' | 'type'>>;

/** The state with one entry more in an issue's activity. The user who owns the key did it, unless it says otherwise. */
export function happen(state: State, at: string, told: Told): State {
  const entry: Happening = {
    id: randomUUID(),
    seq: (state.activity.at(-1)?.seq ?? 0) + 1,
    actor_id: state.user_id,
    detail: '',
    metadata: null,
    from_status: null,
    to_status: null,
    resources: [],
    referenced_issues: [],
    session_id: null,
    created_at: at,
    ...told,
  };
  return { ...state, activity: [...state.activity, entry] };
}

/**
 * The state with entries for what a change did: found by comparing, so that no operation has to tell. A change that
 * writes activity itself (a comment, a prompt, a fresh start) is taken as it is. What is gone takes its activity along.
 */
export function withHistory(before: State, after: State): State {
  if (after === before || after.activity !== before.activity) return after;
  const at = new Date().toISOString();
  const told = [
    ...issueChanges(before, after),
    ...linkChanges(before, after),
    ...flagChanges(before, after),
    ...relationChanges(before, after),
  ];
  const known = new Map(after.issues.map((issue) => [issue.id, issue]));
  let state = after;
  for (const one of told) {
    const issue = known.get(one.issue_id);
    if (issue === undefined) continue;
    // The route has written the moment into the issue; the entry must not be later than that.
    const moved = issue.last_activity_at !== before.issues.find(({ id }) => id === issue.id)?.last_activity_at;
    state = happen(state, moved ? issue.last_activity_at : at, one);
  }
  return before.issues.every(({ id }) => known.has(id)) ? state : withoutOrphans(state, known);
}

function withoutOrphans(state: State, known: ReadonlyMap<string, Issue>): State {
  const stays = ({ issue_id }: { readonly issue_id: string }): boolean => known.has(issue_id);
  return {
    ...state,
    activity: state.activity.filter(stays),
    agent_sessions: state.agent_sessions.filter(stays),
    runs: state.runs.filter(stays),
    alert_bindings: state.alert_bindings.filter(stays),
  };
}

const fields = ['severity', 'category', 'assignee_id', 'owner_id'] as const;

function issueChanges(before: State, after: State): Told[] {
  if (before.issues === after.issues) return [];
  const old = new Map(before.issues.map((issue) => [issue.id, issue]));
  return after.issues.flatMap((issue): Told[] => {
    const was = old.get(issue.id);
    if (was === undefined) return [{ issue_id: issue.id, type: 'created' }];
    const told: Told[] = [];
    if (was.status !== issue.status) {
      told.push({ issue_id: issue.id, type: 'status_changed', from_status: was.status, to_status: issue.status });
    }
    for (const field of fields) {
      if (was[field] === issue[field]) continue;
      const type = `${field.replace('_id', '')}_changed`;
      told.push({ issue_id: issue.id, type, metadata: { from: was[field], to: issue[field] } });
    }
    return told;
  });
}

function linkChanges(before: State, after: State): Told[] {
  const { added, removed } = compare(before.links, after.links);
  const byIssue = (state: State, links: readonly Link[], type: string): Told[] =>
    [...new Set(links.map((link) => link.issue_id))].map((issue_id) => ({
      issue_id,
      type,
      resources: links.filter((link) => link.issue_id === issue_id).map((link) => linkView(state, link)),
    }));
  return [...byIssue(after, added, 'resource_added'), ...byIssue(before, removed, 'resource_removed')];
}

function flagChanges(before: State, after: State): Told[] {
  const { added, removed } = compare(before.flags, after.flags);
  const told =
    (type: string) =>
    (flag: Flag): Told =>
      flagTold(flag, type);
  return [...added.map(told('flag_added')), ...removed.map(told('flag_removed'))];
}

/** An entry about a flag. */
export function flagTold(flag: Flag, type: string): Told {
  const { id: flag_id, type: flag_type, call_id, message_index } = flag;
  return { issue_id: flag.issue_id, type, detail: flag.note, metadata: { flag_id, flag_type, call_id, message_index } };
}

function relationChanges(before: State, after: State): Told[] {
  const { added, removed } = compare(before.relations, after.relations);
  return [
    ...added.flatMap((relation) => relationTold(after.issues, relation, 'relation_added')),
    ...removed.flatMap((relation) => relationTold(before.issues, relation, 'relation_removed')),
  ];
}

/** The entries about a relation: one on each of its issues. */
export function relationTold(issues: readonly Issue[], relation: Relation, type: string): Told[] {
  const named = (id: string) =>
    issues.filter((issue) => issue.id === id).map(({ number, title }) => ({ id, triage_id: `T-${number}`, title }));
  const { issue_id, related_issue_id, relation_type } = relation;
  const entry = (own: string, other: string, direction: string): Told => ({
    issue_id: own,
    type,
    metadata: { relation_type, direction },
    referenced_issues: named(other),
  });
  return [entry(issue_id, related_issue_id, 'outgoing'), entry(related_issue_id, issue_id, 'incoming')];
}

/** What one list has and the other does not, by id. */
function compare<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]) {
  if (before === after) return { added: [], removed: [] };
  const [old, now] = [before, after].map((list) => new Set(list.map(({ id }) => id)));
  return {
    added: after.filter(({ id }) => old?.has(id) !== true),
    removed: before.filter(({ id }) => now?.has(id) !== true),
  };
}
