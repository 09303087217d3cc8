import { describe, expect, it } from 'vitest';
import { RequestLog } from '../../../src/sandbox/http/request-log.ts';
import { all, freeCall, issueOf, refusal, sandbox, type Client } from './support.ts';

const set = async (client: Client, rule: unknown): Promise<void> => {
  expect((await client.post('/sandbox/faults', rule)).status).toBe(204);
};
const log = async (client: Client) =>
  (
    (await client.get('/sandbox/requests')).body as {
      requests: { method: string; path: string; query: string; status: number; at: string }[];
    }
  ).requests;

/** Resolves when the log has this many requests to /v1/me, answered or not. */
const arrived = async (client: Client, count: number): Promise<void> => {
  while ((await log(client)).filter(({ path }) => path === '/v1/me').length < count);
};

describe('fault switches', () => {
  it('answer with a status, a body and headers, as often as they are told', async () => {
    const client = await sandbox();
    await set(client, {
      match: { method: 'GET', path: '/v1/calls' },
      times: 2,
      fault: { kind: 'status', status: 429, body: 'Too many requests', headers: { 'retry-after': '3' } },
    });
    expect((await client.get('/v1/me')).status).toBe(200);
    for (const _ of [1, 2]) {
      const answer = await client.get('/v1/calls');
      expect([answer.status, answer.text, answer.headers.get('retry-after')]).toEqual([429, 'Too many requests', '3']);
      expect(answer.headers.get('content-type')).toContain('text/plain');
    }
    expect((await client.get('/v1/calls')).status).toBe(200);
  });

  it('answer with JSON or nothing', async () => {
    const client = await sandbox();
    await set(client, { match: {}, times: 1, fault: { kind: 'status', status: 500, body: { error: { code: 'X' } } } });
    await set(client, { match: {}, times: 1, fault: { kind: 'status', status: 204 } });
    expect(await client.get('/v1/me')).toMatchObject({ status: 500, body: { error: { code: 'X' } } });
    expect(await client.get('/v1/me')).toMatchObject({ status: 204, text: '' });
  });

  it('match a regular expression, and every path under /v1 without one', async () => {
    const client = await sandbox();
    await set(client, {
      match: { path: '^/v1/triage/issues/[^/]+/flags$' },
      times: 1,
      fault: { kind: 'status', status: 502 },
    });
    const { id } = await issueOf(client, 'T-1008');
    expect((await client.get(`/v1/triage/issues/${id}`)).status).toBe(200);
    expect((await client.get(`/v1/triage/issues/${id}/flags`)).status).toBe(502);
    await set(client, { match: {}, fault: { kind: 'status', status: 503 } });
    expect((await client.get('/v1/me')).status).toBe(503);
    expect((await client.get('/sandbox/health')).status).toBe(200);
    expect((await client.delete('/sandbox/faults')).status).toBe(204);
    expect((await client.get('/v1/me')).status).toBe(200);
  });

  it('can always be cleared', async () => {
    const client = await sandbox();
    await set(client, { match: { path: '/' }, fault: { kind: 'reset' } });
    await expect(client.get('/sandbox/health')).rejects.toThrow('fetch failed');
    expect((await client.delete('/sandbox/faults')).status).toBe(204);
    expect((await client.get('/sandbox/health')).status).toBe(200);
  });

  it('cut the connection before the operation, or after it', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1009');
    const put = async () => await client.put(`/v1/triage/issues/${id}/calls/${await freeCall(client)}`);
    await set(client, { match: { method: 'put' }, times: 1, fault: { kind: 'reset' } });
    await expect(put()).rejects.toThrow('fetch failed');
    expect((await issueOf(client, 'T-1009')).resource_count).toBe(0);
    await set(client, { match: { method: 'PUT' }, times: 1, fault: { kind: 'reset_after' } });
    await expect(put()).rejects.toThrow('fetch failed');
    expect((await issueOf(client, 'T-1009')).resource_count).toBe(1);
  });

  it('break an answer off, or make it no JSON', async () => {
    const client = await sandbox();
    await set(client, { match: { path: '/v1/triage' }, times: 1, fault: { kind: 'truncate' } });
    await expect(client.get('/v1/triage/issues')).rejects.toThrow('terminated');
    await set(client, { match: { path: '/v1/triage' }, times: 1, fault: { kind: 'garbage' } });
    const answer = await client.get('/v1/triage/issues');
    expect([answer.status, answer.headers.get('content-type'), answer.body]).toEqual([
      200,
      'application/json',
      undefined,
    ]);
    expect(answer.text).not.toBe('');
    expect(await all(client, '/v1/triage/issues')).toHaveLength(15);
  });

  it('delay the operation; clearing them, and closing, ends the wait', async () => {
    const client = await sandbox();
    await set(client, { match: { path: '/v1/me' }, fault: { kind: 'delay', ms: 600_000 } });
    const delayed = client.get('/v1/me');
    await arrived(client, 1);
    expect((await log(client)).filter(({ path }) => path === '/v1/me')).toMatchObject([{ status: 0 }]);
    await client.delete('/sandbox/faults');
    expect((await delayed).status).toBe(200);

    await set(client, { match: { path: '/v1/me' }, fault: { kind: 'delay', ms: 600_000 } });
    const last = client.get('/v1/me');
    await arrived(client, 2);
    await client.close();
    expect((await last).status).toBe(200);
  });

  it.each([
    [{}, 'match: '],
    [{ match: {}, fault: { kind: 'explode' } }, 'fault.kind: '],
    [{ match: { path: '^(' }, fault: { kind: 'reset' } }, 'match.path: is not a regular expression'],
    [{ match: {}, times: 0, fault: { kind: 'reset' } }, 'times: '],
    [{ match: {}, fault: { kind: 'status', status: 99 } }, 'fault.status: '],
    [{ match: { host: 'x' }, fault: { kind: 'reset' } }, 'match.host: '],
  ])('refuses %j', async (rule, at) => {
    const client = await sandbox();
    const answer = await client.post('/sandbox/faults', rule);
    expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.stringContaining(at))]);
  });
});

