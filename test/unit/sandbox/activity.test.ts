import { describe, expect, it } from 'vitest';
import { all, dataOf, freeCall, issueOf, refusal, sandbox, unknownId, type Client, type LinkBody } from './support.ts';

interface EntryBody {
  id: string;
  entry_kind: string;
  type: string;
  actor: { kind: string; label: string };
  detail: string;
  metadata: Record<string, unknown> | null;
  created_at: string;
  resources?: { id: string; resource_id: string }[];
  referenced_issues?: { triage_id: string }[];
  agent_session?: { id: string; status: string };
  artifact?: { status: string; title: string } | null;
}
interface RunBody {
  session_id: string;
  run_id: string;
  intent: string;
}
interface NormIssue {
  is_processing: boolean;
  latest_agent_session: { id: string; status: string } | null;
  last_activity_at: string;
}

async function prepared(code = 'T-1008') {
  const client = await sandbox();
  const issue = await issueOf(client, code);
  const path = `/v1/triage/issues/${issue.id}`;
  const entries = async () => await all<EntryBody>(client, `${path}/activity`);
  return { client, issue, path, entries };
}

/** Resolves to the entries as soon as one of them matches. */
async function until(entries: () => Promise<EntryBody[]>, meant: (entry: EntryBody) => boolean): Promise<EntryBody[]> {
  for (;;) {
    const now = await entries();
    if (now.some(meant)) return now;
  }
}

async function prompted(client: Client, path: string, detail: string): Promise<RunBody> {
  const session = dataOf<{ id: string }>(await client.post(`${path}/agent-sessions`, {}));
  const answer = await client.post(`${path}/agent-sessions/${session.id}/prompts`, { detail });
  expect(answer.status).toBe(202);
  const run = dataOf<RunBody>(answer);
  expect(run.session_id).toBe(session.id);
  return run;
}

