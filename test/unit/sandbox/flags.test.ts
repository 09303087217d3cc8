import { describe, expect, it } from 'vitest';
import {
  all,
  dataOf,
  freeCall,
  issueOf,
  refusal,
  sandbox,
  unknownId,
  type FlagBody,
  type LinkBody,
} from './support.ts';

interface TypeBody {
  type: string;
  description: string;
  usage_count: number;
  last_used_at: string;
}

async function prepared() {
  const client = await sandbox();
  const issue = await issueOf(client, 'T-1008');
  const path = `/v1/triage/issues/${issue.id}/flags`;
  const links = await all<LinkBody>(client, `/v1/triage/issues/${issue.id}/resources`);
  return { client, issue, path, call: links[0]!.resource_id };
}

describe('Add Flag', () => {
  it('answers 201 and the flag, and gives it back as it was sent', async () => {
    const { client, issue, path, call } = await prepared();
    const body = {
      call_id: call,
      type: 'dead_air',
      note: 'n'.repeat(4000),
      node_id: 'hold',
      node_name: 'Hold',
      message_index: 20,
      message_text: 'Hello? ',
    };
    const answer = await client.post(path, body);
    expect(answer.status).toBe(201);
    const flag = dataOf<FlagBody>(answer);
    expect(flag).toMatchObject({ ...body, issue_id: issue.id });
    expect(flag.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(await all(client, path)).toContainEqual(flag);
    const after = await issueOf(client, 'T-1008');
    expect(after).toMatchObject({ flag_count: issue.flag_count + 1, has_unread_activity: true });
    expect(after.last_activity_at).toBe(flag.created_at);
  });

  it('answers an empty note and nulls for what is not said', async () => {
    const { client, path, call } = await prepared();
    expect(dataOf(await client.post(path, { call_id: call, type: 'dead_air' }))).toMatchObject({
      note: '',
      node_id: null,
      node_name: null,
      message_index: null,
      message_text: null,
    });
  });

  it.each([
    ['Missed Handoff', 'missed_handoff'],
    ['  Dead -- air! ', 'dead_air'],
    ['wrong_value', 'wrong_value'],
    ['Réponse 2', 'réponse_2'],
  ])('stores the type %j as %s', async (given, stored) => {
    const { client, path, call } = await prepared();
    expect(dataOf<FlagBody>(await client.post(path, { call_id: call, type: given })).type).toBe(stored);
  });

  it('is not idempotent', async () => {
    const { client, path, call } = await prepared();
    const before = (await all(client, path)).length;
    for (const _ of [1, 2]) await client.post(path, { call_id: call, type: 'dead_air' });
    expect(await all(client, path)).toHaveLength(before + 2);
  });

  it('refuses a call that is not attached, known or not, in the documented words', async () => {
    const { client, path } = await prepared();
    for (const call_id of [await freeCall(client), unknownId]) {
      const answer = await client.post(path, { call_id, type: 'dead_air' });
      expect([answer.status, answer.body]).toEqual([
        409,
        { data: null, errors: [{ error: 'call_not_attached', message: 'Call must be attached to issue first' }] },
      ]);
    }
  });

  it('needs the call on this issue, not on another', async () => {
    const { client, call } = await prepared();
    const { id } = await issueOf(client, 'T-1009');
    const body = { call_id: call, type: 'dead_air' };
    expect((await client.post(`/v1/triage/issues/${id}/flags`, body)).status).toBe(409);
    await client.put(`/v1/triage/issues/${id}/calls/${call}`);
    expect((await client.post(`/v1/triage/issues/${id}/flags`, body)).status).toBe(201);
  });

  it.each([
    [{ call_id: undefined }, 'call_id: '],
    [{ type: undefined }, 'type: '],
    [{ type: '' }, 'type: '],
    [{ type: '?!' }, 'type: '],
    [{ note: '' }, 'note: '],
    [{ note: 'n'.repeat(4001) }, 'note: '],
    [{ note: null }, 'note: '],
    [{ message_index: -1 }, 'message_index: '],
    [{ message_index: 1.5 }, 'message_index: '],
    [{ message_index: '3' }, 'message_index: '],
    [{ message_text: 5 }, 'message_text: '],
    [{ node_id: '' }, 'node_id: '],
    [{ messageIndex: 3 }, 'messageIndex: '],
  ])('refuses what is wrong: case %#', async (wrong, at) => {
    const { client, path, call } = await prepared();
    const before = await all(client, path);
    const answer = await client.post(path, { call_id: call, type: 'dead_air', ...wrong });
    expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.stringContaining(at))]);
    expect(await all(client, path)).toEqual(before);
  });

  it('does not know the issue', async () => {
    const { client, call } = await prepared();
    for (const id of [unknownId, 'T-1008']) {
      const answer = await client.post(`/v1/triage/issues/${id}/flags`, { call_id: call, type: 'dead_air' });
      expect([answer.status, answer.body]).toEqual([404, refusal('not_found', 'Issue not found')]);
    }
  });

  it('keeps any text as it is', async () => {
    const { client, path, call } = await prepared();
    const text = '<img src=x onerror=alert(1)>\u0000\u202e\ud83d\udea9 $& __proto__ ';
    const body = { call_id: call, type: 'dead_air', note: text, message_text: text, message_index: 3 };
    const { id } = dataOf<FlagBody>(await client.post(path, body));
    const kept = (await all<FlagBody>(client, path)).find((flag) => flag.id === id);
    expect(kept).toMatchObject({ note: text, message_text: text });
  });
});

