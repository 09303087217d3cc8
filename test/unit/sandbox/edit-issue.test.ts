import { describe, expect, it } from 'vitest';
import { all, dataOf, issueOf, refusal, sandbox, unknownId, type IssueBody, type LinkBody } from './support.ts';

const list = '/v1/triage/issues';
const path = (id: string): string => `${list}/${id}`;
const noIssue = [404, refusal('not_found', 'Issue not found')];

describe('Update Issue', () => {
  it('changes what is given, leaves the rest, and answers the whole issue', async () => {
    const client = await sandbox();
    const before = await issueOf(client, 'T-1008');
    const change = { title: 'A', description: '', status: 'closed', severity: 'low', category: 'My own' };
    const answer = await client.patch(path(before.id), { ...change, owner_id: 'o', assignee_id: 'a' });
    expect(answer.status).toBe(200);
    const after = dataOf<IssueBody & { updated_at: string }>(answer);
    expect(after).toEqual({
      ...before,
      ...change,
      owner_id: 'o',
      assignee_id: 'a',
      updated_at: expect.any(String) as string,
      last_activity_at: after.updated_at,
      has_unread_activity: true,
    });
    expect(after.last_activity_at > before.last_activity_at).toBe(true);
    expect(dataOf(await client.get(path(before.id)))).toEqual(after);
  });

  it('clears a person by null, and takes an empty body for nothing to do', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1008');
    await client.patch(path(id), { owner_id: 'o', assignee_id: 'a' });
    const cleared = await client.patch(path(id), { assignee_id: null });
    expect(dataOf(cleared)).toMatchObject({ owner_id: 'o', assignee_id: null });
    const nothing = await client.patch(path(id), {});
    expect([nothing.status, nothing.body]).toEqual([200, cleared.body]);
  });

  it.each([
    [{ title: '' }, 'title: '],
    [{ title: 't'.repeat(201) }, 'title: '],
    [{ title: null }, 'title: '],
    [{ description: 'd'.repeat(10_001) }, 'description: '],
    [{ description: null }, 'description: '],
    [{ status: 'open' }, 'status: '],
    [{ severity: 'urgent' }, 'severity: '],
    [{ category: '' }, 'category: '],
    [{ category: 'c'.repeat(65) }, 'category: '],
    [{ assignee_id: '' }, 'assignee_id: '],
    [{ source: 'client' }, 'source: '],
    [{ resource_links: [] }, 'resource_links: '],
    [{ assigneeId: 'x' }, 'assigneeId: '],
    [[], 'body: '],
  ])('refuses what is wrong and changes nothing: case %#', async (wrong, at) => {
    const client = await sandbox();
    const before = await issueOf(client, 'T-1008');
    const body = Array.isArray(wrong) ? wrong : { status: 'done', ...wrong };
    const answer = await client.patch(path(before.id), body);
    expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.stringContaining(at))]);
    expect(dataOf(await client.get(path(before.id)))).toEqual(before);
  });

  it('names every path at fault, and knows ids only', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1008');
    const { body } = await client.patch(path(id), { title: '', colour: 'red' });
    const { message } = (body as { errors: { message: string }[] }).errors[0]!;
    for (const at of ['title: ', 'colour: ']) expect(message).toContain(at);
    for (const wrong of [unknownId, 'T-1008']) {
      const answer = await client.patch(path(wrong), { status: 'done' });
      expect([answer.status, answer.body]).toEqual(noIssue);
    }
  });
});

describe('Delete Issue', () => {
  it('takes what hangs on it along, on both sides of a relation, and leaves the calls', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1003');
    expect((await issueOf(client, 'T-1004')).relation_count).toBe(1);
    const links = await all<LinkBody>(client, `${path(id)}/resources`);
    const call = links.find((link) => link.resource_type === 'call' && link.status === 'available');
    const answer = await client.delete(path(id));
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await issueOf(client, 'T-1004')).relation_count).toBe(0);
    expect(await all(client, path((await issueOf(client, 'T-1004')).id) + '/relations')).toEqual([]);
    expect((await client.get(`/v1/calls/${call!.resource_id}`)).status).toBe(200);
    for (const under of ['', '/resources', '/flags', '/relations']) {
      expect((await client.get(`${path(id)}${under}`)).status, under).toBe(404);
    }
    const again = await client.delete(path(id));
    expect([again.status, again.body]).toEqual(noIssue);
    expect((await client.delete(path('T-1004'))).status).toBe(404);
  });

  it('never gives its number again', async () => {
    const client = await sandbox();
    const least = { title: 'A', severity: 'low', category: 'Bug' };
    const made = dataOf<IssueBody>(await client.post(list, least));
    await client.delete(path(made.id));
    expect(dataOf<IssueBody>(await client.post(list, least)).number).toBe(made.number + 1);
  });
});

describe('Create Category', () => {
  const categories = '/v1/triage/categories';

  it('adds a name as it is written, once', async () => {
    const client = await sandbox();
    const answer = await client.post(categories, { name: 'Hand-off' });
    expect(answer.status).toBe(201);
    const made = dataOf<{ id: string; name: string }>(answer);
    expect(made.name).toBe('Hand-off');
    const again = await client.post(categories, { name: 'Hand-off' });
    expect([again.status, again.body]).toEqual([200, answer.body]);
    const names = (await all<{ name: string }>(client, categories, 4)).map(({ name }) => name);
    expect(names).toHaveLength(9);
    expect(names.indexOf('Hand-off')).toBe(names.indexOf('Dialogue') + 1);
  });

  it.each([
    [{ name: '' }, 'name: '],
    [{ name: 'c'.repeat(65) }, 'name: '],
    [{}, 'name: '],
    [{ name: 'x', colour: 'red' }, 'colour: '],
  ])('refuses what is wrong: case %#', async (body, at) => {
    const client = await sandbox();
    const answer = await client.post(categories, body);
    expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.stringContaining(at))]);
  });
});

describe('the members of the organisation', () => {
  it('are everyone that issues name, the owner of the key among them', async () => {
    const client = await sandbox();
    const issues = await all<IssueBody & { org_id: string; author_id: string }>(client, list);
    const [first] = issues;
    const answer = await client.get(`/v1/orgs/${first!.org_id}/members`);
    const members = dataOf<{ user_id: string; first_name: string; is_owner: boolean }[]>(answer);
    expect(members.filter((member) => member.is_owner)).toHaveLength(1);
    expect(members.every((member) => member.first_name !== '')).toBe(true);
    const named = issues.flatMap((issue) => [issue.author_id, issue.owner_id, issue.assignee_id]);
    const known = new Set<string | null>([null, ...members.map((member) => member.user_id)]);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('are those of the own organisation only', async () => {
    const client = await sandbox();
    const answer = await client.get(`/v1/orgs/${unknownId}/members`);
    expect([answer.status, answer.body]).toEqual([404, refusal('not_found', 'Organization not found')]);
  });
});
