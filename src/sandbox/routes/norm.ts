import * as z from 'zod/mini';
import { data, notFound } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { requireIssue, withActivity } from '../state/issues.ts';
import { now } from '../time.ts';
import { normId, normName, sessionView } from '../state/norm.ts';
import { startRun, startSession } from '../state/norm-runs.ts';
import { pageOf } from '../state/pages.ts';

const emptyObject = z.strictObject({});
const prompt = z.strictObject({ detail: z.string().check(z.minLength(1), z.maxLength(4000)) });

const normProfile = {
  id: normId,
  provider_type: 'blandcode',
  display_name: normName,
  description: 'Reads issues and drafts changes. In the sandbox it only makes believe.',
  is_active: true,
};

/** List Agents, Create Session and Prompt Norm. Norm's response is in the activity. */
export const norm: Routes = (app, { store }) => {
  app.get('/v1/triage/agents', (c) =>
    data(
      c,
      pageOf([normProfile], readQuery(c, paging), 'agents', ({ id }) => [id]),
    ),
  );

  // Not documented: here, a second session does not end the first.
  app.post('/v1/triage/issues/:id/agent-sessions', async (c) => {
    // The body is optional, and an empty object.
    if (c.req.header('content-type') !== undefined) await readBody(c, emptyObject);
    const view = await store.change((before) => {
      const { id } = requireIssue(before, c.req.param('id'));
      const at = now();
      const { state, session } = startSession(before, id, at);
      return { state: withActivity(state, at, id), result: sessionView(state, session.id, at) };
    });
    return data(c, view, 201);
  });

  app.post('/v1/triage/issues/:id/agent-sessions/:sessionId/prompts', async (c) => {
    const { detail } = await readBody(c, prompt);
    const { id, sessionId } = c.req.param();
    const view = await store.change((before) => {
      const issue = requireIssue(before, id);
      const session = before.agent_sessions.find((one) => one.id === sessionId && one.issue_id === id);
      if (session === undefined) throw notFound('Agent session');
      const { state, run } = startRun(before, issue, session, detail, now());
      return { state, result: { session_id: session.id, run_id: run.id, intent: run.intent } };
    });
    return data(c, view, 202);
  });
};