describe('List and Remove Flag', () => {
  it('pages in the order they were made', async () => {
    const { client, path } = await prepared();
    const flags = await all<FlagBody>(client, path, 1);
    expect(flags).toEqual(await all(client, path));
    const times = flags.map((flag) => flag.created_at);
    expect(times).toEqual(times.toSorted());
    expect((await client.get('/v1/triage/issues/T-1008/flags')).status).toBe(404);
    expect((await client.get(`${path}?call_id=x`)).status).toBe(400);
  });

  it('removes once, on its own issue', async () => {
    const { client, path } = await prepared();
    const [flag] = await all<FlagBody>(client, path);
    const other = await issueOf(client, 'T-1002');
    const elsewhere = await client.delete(`/v1/triage/issues/${other.id}/flags/${flag!.id}`);
    expect([elsewhere.status, elsewhere.body]).toEqual([404, refusal('not_found', 'Flag not found')]);
    const answer = await client.delete(`${path}/${flag!.id}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await client.delete(`${path}/${flag!.id}`)).status).toBe(404);
    expect(await all(client, path)).not.toContainEqual(flag);
  });
});

describe('List Flag Types', () => {
  it('counts the flags there are, and takes the note of the newest', async () => {
    const { client, path, call } = await prepared();
    const typeOf = async (type: string) =>
      (await all<TypeBody>(client, '/v1/triage/flag-types', 2)).find((entry) => entry.type === type);
    expect(await typeOf('brand_new')).toBeUndefined();
    const first = dataOf<FlagBody>(await client.post(path, { call_id: call, type: 'Brand New', note: 'first' }));
    const second = dataOf<FlagBody>(await client.post(path, { call_id: call, type: 'brand_new', note: 'second' }));
    expect(await typeOf('brand_new')).toEqual({
      type: 'brand_new',
      description: 'second',
      usage_count: 2,
      last_used_at: second.created_at,
    });
    await client.delete(`${path}/${second.id}`);
    expect(await typeOf('brand_new')).toMatchObject({ description: 'first', usage_count: 1 });
    await client.delete(`${path}/${first.id}`);
    expect(await typeOf('brand_new')).toBeUndefined();
  });

  it('adds up to the flags of all issues', async () => {
    const client = await sandbox();
    const counts = (await all<TypeBody>(client, '/v1/triage/flag-types')).map((entry) => entry.usage_count);
    const issues = await all<{ flag_count: number }>(client, '/v1/triage/issues');
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    expect(sum(counts)).toBe(sum(issues.map((issue) => issue.flag_count)));
  });
});
