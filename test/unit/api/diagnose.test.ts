import { describe, expect, test } from 'vitest';
import { type Diagnosis, diagnose, type DiagnoseOptions } from '../../../src/api/diagnose.ts';
import { AbortError } from '../../../src/api/errors.ts';
import { createFetchTransport } from '../../../src/api/fetch-transport.ts';
import { closedPort, hang, type PlainReply, raw, reset } from '../../support/http.ts';
import { loopbackCertificate } from '../../support/loopback-certificate.ts';
import { refusal } from './samples.ts';
import { canary, failureOf, server, transport } from './setup.ts';

const account = { json: { status: 'active', billing: { current_balance: 1, refill_to: null }, total_calls: 3 } };

async function run(options: Partial<DiagnoseOptions> & Pick<DiagnoseOptions, 'baseUrl'>): Promise<Diagnosis> {
  const found = await diagnose({ key: canary, transport: transport(), ...options });
  expect(JSON.stringify(found)).not.toContain(canary);
  return found;
}
const walked = ({ steps }: Diagnosis): string[] => steps.map(({ stage, ok }) => `${stage}${ok ? '' : '!'}`);

describe('which stage of a connection fails', () => {
  test('none, over http', async () => {
    const target = await server();
    target.reply(account);
    const found = await run({ baseUrl: target.url });
    expect(found).toMatchObject({ ok: true, stage: 'ok', reason: 'ok', transport: 'direct', status: 200 });
    expect(found.latencyMs).toBeGreaterThanOrEqual(0);
    expect(walked(found)).toEqual(['address', 'dns', 'connect', 'http']);
    expect(target.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/me']);
  });

  test('none, over https with a certificate that is trusted', async () => {
    const target = await server({ tls: loopbackCertificate });
    target.reply(account);
    const ca = [loopbackCertificate.cert];
    const found = await run({ baseUrl: target.url, ca, transport: transport({ ca }) });
    expect(found.ok).toBe(true);
    expect(walked(found)).toEqual(['address', 'dns', 'connect', 'tls', 'http']);
  });

  test('the address', async () => {
    const found = await run({ baseUrl: 'http://api.bland.ai' });
    expect(found).toMatchObject({ ok: false, stage: 'address', reason: 'invalid', status: null, latencyMs: null });
  });

  test('the name', async () => {
    const found = await run({ baseUrl: 'https://call-triage.invalid' });
    expect(found.stage).toBe('dns');
    expect(found.reason).toMatch(/^(?:ENOTFOUND|EAI_AGAIN)$/);
    expect(walked(found)).toEqual(['address', 'dns!']);
  });

  test('TCP', async () => {
    const found = await run({ baseUrl: `http://127.0.0.1:${await closedPort()}` });
    expect(found).toMatchObject({ stage: 'connect', reason: 'ECONNREFUSED' });
    expect(walked(found)).toEqual(['address', 'dns', 'connect!']);
  });

  test('the certificate, and why', async () => {
    const target = await server({ tls: loopbackCertificate });
    expect(await run({ baseUrl: target.url })).toMatchObject({ stage: 'tls', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const ca = [loopbackCertificate.cert];
    const named = await run({ baseUrl: `https://localhost:${target.port}`, ca });
    expect(named).toMatchObject({ stage: 'tls', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(target.requests).toEqual([]);
  });

  const answers: readonly [string, PlainReply | typeof hang, Partial<Diagnosis>][] = [
    [
      '401',
      { status: 401, json: refusal('AUTH_FAILURE', 'Unauthorized') },
      { stage: 'key', reason: 'unauthorized', status: 401 },
    ],
    [
      '403',
      { status: 403, json: refusal('INSUFFICIENT_SCOPE', 'No scope') },
      { stage: 'key', reason: 'forbidden', detail: 'No scope' },
    ],
    [
      '403 with a page',
      { status: 403, text: '<html><title>Blocked</title>' },
      { stage: 'http', reason: 'not_the_service' },
    ],
    ['404', { status: 404, text: 'no' }, { stage: 'http', reason: 'not_the_service', status: 404 }],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://login.example' } },
      { stage: 'http', reason: 'redirect' },
    ],
    ['407', { status: 407 }, { stage: 'proxy', reason: 'proxy_authentication' }],
    ['429', { status: 429, text: `slow down, ${canary}` }, { stage: 'http', reason: 'rate_limited' }],
    ['500', { status: 500 }, { stage: 'http', reason: 'server_error', status: 500 }],
    ['400', { status: 400 }, { stage: 'http', reason: 'refused' }],
    ['a page', { text: '<html><title>Welcome</title>' }, { stage: 'http', reason: 'not_the_service', status: 200 }],
    ['other JSON', { json: { hello: 'world' } }, { stage: 'http', reason: 'not_the_service', status: 200 }],
    ['no HTTP', raw('220 smtp\r\n'), { stage: 'http', status: null, latencyMs: null }],
    ['a reset', reset, { stage: 'http', status: null }],
  ];
  test.each(answers)('HTTP or the key: %s', async (_name, reply, expected) => {
    const target = await server();
    target.reply(reply);
    expect(await run({ baseUrl: target.url })).toMatchObject({ ok: false, ...expected });
    expect(target.requests).toHaveLength(1);
  });

  test('a service that does not answer', async () => {
    const target = await server();
    target.reply(hang);
    expect(await run({ baseUrl: target.url, timeoutMs: 80 })).toMatchObject({ stage: 'http', reason: 'TIMEOUT' });
  });

  test.each([
    [undefined, 'missing'],
    ['two words', 'malformed'],
  ])('the key before it is sent: %s', async (key, reason) => {
    const target = await server();
    expect(await run({ baseUrl: target.url, key })).toMatchObject({ stage: 'key', reason });
    expect(target.requests).toEqual([]);
  });

  test('another transport is asked alone: names and ports mean nothing behind a proxy', async () => {
    const target = await server();
    target.reply(account);
    const found = await run({ baseUrl: target.url, transport: createFetchTransport() });
    expect(found).toMatchObject({ ok: true, transport: 'editor' });
    expect(walked(found)).toEqual(['address', 'http']);
  });

  test('cancelling it is not a finding', async () => {
    const target = await server();
    target.reply(hang);
    const abort = new AbortController();
    const pending = failureOf(AbortError, run({ baseUrl: target.url, signal: abort.signal }));
    await target.arrived(1);
    abort.abort();
    await pending;
    await failureOf(AbortError, run({ baseUrl: target.url, signal: AbortSignal.abort() }));
  });
});
