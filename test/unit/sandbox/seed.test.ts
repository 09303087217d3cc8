import { describe, expect, it } from 'vitest';
import { seedState } from '../../../src/sandbox/seed/index.ts';
import { all, sandbox, type CallBody, type FlagBody, type IssueBody, type LinkBody } from './support.ts';

interface RelationBody {
  issue_id: string;
  related_issue_id: string;
  related_triage_id: string;
  related_title: string;
  relation_type: string;
  created_at: string;
}

async function everything() {
  const client = await sandbox();
  const issues = await all<IssueBody>(client, '/v1/triage/issues');
  const { calls: items } = (await client.get('/v1/calls')).body as { calls: CallBody[] };
  const calls = new Map<string, CallBody>();
  for (const { call_id } of items) calls.set(call_id, (await client.get(`/v1/calls/${call_id}`)).body as CallBody);
  const of = async <T>(rest: string) => {
    const lists = await Promise.all(
      issues.map(async ({ id }) => await all<T>(client, `/v1/triage/issues/${id}/${rest}`)),
    );
    return new Map(issues.map(({ id }, index) => [id, lists[index] ?? []]));
  };
  return {
    client,
    issues,
    calls,
    links: await of<LinkBody>('resources'),
    flags: await of<FlagBody>('flags'),
    relations: await of<RelationBody>('relations'),
  };
}

