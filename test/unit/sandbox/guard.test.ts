import { describe, expect, it } from 'vitest';
import { clientOf, rawRequest, refusal, sandbox } from './support.ts';

const unauthorized = refusal('AUTH_FAILURE', 'Unauthorized');

describe('who may ask', () => {
  it('takes the key bare or as a bearer, and nothing else', async () => {
    const client = await sandbox({ key: 'sandbox-key-for-tests' });
    for (const authorization of [client.key, `Bearer ${client.key}`, `bearer ${client.key}`]) {
      expect((await client.call('GET', '/v1/me', undefined, { authorization })).status).toBe(200);
    }
    for (const authorization of ['', 'Bearer', `Basic ${client.key}`, `${client.key}x`, client.key.slice(1)]) {
      const answer = await client.call('GET', '/v1/me', undefined, { authorization });
      expect([answer.status, answer.body]).toEqual([401, unauthorized]);
    }
  });

  it('does not read x-api-key', async () => {
    const { origin, key } = await sandbox();
    const response = await fetch(`${origin}/v1/me`, { headers: { 'x-api-key': key } });
    expect([response.status, await response.json()]).toEqual([401, unauthorized]);
  });

  it('asks for the key on every route, known or not', async () => {
    const { origin } = await sandbox();
    const stranger = clientOf({ origin, key: 'wrong' });
    const requests: [string, string][] = [
      ['GET', '/v1/triage/issues'],
      ['POST', '/v1/triage/issues'],
      ['GET', '/v1/calls'],
      ['GET', '/v1/nothing'],
      ['GET', '/sandbox/health'],
      ['POST', '/sandbox/import'],
      ['GET', '/sandbox/export'],
      ['DELETE', '/sandbox/samples'],
      ['POST', '/sandbox/reset'],
      ['POST', '/sandbox/faults'],
      ['GET', '/sandbox/requests'],
    ];
    for (const [method, path] of requests) {
      expect((await stranger.call(method, path)).body, `${method} ${path}`).toEqual(unauthorized);
    }
  });

  it('makes a random key of 32 bytes', async () => {
    const [one, other] = [await sandbox(), await sandbox()];
    expect(one.key).toMatch(/^[0-9a-f]{64}$/);
    expect(one.key).not.toBe(other.key);
  });

  it('answers to its loopback address only', async () => {
    const { origin, key } = await sandbox();
    const { port } = new URL(origin);
    const ask = async (host: string) => await rawRequest(origin, { host, authorization: key });
    expect(await ask(`127.0.0.1:${port}`)).toBe(200);
    expect(await ask(`localhost:${port}`)).toBe(200);
    expect(await ask(`LOCALHOST:${port}`)).toBe(200);
    for (const host of [
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${Number(port) + 1}`,
      `127.0.0.1.evil:${port}`,
    ]) {
      expect(await ask(host), host).toBe(403);
    }
  });

  it('does not answer web pages, its own origin included', async () => {
    const { origin, key } = await sandbox();
    const { port } = new URL(origin);
    const host = `127.0.0.1:${port}`;
    for (const page of ['https://evil.example', 'null', origin]) {
      expect(await rawRequest(origin, { host, authorization: key, origin: page })).toBe(403);
    }
  });

  it('listens on 127.0.0.1', async () => {
    const { origin } = await sandbox();
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('what is not a request', () => {
  it('does not know a route', async () => {
    const client = await sandbox();
    for (const [method, path] of [
      ['GET', '/v1/triage/nothing'],
      ['PATCH', '/v1/calls'],
      ['GET', '/'],
    ] as const) {
      const answer = await client.call(method, path);
      expect([answer.status, answer.body]).toEqual([404, refusal('not_found', `${method} ${path} not found`)]);
    }
  });

  it('refuses a body that is not JSON, not an object, or not sent as JSON', async () => {
    const client = await sandbox();
    for (const body of ['', '{', '{"title":', '{"a":1}}', '[]', '"text"', 'null', '\u0000']) {
      const answer = await client.call('POST', '/v1/triage/issues', body, { 'content-type': 'application/json' });
      expect([answer.status, answer.body], body).toEqual([400, refusal('bad_request', expect.any(String))]);
    }
    const asText = await client.call('POST', '/v1/triage/issues', '{}', { 'content-type': 'text/plain' });
    expect(asText.body).toEqual(refusal('bad_request', 'The body must be sent as application/json.'));
  });

  it('refuses bytes that are no UTF-8', async () => {
    const { origin, key } = await sandbox();
    const response = await fetch(`${origin}/v1/triage/issues`, {
      method: 'POST',
      headers: { authorization: key, 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    });
    expect([response.status, await response.json()]).toEqual([400, refusal('bad_request', 'The body is not JSON.')]);
  });

  it('refuses more than 1 MB, and more than 32 MB on import', async () => {
    const client = await sandbox();
    const megabyte = 1024 * 1024;
    const issue = await client.post('/v1/triage/issues', { title: 'x'.repeat(megabyte) });
    expect([issue.status, issue.body]).toEqual([413, refusal('payload_too_large', expect.any(String))]);
    const bigRow = { call_id: 'big', transcripts: [{ text: 'x'.repeat(2 * megabyte) }] };
    const taken = await client.post('/sandbox/import', { items: [{ name: 'big.json', content: bigRow }] });
    expect(taken.body).toMatchObject({ imported: [{ call_id: 'big' }] });
    const huge = await client.post('/sandbox/import', { items: [], more: 'x'.repeat(32 * megabyte) });
    expect(huge.status).toBe(413);
  });
});
