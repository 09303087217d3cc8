import { describe, expect, it } from 'vitest';
import { all, issueOf, refusal, sandbox, unknownId, type CallBody, type Client, type LinkBody } from './support.ts';

interface CallList {
  status: string;
  total_count: number;
  count: number;
  calls: (CallBody & Record<string, unknown>)[];
}

const list = async (client: Client, query = ''): Promise<CallList> =>
  (await client.get(`/v1/calls${query}`)).body as CallList;

describe('List Calls', () => {
  it('is flat, newest first, and leaves the transcripts out', async () => {
    const client = await sandbox();
    const { status, total_count, count, calls } = await list(client);
    expect({ status, total_count, count, length: calls.length }).toEqual({
      status: 'success',
      total_count: 9,
      count: 9,
      length: 9,
    });
    const times = calls.map((call) => Date.parse(call.created_at));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    for (const call of calls) {
      expect(call).not.toHaveProperty('transcripts');
      expect(call).not.toHaveProperty('concatenated_transcript');
      expect(call).not.toHaveProperty('pathway_logs');
    }
  });

  it('is a window: from is inclusive, and limit and to - from bound it', async () => {
    const client = await sandbox();
    const ids = async (query: string) => (await list(client, query)).calls.map((call) => call.call_id);
    const whole = await ids('');
    expect(await ids('?ascending=true')).toEqual(whole.toReversed());
    expect(await ids('?limit=3')).toEqual(whole.slice(0, 3));
    expect(await ids('?from=2&to=5')).toEqual(whole.slice(2, 5));
    expect(await ids('?from=2&to=9&limit=3')).toEqual(whole.slice(2, 5));
    expect(await ids('?from=8&limit=1000')).toEqual(whole.slice(8));
    expect(await ids('?from=50')).toEqual([]);
    expect(await ids('?limit=0')).toEqual([]);
    expect(await ids('?from=5&to=2')).toEqual([]);
    expect((await list(client, '?limit=2')).total_count).toBe(9);
    expect((await ids('?sort_by=updated_at')).toSorted()).toEqual(whole.toSorted());
  });

  it('filters as documented', async () => {
    const client = await sandbox();
    const { calls } = await list(client);
    const newest = calls[0]!;
    const third = Date.parse(calls[3]!.started_at);
    const day = new Date(third).toISOString().slice(0, 10);
    const minutes = (call: Record<string, unknown>) => call['call_length'] as number | null;
    const startedOn = (call: CallBody) => new Date(Date.parse(call.started_at)).toISOString().slice(0, 10);
    const cases: [string, (call: CallList['calls'][number]) => boolean][] = [
      [`call_id=${newest.call_id}`, (call) => call.call_id === newest.call_id],
      ['from_number=%2B14155550111', (call) => call['from'] === '+14155550111'],
      ['to_number=%2B14155550100', (call) => call['to'] === '+14155550100'],
      ['completed=false', (call) => !call.completed],
      ['completed=true', (call) => call.completed],
      ['inbound=false', (call) => call['inbound'] === false],
      ['answered_by=voicemail', (call) => call['answered_by'] === 'voicemail'],
      ['call_ended_by=USER', (call) => call['call_ended_by'] === 'USER'],
      ['duration_gt=1.5', (call) => (minutes(call) ?? 0) > 1.5],
      ['duration_lt=1.5', (call) => (minutes(call) ?? 99) < 1.5],
      ['duration_gt=1.2&duration_lt=1.6', (call) => (minutes(call) ?? 0) > 1.2 && minutes(call)! < 1.6],
      [
        `start_date=${encodeURIComponent(new Date(third).toISOString())}`,
        (call) => Date.parse(call.started_at) >= third,
      ],
      [`end_date=${encodeURIComponent(new Date(third).toISOString())}`, (call) => Date.parse(call.started_at) <= third],
      [`start_date=${day}`, (call) => startedOn(call) >= day],
      [`end_date=${day}`, (call) => startedOn(call) <= day],
      [`start_date=${day}&end_date=${day}`, (call) => startedOn(call) === day],
      [
        `created_at=${calls[3]!.created_at.slice(0, 10)}`,
        (call) => call.created_at.slice(0, 10) === calls[3]!.created_at.slice(0, 10),
      ],
    ];
    for (const [query, wanted] of cases) {
      const expected = calls.filter(wanted);
      expect(expected.length, query).toBeGreaterThan(0);
      const found = await list(client, `?${query}`);
      expect(
        found.calls.map((call) => call.call_id),
        query,
      ).toEqual(expected.map((call) => call.call_id));
      expect(found.total_count, query).toBe(expected.length);
    }
    expect((await list(client, '?answered_by=machine')).calls).toEqual([]);
  });

  it.each([
    'limit=1001',
    'limit=-1',
    'from=x',
    'ascending=1',
    'sort_by=price',
    'completed=yes',
    'answered_by=dog',
    'call_ended_by=user',
    'duration_gt=long',
    'start_date=someday',
    'created_at=2026-13-40',
    'created_at=2026-05-01&start_date=2026-05-01',
    'persona_id=x',
    'limit=1&limit=2',
  ])('refuses %s', async (query) => {
    const client = await sandbox();
    const answer = await client.get(`/v1/calls?${query}`);
    expect([answer.status, answer.body]).toEqual([400, refusal('INVALID_PARAMETER', expect.any(String))]);
  });
});

