import { describe, expect, it } from 'vitest';
import {
  all,
  dataOf,
  freeCall,
  issueOf,
  refusal,
  sandbox,
  unknownId,
  type IssueBody,
  type LinkBody,
} from './support.ts';

const notFound = (what: string) => [404, refusal('not_found', `${what} not found`)];
const path = (id: string, rest: string) => `/v1/triage/issues/${id}/${rest}`;

describe('resources', () => {
  it('lists what is attached, and says what is no longer there', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1008');
    const links = await all<LinkBody>(client, path(id, 'resources'), 1);
    expect(links.map(({ status, title }) => ({ status, title }))).toEqual([
      { status: 'available', title: expect.stringContaining('disputed a doubled payment') as string },
      { status: 'unavailable', title: 'Caller gave up on hold after asking for billing.' },
    ]);
  });

  it('attaches once: 201, then 200 with the same link', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1009');
    const body = { resource_type: 'call', resource_id: await freeCall(client) };
    const first = await client.post(path(id, 'resources'), body);
    const second = await client.post(path(id, 'resources'), body);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect(await all(client, path(id, 'resources'))).toEqual([dataOf(first)]);
  });

  it('attaches conversations and files too, and one resource to several issues', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1009');
    const [sms] = await all<LinkBody>(client, path((await issueOf(client, 'T-1003')).id, 'resources')).then((links) =>
      links.filter((link) => link.resource_type === 'sms_conversation'),
    );
    const [file] = await all<LinkBody>(client, path((await issueOf(client, 'T-1005')).id, 'resources')).then((links) =>
      links.filter((link) => link.resource_type === 'file'),
    );
    for (const { resource_type, resource_id, title } of [sms!, file!]) {
      const answer = await client.post(path(id, 'resources'), { resource_type, resource_id });
      expect(dataOf(answer)).toMatchObject({ issue_id: id, resource_type, resource_id, title, status: 'available' });
    }
  });

  it('says which one is missing', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1009');
    const attach = async (issue: string, resource_type: string, resource_id: string) => {
      const answer = await client.post(path(issue, 'resources'), { resource_type, resource_id });
      return [answer.status, answer.body];
    };
    expect(await attach(unknownId, 'call', await freeCall(client))).toEqual(notFound('Issue'));
    expect(await attach(id, 'call', unknownId)).toEqual(notFound('Call'));
    expect(await attach(id, 'sms_conversation', await freeCall(client))).toEqual(notFound('SMS conversation'));
    expect(await attach(id, 'file', unknownId)).toEqual(notFound('File'));
  });

  it('refuses what is not one', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1009');
    for (const [body, at] of [
      [{ resource_type: 'video', resource_id: 'x' }, 'resource_type: '],
      [{ resource_type: 'call' }, 'resource_id: '],
      [{ resource_type: 'call', resource_id: 7 }, 'resource_id: '],
      [{ resource_type: 'call', resource_id: 'x', title: 'y' }, 'title: '],
    ] as const) {
      const answer = await client.post(path(id, 'resources'), body);
      expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.stringContaining(at))]);
    }
    expect((await client.get(path(id, 'resources?sort=x'))).status).toBe(400);
    expect((await client.get(path(unknownId, 'resources'))).status).toBe(404);
  });

  it('detaches by the id of the link, without a body, and once', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1008');
    const [link] = await all<LinkBody>(client, path(id, 'resources'));
    for (const wrong of [path(id, `resources/${link!.resource_id}`), path(unknownId, `resources/${link!.id}`)]) {
      const answer = await client.delete(wrong);
      expect([answer.status, answer.body]).toEqual(notFound('Resource'));
    }
    const answer = await client.delete(path(id, `resources/${link!.id}`));
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await client.delete(path(id, `resources/${link!.id}`))).status).toBe(404);
    expect((await client.get(`/v1/calls/${link!.resource_id}`)).status).toBe(200);
  });
});

