import { describe, expect, test } from 'vitest';
import { createFetchTransport } from '../../../../src/api/fetch-transport.ts';
import { AbortError, NetworkError, ResponseTooLargeError, TimeoutError } from '../../../../src/api/errors.ts';
import { closedPort, hang, raw, reset, type ScriptedServer, startServer, truncated } from '../../../support/http.ts';
import { canary, failureOf } from '../setup.ts';
import { get, later, post, secureService, seen, textOf } from './setup.ts';

const sender = createFetchTransport();

async function server(): Promise<ScriptedServer> {
  const started = await startServer();
  later(() => started.close());
  return started;
}

describe("the editor's networking", () => {
  test('carries request and answer', async () => {
    const target = await server();
    target.reply({ status: 422, headers: { 'X-One': '1' }, text: 'no' });
    const carriers: string[] = [];
    const headers = { authorization: canary, 'content-type': 'application/json' };
    const request = post(new URL('/v1/x?a=b', target.url), { headers, onTransport: (name) => carriers.push(name) });
    const response = await sender.send(request);
    expect(response).toMatchObject({ status: 422, headers: { 'x-one': '1' } });
    expect(textOf(response)).toBe('no');
    expect(target.requests[0]).toMatchObject({ method: 'POST', path: '/v1/x', rawQuery: 'a=b', body: '{}' });
    expect(target.requests[0]?.headers).toMatchObject(headers);
    expect(carriers).toEqual(['editor']);
  });

  test('an answer without a body', async () => {
    const target = await server();
    target.reply({ status: 204 });
    expect(textOf(await sender.send(get(target.url)))).toBe('');
  });

  test.each([301, 302, 303, 307, 308])('%i is not followed, and the key is not taken elsewhere', async (status) => {
    const [first, other] = [await server(), await server()];
    first.reply({ status, headers: { location: `${other.origin}/?k=${canary}` } });
    const error = await failureOf(NetworkError, sender.send(post(first.url, { headers: { authorization: canary } })));
    expect(error).toMatchObject({ stage: 'other', systemCode: 'REDIRECT', sent: true });
    expect(other.connections).toBe(0);
    expect(seen(error)).not.toContain(canary);
  });

  test('more than 32 MB is refused by its announced length, and cut off when it is not announced', async () => {
    const limit = 32 * 1024 * 1024;
    const target = await server();
    target.reply(
      (response) => void response.writeHead(200, { 'content-length': String(limit + 1) }).write('{'),
      (response) => {
        const piece = Buffer.alloc(1024 * 1024, 0x20);
        const pump = (): void => {
          while (!response.destroyed && response.write(piece));
          if (!response.destroyed) response.once('drain', pump);
        };
        pump();
      },
    );
    expect(await failureOf(ResponseTooLargeError, sender.send(get(target.url)))).toMatchObject({ limitBytes: limit });
    await failureOf(ResponseTooLargeError, sender.send(get(target.url)));
    expect(target.requests).toHaveLength(2);
  });

  test.each<[string, Parameters<ScriptedServer['reply']>[0], 'headers' | 'body' | 'total', object]>([
    ['no answer', hang, 'headers', { headersMs: 40 }],
    ['an answer that stops', (response) => void response.writeHead(200).write('{'), 'body', { bodyMs: 40 }],
    [
      'an answer that trickles for ever',
      (response) => {
        response.writeHead(200);
        const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write(' ')), 10);
      },
      'total',
      { totalMs: 80 },
    ],
  ])('%s', async (_what, reply, phase, timeouts) => {
    const target = await server();
    target.reply(reply);
    const error = await failureOf(TimeoutError, sender.send(post(target.url, { timeouts })));
    expect(error).toMatchObject({ phase, sent: true, ambiguous: true });
  });

  test('cancelling ends it at once; a write may have been done, unless it never began', async () => {
    const target = await server();
    target.reply(hang);
    const abort = new AbortController();
    const pending = failureOf(AbortError, sender.send(post(target.url, { signal: abort.signal })));
    await target.arrived(1);
    abort.abort();
    expect((await pending).ambiguous).toBe(true);
    const never = failureOf(AbortError, sender.send(post(target.url, { signal: AbortSignal.abort() })));
    expect((await never).ambiguous).toBe(false);
    expect(target.requests).toHaveLength(1);
  });

  test('even a fetch that does not listen', async () => {
    const abort = new AbortController();
    const deaf = createFetchTransport(() => () => new Promise(() => abort.abort()));
    await failureOf(AbortError, deaf.send(get(new URL('https://call-triage.test'), { signal: abort.signal })));
  });

  test.each<[string, Parameters<ScriptedServer['reply']>[0], string]>([
    ['a reset', reset, 'reset'],
    ['a cut body', truncated('{}'), 'reset'],
    ['what is not HTTP', raw(`220 ${canary}\r\n`), 'other'],
  ])('%s counts as sent', async (_what, reply, stage) => {
    const target = await server();
    target.reply(reply);
    const error = await failureOf(NetworkError, sender.send(post(target.url)));
    expect(error).toMatchObject({ stage, sent: true, ambiguous: true });
    expect(error.cause).toBeUndefined();
    expect(seen(error)).not.toContain(canary);
  });

  test('a name that is not found and a connection that is refused are sure not to be', async () => {
    const refused = post(new URL(`http://127.0.0.1:${await closedPort()}`));
    expect(await failureOf(NetworkError, sender.send(refused))).toMatchObject({ stage: 'connect', sent: false });
    const unknown = post(new URL('https://call-triage.invalid'));
    expect(await failureOf(NetworkError, sender.send(unknown))).toMatchObject({ stage: 'dns', sent: false });
  });

  test('a certificate nobody vouches for', async () => {
    const service = await secureService();
    const error = await failureOf(NetworkError, sender.send(post(service.url)));
    expect(error).toMatchObject({ stage: 'tls', systemCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', sent: true });
  });

  test.each([
    ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy', true],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy', true],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls', true],
    ['net::ERR_NAME_NOT_RESOLVED', 'dns', false],
    ['net::ERR_CONNECTION_REFUSED', 'connect', false],
    ['net::ERR_CONNECTION_RESET', 'reset', true],
    [`something with ${canary}`, 'other', true],
  ])("the editor's own network stack: %s", async (message, stage, sent) => {
    const chromium = createFetchTransport(() => () => Promise.reject(new TypeError(message)));
    const error = await failureOf(NetworkError, chromium.send(post(new URL('https://call-triage.test'))));
    expect(error).toMatchObject({ stage, sent });
    expect(seen(error)).not.toContain(canary);
  });

  test.each([
    ['connect', 'ENETUNREACH', false],
    ['read', 'EHOSTUNREACH', true],
    ['write', 'ENETDOWN', true],
    [undefined, 'EHOSTUNREACH', true],
  ])('%s %s: an open connection can end as one that is never opened', async (syscall, code, sent) => {
    const cause = Object.assign(new Error(code), { code, syscall });
    const broken = createFetchTransport(() => () => Promise.reject(new TypeError('fetch failed', { cause })));
    const error = await failureOf(NetworkError, broken.send(post(new URL('https://call-triage.test'))));
    expect(error).toMatchObject({ stage: 'connect', systemCode: code, sent, ambiguous: sent });
  });
});