describe('the request log', () => {
  it('has method, path, query, status and time, in order; no key, no body, not itself', async () => {
    const client = await sandbox({ key: 'canary-key-0123456789' });
    await client.get('/v1/triage/issues?limit=1');
    await client.post('/v1/triage/issues', { title: 'canary-title' });
    await client.call('GET', '/v1/me', undefined, { authorization: 'canary-wrong-key' });
    await set(client, { match: {}, times: 1, fault: { kind: 'reset' } });
    await expect(client.get('/v1/me')).rejects.toThrow('fetch failed');
    const entries = await log(client);
    expect(entries.map(({ method, path, query, status }) => `${method} ${path}${query} ${status}`)).toEqual([
      'GET /v1/triage/issues?limit=1 200',
      'POST /v1/triage/issues 400',
      'GET /v1/me 401',
      'POST /sandbox/faults 204',
      'GET /v1/me 0',
    ]);
    expect(entries.every(({ at }) => new Date(at).toISOString() === at)).toBe(true);
    expect(JSON.stringify(entries)).not.toContain('canary');
    expect((await client.delete('/sandbox/requests')).status).toBe(204);
    expect(await log(client)).toEqual([]);
  });

  it('keeps the last 500', () => {
    const requests = new RequestLog();
    const answered = Array.from({ length: 510 }, (_, index) => requests.add('GET', '/v1/me', `?${index}`));
    answered[0]?.({ status: 200 });
    answered[509]?.({ status: 204 });
    const entries = requests.list();
    expect([entries.length, entries[0]?.query, entries.at(-1)?.query]).toEqual([500, '?10', '?509']);
    expect([entries[0]?.status, entries.at(-1)?.status]).toEqual([0, 204]);
  });
});