describe('Call Details', () => {
  it('is flat and whole', async () => {
    const client = await sandbox();
    const { calls } = await list(client);
    for (const { call_id } of calls) {
      const answer = await client.get(`/v1/calls/${call_id}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ call_id, c_id: call_id });
      expect((answer.body as CallBody).transcripts.length).toBeGreaterThan(0);
      expect((await client.get(`/v1/calls/${call_id}?v=2`)).body).toEqual(answer.body);
    }
  });

  it('refuses flatly', async () => {
    const client = await sandbox();
    for (const id of [unknownId, 'T-1001', 'a%20%00b']) {
      const answer = await client.get(`/v1/calls/${id}`);
      expect([answer.status, answer.body]).toEqual([404, { status: 'error', message: 'Call not found' }]);
    }
    const { call_id } = (await list(client)).calls[0]!;
    const odd = await client.get(`/v1/calls/${call_id}?v=3`);
    expect([odd.status, odd.body]).toEqual([400, { status: 'error', message: 'v: must be one of 1, 2' }]);
  });
});

describe('SMS conversations', () => {
  interface Sms {
    id: string;
    message_count: number;
    messages: { sender: string; message: string; created_at: string }[];
  }

  it('are listed by page number', async () => {
    const client = await sandbox();
    const answer = await client.get('/v1/sms/conversations?pageSize=1&page=2&sortDir=asc');
    expect(answer.body).toMatchObject({
      errors: null,
      extra: { pagination: { totalItems: 2, totalPages: 2, currentPage: 2, pageSize: 1 } },
    });
    const { data } = answer.body as { data: Sms[] };
    expect(data).toHaveLength(1);
    expect(data[0]).not.toHaveProperty('messages');
    for (const query of ['page=0', 'pageSize=x', 'sortBy=color', 'filters=[]']) {
      const refused = await client.get(`/v1/sms/conversations?${query}`);
      expect([refused.status, refused.body]).toEqual([400, refusal('INVALID_PARAMETER', expect.any(String))]);
    }
  });

  it('are found by the id of the evidence', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1014');
    const links = await all<LinkBody>(client, `/v1/triage/issues/${id}/resources`);
    const link = links.find((one) => one.resource_type === 'sms_conversation');
    const { body } = await client.get(`/v1/sms/conversations/${link!.resource_id}`);
    const { data } = body as { data: Sms };
    expect(data.messages).toHaveLength(data.message_count);
    const times = data.messages.map((message) => message.created_at);
    expect(times).toEqual(times.toSorted());
    const missing = await client.get(`/v1/sms/conversations/${unknownId}`);
    expect([missing.status, missing.body]).toEqual([404, refusal('CONVERSATION_NOT_FOUND', 'Conversation not found')]);
  });
});

describe('GET /v1/me', () => {
  it('is flat', async () => {
    const client = await sandbox();
    expect((await client.get('/v1/me')).body).toEqual({
      status: expect.any(String) as string,
      billing: { current_balance: expect.any(Number) as number, refill_to: null },
      total_calls: 9,
    });
  });
});