describe('List Activity', () => {
  it('tells what made the sample data, newest first, page by page', async () => {
    const { client, path, entries } = await prepared('T-1002');
    const list = await entries();
    const times = list.map(({ created_at }) => created_at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(list.at(-1)?.type).toBe('created');
    const types = new Set(list.map(({ type }) => type));
    for (const type of ['resource_added', 'flag_added', 'status_changed', 'comment', 'prompt', 'thought', 'response']) {
      expect(types).toContain(type);
    }
    expect(await all(client, `${path}/activity`, 2)).toEqual(list);
  });

  it('refuses an issue that is not there, and what no list takes', async () => {
    const { client, path } = await prepared();
    const answer = await client.get(`/v1/triage/issues/${unknownId}/activity`);
    expect([answer.status, answer.body]).toEqual([404, refusal('not_found', 'Issue not found')]);
    expect((await client.get(`${path}/activity?limit=101`)).status).toBe(400);
    expect((await client.get(`${path}/activity?type=comment`)).status).toBe(400);
  });

  it('has an entry for what each operation does, and none for what changes nothing', async () => {
    const { client, issue, path, entries } = await prepared();
    const before = (await entries()).length;
    const other = await issueOf(client, 'T-1009');
    const call = await freeCall(client);
    const attach = { resource_type: 'call', resource_id: call };
    const link = dataOf<LinkBody>(await client.post(`${path}/resources`, attach));
    await client.post(`${path}/resources`, attach);
    const flag = dataOf<{ id: string }>(
      await client.post(`${path}/flags`, { call_id: call, type: 'dead_air', note: 'N' }),
    );
    await client.delete(`${path}/flags/${flag.id}`);
    const relation = dataOf<{ id: string }>(
      await client.post(`${path}/relations`, { related_issue_id: other.id, relation_type: 'blocks' }),
    );
    await client.delete(`/v1/triage/issues/${other.id}/relations/${relation.id}`);
    await client.delete(`${path}/resources/${link.id}`);
    const told = (await entries()).toReversed().slice(before);
    expect(told.map(({ type }) => type)).toEqual([
      'resource_added',
      'flag_added',
      'flag_removed',
      'relation_added',
      'relation_removed',
      'resource_removed',
    ]);
    expect(told[0]?.resources?.map(({ id }) => id)).toEqual([link.id]);
    expect(told[1]).toMatchObject({ detail: 'N', metadata: { flag_id: flag.id, flag_type: 'dead_air' } });
    expect(told[3]).toMatchObject({
      metadata: { direction: 'outgoing' },
      referenced_issues: [{ triage_id: 'T-1009' }],
    });
    const [seen] = (await all<EntryBody>(client, `/v1/triage/issues/${other.id}/activity`)).filter(
      ({ type }) => type === 'relation_added',
    );
    expect(seen).toMatchObject({
      metadata: { direction: 'incoming' },
      referenced_issues: [{ triage_id: issue.triage_id }],
    });
  });

  it('begins with the creation of an issue', async () => {
    const client = await sandbox();
    const call = await freeCall(client);
    const body = { title: 'New', severity: 'low', category: 'Bug' };
    const links = { resource_links: [{ resource_type: 'call', resource_id: call }] };
    const { id } = dataOf<{ id: string }>(await client.post('/v1/triage/issues', { ...body, ...links }));
    const list = await all<EntryBody>(client, `/v1/triage/issues/${id}/activity`);
    expect(list.map(({ type }) => type)).toEqual(['resource_added', 'created']);
  });
});

describe('Add Comment', () => {
  it('answers 201 and the entry, with its links as they were', async () => {
    const { client, path, entries } = await prepared();
    const [link] = await all<LinkBody>(client, `${path}/resources`);
    const body = { detail: ' Zwei Zeilen\n🙃 ', resource_link_ids: [link!.id] };
    const answer = await client.post(`${path}/comments`, body);
    expect(answer.status).toBe(201);
    const entry = dataOf<EntryBody>(answer);
    expect(entry).toMatchObject({ entry_kind: 'issue', type: 'comment', detail: body.detail, actor: { kind: 'user' } });
    expect(entry.resources).toMatchObject([link!]);
    expect((await entries())[0]).toEqual(entry);
    expect(await issueOf(client, 'T-1008')).toMatchObject({
      has_unread_activity: true,
      last_activity_at: entry.created_at,
    });
  });

  it.each([
    [{}, 400],
    [{ detail: '' }, 400],
    [{ detail: 'x'.repeat(4001) }, 400],
    [{ detail: 'x', resource_link_ids: null }, 400],
    [{ detail: 'x', text: 'x' }, 400],
    [{ detail: 'x', resource_link_ids: [unknownId] }, 404],
  ])('refuses %j with %i, and stores nothing', async (body, status) => {
    const { client, path, entries } = await prepared();
    const before = await entries();
    expect((await client.post(`${path}/comments`, body)).status).toBe(status);
    expect((await client.post(`/v1/triage/issues/${unknownId}/comments`, { detail: 'x' })).status).toBe(404);
    expect(await entries()).toEqual(before);
  });

  it('gives a text with @norm to Norm, which may write unless the text says otherwise', async () => {
    const { client, path, entries } = await prepared();
    await client.post(`${path}/comments`, { detail: 'Hey @norm /status please' });
    await client.post(`${path}/comments`, { detail: '@norm verify it' });
    const prompts = (await entries()).filter(({ type }) => type === 'prompt');
    expect(prompts.map(({ detail, metadata }) => [detail, metadata?.['intent']])).toEqual([
      ['it', 'verify'],
      ['Hey  /status please', 'fix'],
    ]);
    expect(new Set(prompts.map(({ agent_session }) => agent_session?.id)).size).toBe(1);
  });
});

describe('Norm', () => {
  it('is the one agent', async () => {
    const { client } = await prepared();
    expect(await all(client, '/v1/triage/agents')).toMatchObject([{ display_name: 'Norm', is_active: true }]);
  });

  it.each([
    ['/status', 'status', ['thought', 'response']],
    ['verify the flags', 'verify', ['thought', 'action', 'response']],
    ['/debug it', 'fix', ['thought', 'action', 'artifact', 'response']],
    ['Make it better', 'fix', ['thought', 'action', 'artifact', 'response']],
  ])('reads %j as %s, works, and answers in the activity', async (detail, intent, steps) => {
    const { client, issue, path, entries } = await prepared();
    const run = await prompted(client, path, detail);
    expect(run.intent).toBe(intent);
    const working = dataOf<NormIssue>(await client.get(path));
    expect(working).toMatchObject({ is_processing: true, latest_agent_session: { status: 'active' } });
    const of = (list: EntryBody[]) => list.filter(({ metadata }) => metadata?.['run_id'] === run.run_id);
    const list = of(await until(entries, (entry) => entry.type === 'response'));
    expect(list.toReversed().map(({ type }) => type)).toEqual(steps);
    expect(list.every(({ entry_kind, actor }) => entry_kind === 'agent' && actor.label === 'Norm')).toBe(true);
    const done = dataOf<NormIssue>(await client.get(path));
    expect(done).toMatchObject({
      is_processing: false,
      latest_agent_session: { id: run.session_id, status: 'complete' },
    });
    expect(done.last_activity_at > issue.last_activity_at).toBe(true);
  });

  it.each(['/fix', '/status'])(
    'asks back at %s when there is nothing to go by, and goes on in the same session',
    async (detail) => {
      const { client, path, entries } = await prepared('T-1010');
      const { session_id } = await prompted(client, path, detail);
      await until(entries, ({ type }) => type === 'response');
      expect(dataOf<NormIssue>(await client.get(path)).latest_agent_session).toMatchObject({
        status: 'awaiting_input',
      });
      await client.post(`${path}/agent-sessions/${session_id}/prompts`, { detail: 'The one of Monday' });
      await until(entries, ({ type }) => type === 'artifact');
    },
  );

  it('refuses what is not there and what is no prompt', async () => {
    const { client, path } = await prepared();
    const other = await issueOf(client, 'T-1009');
    const { session_id } = await prompted(client, path, '/status');
    const prompts = (issue: string, session: string) => `${issue}/agent-sessions/${session}/prompts`;
    const elsewhere = `/v1/triage/issues/${other.id}`;
    expect((await client.post(prompts(elsewhere, session_id), { detail: 'x' })).status).toBe(404);
    expect((await client.post(prompts(path, unknownId), { detail: 'x' })).status).toBe(404);
    expect((await client.post(`/v1/triage/issues/${unknownId}/agent-sessions`, {})).status).toBe(404);
    expect((await client.call('POST', `${path}/agent-sessions`)).status).toBe(201);
    expect((await client.post(`${path}/agent-sessions`, { agent: 'x' })).status).toBe(400);
    for (const body of [{}, { detail: '' }, { detail: 'x'.repeat(4001) }, { detail: 'x', intent: 'fix' }]) {
      expect((await client.post(prompts(path, session_id), body)).status).toBe(400);
    }
  });
});

describe('Get Affected Context', () => {
  it('names the calls and their pathways', async () => {
    const { client, path } = await prepared();
    const links = await all<LinkBody>(client, `${path}/resources`);
    const call = links.find((link) => link.resource_type === 'call');
    const answer = dataOf<{ calls: { call_id: string }[]; pathways: { call_ids: string[] }[] }>(
      await client.get(`${path}/affected`),
    );
    expect(answer.calls.map(({ call_id }) => call_id)).toContain(call?.resource_id);
    expect(answer.pathways.flatMap(({ call_ids }) => call_ids)).toContain(call?.resource_id);
    expect((await client.get(`/v1/triage/issues/${unknownId}/affected`)).status).toBe(404);
  });
});

describe('alert bindings', () => {
  it('are made once, listed, counted and taken off; an alert that is not there is refused', async () => {
    const { client, path } = await prepared();
    const { seedAlerts } = await import('../../../src/sandbox/seed/alerts.ts');
    const { active_alert_id, alert_config_id } = seedAlerts[0];
    const body = { active_alert_id, alert_config_id };
    const made = await client.post(`${path}/alert-bindings`, body);
    expect([made.status, (await client.post(`${path}/alert-bindings`, body)).status]).toEqual([201, 200]);
    const binding = dataOf<{ id: string }>(made);
    expect(await all(client, `${path}/alert-bindings`)).toEqual([binding]);
    expect(await issueOf(client, 'T-1008')).toMatchObject({ linked_alert_count: 1 });
    const bound = await all<{ triage_id: string }>(client, '/v1/triage/issues?has_alert=true');
    expect(bound.map(({ triage_id }) => triage_id)).toEqual(['T-1008']);
    expect((await client.delete(`${path}/alert-bindings/${binding.id}`)).status).toBe(204);
    const again = await client.delete(`${path}/alert-bindings/${binding.id}`);
    expect([again.status, again.body]).toEqual([404, refusal('not_found', 'Alert binding not found')]);
    const unknown = await client.post(`${path}/alert-bindings`, { ...body, active_alert_id: unknownId });
    expect([unknown.status, unknown.body]).toEqual([404, refusal('not_found', 'Alert not found')]);
    expect((await client.post(`${path}/alert-bindings`, { active_alert_id })).status).toBe(400);
  });

  it('answer 409 where a switch says that they are not configured', async () => {
    const { client, path } = await prepared();
    const fault = { kind: 'status', status: 409 };
    await client.post('/sandbox/faults', {
      match: { method: 'POST', path: `${path}/alert-bindings` },
      times: 1,
      fault,
    });
    expect((await client.post(`${path}/alert-bindings`, { active_alert_id: 'a', alert_config_id: 'b' })).status).toBe(
      409,
    );
  });
});
