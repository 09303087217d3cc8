import * as z from 'zod/mini';
import { data, notFound } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { seedPeople } from '../seed/people.ts';
import { addEntry } from '../state/history.ts';
import { requireIssue, withActivity } from '../state/issues.ts';
import { startRun, startSession } from '../state/norm-runs.ts';
import { normId, normName, sessionView } from '../state/norm.ts';
import { pageOf } from '../state/pages.ts';
import { linkView } from '../state/resources.ts';
import type { ActivityEntry, Issue, Run, State } from '../state/schema.ts';
import { now } from '../time.ts';

const newComment = z.strictObject({
  detail: z.string().check(z.minLength(1), z.maxLength(4000)),
  resource_link_ids: z._default(z.array(z.string().check(z.minLength(1))), () => []),
});

/** List Activity (newest first) and Add Comment, under /v1/triage/issues/{id}. */
export const activity: Routes = (app, { store }) => {
  app.get('/v1/triage/issues/:id/activity', async (c) => {
    const asked = readQuery(c, paging);
    const state = await store.read();
    const { id } = requireIssue(state, c.req.param('id'));
    const all = activityOf(state, id, now());
    const page = pageOf(all, asked, 'activity', ({ seq, view }) => [view.created_at, seq, view.id], -1);
    return data(c, { ...page, items: page.items.map(({ view }) => view) });
  });

  // A mention of `@norm` gives the rest of the text to Norm.
  app.post('/v1/triage/issues/:id/comments', async (c) => {
    const wanted = await readBody(c, newComment);
    const view = await store.change((before) => {
      const issue = requireIssue(before, c.req.param('id'));
      const at = now();
      const resources = wanted.resource_link_ids.map((id) => {
        const link = before.links.find((one) => one.id === id && one.issue_id === issue.id);
        // Not documented: here, a link of another issue is not found.
        if (link === undefined) throw notFound('Resource');
        return linkView(before, link);
      });
      const comment = { issue_id: issue.id, type: 'comment', detail: wanted.detail, resources };
      const commented = withActivity(addEntry(before, at, comment), at, issue.id);
      const entry = commented.activity.at(-1);
      if (entry === undefined) throw notFound('Comment');
      const state = /@norm/i.test(wanted.detail) ? runNorm(commented, issue, wanted.detail, at) : commented;
      return { state, result: entryView(state, entry, at) };
    });
    return data(c, view, 201);
  });
};

function runNorm(before: State, issue: Issue, detail: string, at: string): State {
  const existing = before.agent_sessions.findLast((session) => session.issue_id === issue.id);
  const { state, session } =
    existing === undefined ? startSession(before, issue.id, at) : { state: before, session: existing };
  const prompt = detail.replace(/@norm\b/gi, '').trim();
  return startRun(state, issue, session, prompt, at).state;
}

const agentTypes: readonly string[] = ['session_started', 'prompt', 'session_stopped'];

/** Returns the entries of an issue and Norm's steps until a time, unordered. */
function activityOf(state: State, issueId: string, at: string) {
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
function entryView(state: State, entry: ActivityEntry, at: string) {
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

const memberNames: ReadonlyMap<string, string> = new Map(seedPeople.map(({ id, first }) => [id, first]));

function actorOf(state: State, id: string | null) {
  if (id === null) return { kind: 'system', id: 'system', label: 'System', avatar_url: null };
  const label = id === state.user_id ? 'Sandbox user' : (memberNames.get(id) ?? id);
  return { kind: 'user', id, label, avatar_url: null };
}