describe('calls of an issue', () => {
  it('attaches idempotently and answers the issue', async () => {
    const client = await sandbox();
    const before = await issueOf(client, 'T-1009');
    const call = await freeCall(client);
    for (const _ of [1, 2]) {
      const answer = await client.put(path(before.id, `calls/${call}`));
      expect(answer.status).toBe(200);
      const after = dataOf<IssueBody>(answer);
      expect(after).toMatchObject({ id: before.id, resource_count: 1, has_unread_activity: true });
      expect(after.last_activity_at > before.last_activity_at).toBe(true);
    }
  });

  it('detaches once', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1009');
    const call = await freeCall(client);
    await client.put(path(id, `calls/${call}`));
    const answer = await client.delete(path(id, `calls/${call}`));
    expect([answer.status, answer.text]).toEqual([204, '']);
    const again = await client.delete(path(id, `calls/${call}`));
    expect([again.status, again.body]).toEqual(notFound('Resource'));
  });

  it('says which one is missing', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1009');
    const noIssue = await client.put(path(unknownId, `calls/${await freeCall(client)}`));
    expect([noIssue.status, noIssue.body]).toEqual(notFound('Issue'));
    const noCall = await client.put(path(id, `calls/${unknownId}`));
    expect([noCall.status, noCall.body]).toEqual(notFound('Call'));
  });
});

describe('relations', () => {
  interface RelationBody {
    id: string;
    issue_id: string;
    related_issue_id: string;
    related_triage_id: string;
    related_title: string;
    relation_type: string;
    direction: string;
  }

  it('are seen from both sides', async () => {
    const client = await sandbox();
    const [duplicate, original] = [await issueOf(client, 'T-1004'), await issueOf(client, 'T-1003')];
    const [out] = await all<RelationBody>(client, path(duplicate.id, 'relations'));
    const [incoming] = await all<RelationBody>(client, path(original.id, 'relations'));
    expect(out).toMatchObject({
      related_triage_id: 'T-1003',
      related_title: original.title,
      relation_type: 'duplicate_of',
      direction: 'outgoing',
    });
    expect(incoming).toEqual({
      ...out,
      related_triage_id: 'T-1004',
      related_title: duplicate.title,
      direction: 'incoming',
    });
  });

  it('are made once per type and direction', async () => {
    const client = await sandbox();
    const [one, other] = [await issueOf(client, 'T-1009'), await issueOf(client, 'T-1010')];
    const link = async (from: string, to: string, relation_type: string) =>
      await client.post(path(from, 'relations'), { related_issue_id: to, relation_type });
    const first = await link(one.id, other.id, 'blocks');
    expect(first.status).toBe(201);
    expect(dataOf(first)).toMatchObject({
      issue_id: one.id,
      related_issue_id: other.id,
      related_triage_id: 'T-1010',
      direction: 'outgoing',
    });
    const second = await link(one.id, other.id, 'blocks');
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await link(other.id, one.id, 'blocks')).status).toBe(201);
    expect((await link(one.id, other.id, 'related_to')).status).toBe(201);
    expect((await issueOf(client, 'T-1009')).relation_count).toBe(3);
  });

  it('are removed from either side', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1003');
    const [relation] = await all<RelationBody>(client, path(id, 'relations'));
    const elsewhere = await client.delete(path((await issueOf(client, 'T-1009')).id, `relations/${relation!.id}`));
    expect([elsewhere.status, elsewhere.body]).toEqual(notFound('Relation'));
    const answer = await client.delete(path(id, `relations/${relation!.id}`));
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await issueOf(client, 'T-1004')).relation_count).toBe(0);
    expect((await client.delete(path(id, `relations/${relation!.id}`))).status).toBe(404);
  });

  it('refuses itself, the unknown and the wrong', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1003');
    const link = async (from: string, body: unknown) => {
      const answer = await client.post(path(from, 'relations'), body);
      return [answer.status, answer.body];
    };
    const blocks = { relation_type: 'blocks' };
    const bad = (at: string) => [400, refusal('bad_request', expect.stringContaining(at))];
    expect(await link(id, { ...blocks, related_issue_id: id })).toEqual(bad('related_issue_id: '));
    expect(await link(id, { ...blocks, related_issue_id: unknownId })).toEqual(notFound('Issue'));
    expect(await link(unknownId, { ...blocks, related_issue_id: id })).toEqual(notFound('Issue'));
    expect(await link(id, { relation_type: 'is_like', related_issue_id: id })).toEqual(bad('relation_type: '));
    expect(await link(id, { ...blocks, related_issue_id: id, note: 'x' })).toEqual(bad('note: '));
  });
});

describe('categories', () => {
  it('are the default ones, alphabetically, page by page', async () => {
    const client = await sandbox();
    const items = await all<{ id: string; name: string }>(client, '/v1/triage/categories', 3);
    expect(items.map(({ name }) => name)).toEqual([
      'Bug',
      'Dialogue',
      'Latency',
      'Routing',
      'Speech',
      'Telephony',
      'Tools',
      'Transcription',
    ]);
    expect(items[0]).toMatchObject({ id: 'built-in:bug', org_id: expect.any(String) as string });
  });
});
