import { randomUUID } from 'node:crypto';
import { linkView } from './resources.ts';
import type { Flag, ActivityEntry, Issue, Link, Relation, State } from './schema.ts';

type NewEntry = Pick<ActivityEntry, 'issue_id' | 'type'> & Partial<Omit<ActivityEntry, 'issue_id' | 'type'>>;

/** Adds an entry to the activity of an issue. Its actor is by default the user who owns the key. */
export function addEntry(state: State, at: string, given: NewEntry): State {
  const entry: ActivityEntry = {
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
    ...given,
  };
  return { ...state, activity: [...state.activity, entry] };
}

/**
 * Adds activity for the differences between two states, so that operations need not write it themselves. A change that writes
 * activity (a comment, a prompt, a reset) is left as it is. Deleted issues lose their activity.
 */
export function withHistory(before: State, after: State): State {
  if (after === before || after.activity !== before.activity) return after;
  const at = new Date().toISOString();
  const entries = [
    ...issueChanges(before, after),
    ...linkChanges(before, after),
    ...flagChanges(before, after),
    ...relationChanges(before, after),
  ];
  const known = new Map(after.issues.map((issue) => [issue.id, issue]));
  let state = after;
  for (const entry of entries) {
    const issue = known.get(entry.issue_id);
    if (issue === undefined) continue;
    // The operation may have set the time of activity; its entry must not be later.
    const isSet = issue.last_activity_at !== before.issues.find(({ id }) => id === issue.id)?.last_activity_at;
    state = addEntry(state, isSet ? issue.last_activity_at : at, entry);
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

const trackedFields = ['severity', 'category', 'assignee_id', 'owner_id'] as const;

function issueChanges(before: State, after: State): NewEntry[] {
  if (before.issues === after.issues) return [];
  const old = new Map(before.issues.map((issue) => [issue.id, issue]));
  return after.issues.flatMap((issue): NewEntry[] => {
    const was = old.get(issue.id);
    if (was === undefined) return [{ issue_id: issue.id, type: 'created' }];
    const entries: NewEntry[] = [];
    if (was.status !== issue.status) {
      entries.push({ issue_id: issue.id, type: 'status_changed', from_status: was.status, to_status: issue.status });
    }
    for (const field of trackedFields) {
      if (was[field] === issue[field]) continue;
      const type = `${field.replace('_id', '')}_changed`;
      entries.push({ issue_id: issue.id, type, metadata: { from: was[field], to: issue[field] } });
    }
    return entries;
  });
}

function linkChanges(before: State, after: State): NewEntry[] {
  const { added, removed } = differences(before.links, after.links);
  const byIssue = (state: State, links: readonly Link[], type: string): NewEntry[] =>
    [...new Set(links.map((link) => link.issue_id))].map((issue_id) => ({
      issue_id,
      type,
      resources: links.filter((link) => link.issue_id === issue_id).map((link) => linkView(state, link)),
    }));
  return [...byIssue(after, added, 'resource_added'), ...byIssue(before, removed, 'resource_removed')];
}

function flagChanges(before: State, after: State): NewEntry[] {
  const { added, removed } = differences(before.flags, after.flags);
  const entry =
    (type: string) =>
    (flag: Flag): NewEntry =>
      flagEntry(flag, type);
  return [...added.map(entry('flag_added')), ...removed.map(entry('flag_removed'))];
}

export function flagEntry(flag: Flag, type: string): NewEntry {
  const { id: flag_id, type: flag_type, call_id, message_index } = flag;
  return { issue_id: flag.issue_id, type, detail: flag.note, metadata: { flag_id, flag_type, call_id, message_index } };
}

function relationChanges(before: State, after: State): NewEntry[] {
  const { added, removed } = differences(before.relations, after.relations);
  return [
    ...added.flatMap((relation) => relationEntries(after.issues, relation, 'relation_added')),
    ...removed.flatMap((relation) => relationEntries(before.issues, relation, 'relation_removed')),
  ];
}

/** Entries about a relation, one on each of its issues. */
export function relationEntries(issues: readonly Issue[], relation: Relation, type: string): NewEntry[] {
  const named = (id: string) =>
    issues.filter((issue) => issue.id === id).map(({ number, title }) => ({ id, triage_id: `T-${number}`, title }));
  const { issue_id, related_issue_id, relation_type } = relation;
  const entry = (own: string, other: string, direction: string): NewEntry => ({
    issue_id: own,
    type,
    metadata: { relation_type, direction },
    referenced_issues: named(other),
  });
  return [entry(issue_id, related_issue_id, 'outgoing'), entry(related_issue_id, issue_id, 'incoming')];
}

/** Returns the items that only one of two lists has, by id. */
function differences<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]) {
  if (before === after) return { added: [], removed: [] };
  const [old, now] = [before, after].map((list) => new Set(list.map(({ id }) => id)));
  return {
    added: after.filter(({ id }) => old?.has(id) !== true),
    removed: before.filter(({ id }) => now?.has(id) !== true),
  };
}