describe('the sample data', () => {
  it('has issues of every status and severity, with codes from T-1001', async () => {
    const { issues } = await everything();
    const values = (field: 'status' | 'severity' | 'category') => new Set(issues.map((issue) => issue[field]));
    expect(issues.length).toBeGreaterThanOrEqual(12);
    expect([...values('status')].toSorted()).toEqual(['backlog', 'closed', 'done', 'in_progress', 'in_review', 'todo']);
    expect([...values('severity')].toSorted()).toEqual(['critical', 'high', 'low', 'medium']);
    expect(values('category').size).toBeGreaterThanOrEqual(6);
    expect(issues.map((issue) => issue.triage_id).toSorted()).toEqual(issues.map((_, index) => `T-${1001 + index}`));
  });

  it('has flags on the messages they name, word for word', async () => {
    const { calls, links, flags } = await everything();
    const onMessages = [...flags.values()].flat().filter((flag) => flag.message_index !== null);
    expect(onMessages.length).toBeGreaterThanOrEqual(8);
    expect(new Set(onMessages.map((flag) => flag.type)).size).toBeGreaterThanOrEqual(5);
    for (const flag of onMessages) {
      const row = calls.get(flag.call_id)!.transcripts[flag.message_index!];
      expect(row?.text, flag.note).toBe(flag.message_text);
    }
    for (const [issue, list] of flags) {
      const attached = links.get(issue)!.map((link) => link.resource_id);
      for (const flag of list) expect(attached, flag.note).toContain(flag.call_id);
    }
  });

  it('counts what is there', async () => {
    const { issues, links, flags, relations } = await everything();
    for (const issue of issues) {
      expect(issue, issue.triage_id).toMatchObject({
        resource_count: links.get(issue.id)!.length,
        flag_count: flags.get(issue.id)!.length,
        relation_count: relations.get(issue.id)!.length,
      });
    }
  });

  it('has relations of every type between issues that exist', async () => {
    const { issues, relations } = await everything();
    const list = [...relations.values()].flat();
    expect(new Set(list.map((relation) => relation.relation_type)).size).toBe(3);
    for (const relation of list) {
      const other = issues.find((issue) => issue.triage_id === relation.related_triage_id);
      expect(other?.title).toBe(relation.related_title);
      expect([relation.issue_id, relation.related_issue_id]).toContain(other?.id);
    }
  });

  it('has evidence of every kind, a call on two issues, one on none, and one resource that is gone', async () => {
    const { calls, links } = await everything();
    const list = [...links.values()].flat();
    const count = (keep: (link: LinkBody) => boolean) => list.filter(keep).length;
    expect(
      new Set(list.filter((link) => link.resource_type === 'sms_conversation').map((link) => link.resource_id)).size,
    ).toBe(2);
    expect(count((link) => link.resource_type === 'file')).toBe(1);
    expect(count((link) => link.status === 'unavailable')).toBe(1);
    const uses = [...calls.keys()].map((id) => count((link) => link.resource_id === id));
    expect(uses).toContain(2);
    expect(uses.filter((use) => use === 0)).toHaveLength(1);
  });

  it('has calls of 15 to 60 rows by all four speakers, with ids that have gaps', async () => {
    const { calls } = await everything();
    expect(calls.size).toBeGreaterThanOrEqual(8);
    const speakers = new Set<string>();
    for (const { transcripts } of calls.values()) {
      expect(transcripts.length).toBeGreaterThanOrEqual(15);
      expect(transcripts.length).toBeLessThanOrEqual(60);
      for (const row of transcripts) speakers.add(row.user);
      const ids = transcripts.map((row) => row.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.some((id, index) => index > 0 && id !== ids[index - 1]! + 1)).toBe(true);
    }
    expect([...speakers].toSorted()).toEqual(['agent-action', 'assistant', 'robot', 'user']);
    const rows = [...calls.values()].flatMap((call) => call.transcripts);
    expect(rows.some((row) => row.text.endsWith(' '))).toBe(true);
  });

  it('has one call whose rows are out of order, two of them at one moment, and one that is running', async () => {
    const { calls } = await everything();
    const times = (call: CallBody) => call.transcripts.map((row) => Date.parse(row.created_at));
    const unordered = [...calls.values()].filter((call) =>
      times(call).some((time, index) => time < (times(call)[index - 1] ?? 0)),
    );
    expect(unordered).toHaveLength(1);
    expect(new Set(times(unordered[0]!)).size).toBeLessThan(unordered[0]!.transcripts.length);
    const running = [...calls.values()].filter((call) => !call.completed);
    expect(running).toMatchObject([{ end_at: null, call_ended_by: null, summary: null, recording_url: null }]);
  });

  it('tells a story in the right order', async () => {
    const { issues, calls, links, flags, relations } = await everything();
    for (const issue of issues) {
      const happened = [links, flags, relations].flatMap((lists) =>
        (lists.get(issue.id) ?? []).map((one) => one.created_at),
      );
      for (const at of happened) {
        expect(
          at >= issue.created_at && at <= new Date(Date.parse(issue.last_activity_at) + 60_000).toISOString(),
          issue.triage_id,
        ).toBe(true);
      }
      for (const link of links.get(issue.id)!) {
        const call = calls.get(link.resource_id);
        if (call) expect(Date.parse(call.created_at), issue.triage_id).toBeLessThan(Date.parse(link.created_at));
      }
    }
    for (const call of calls.values()) {
      for (const row of call.transcripts) expect(Date.parse(row.created_at)).toBeLessThan(Date.now());
    }
  });

  it('has the same ids whenever it is made, and times that move with the moment', () => {
    const [then, later] = [seedState(Date.UTC(2026, 0, 1)), seedState(Date.UTC(2026, 6, 1, 12, 30, 15))];
    const ids = (state: typeof then) =>
      [state.issues, state.links, state.flags, state.relations, state.conversations].map((list) =>
        list.map(({ id }) => id),
      );
    expect(ids(then)).toEqual(ids(later));
    expect(
      ids(then)
        .flat()
        .every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    expect(later.issues.every((issue) => issue.created_at.endsWith(':00.000Z'))).toBe(true);
    expect(
      new Set(
        later.issues.map((issue, index) => Date.parse(issue.created_at) - Date.parse(then.issues[index]!.created_at)),
      ).size,
    ).toBe(1);
  });
});

describe('reset', () => {
  it('brings the sample data back', async () => {
    const { client, issues } = await everything();
    await client.post('/v1/triage/issues', { title: 'Gone soon', severity: 'low', category: 'Bug' });
    await client.post('/sandbox/import', { items: [{ name: 'a', content: { call_id: 'a', transcripts: [] } }] });
    expect((await client.post('/sandbox/reset', undefined)).body).toEqual({ reset: true, calls: 9, issues: 15 });
    const after = await all<IssueBody>(client, '/v1/triage/issues');
    expect(after.map((issue) => issue.id)).toEqual(issues.map((issue) => issue.id));
    expect((await client.get('/v1/calls/a')).status).toBe(404);
  });
});
