import { describe, expect, test } from 'vitest';
import {
  AbortError,
  ApiError,
  isAbort,
  isAmbiguous,
  NetworkError,
  ResponseTooLargeError,
  TimeoutError,
} from '../../../src/api/errors.ts';
import type { TransportRequest } from '../../../src/api/transport.ts';
import type { Socket } from 'node:net';
import { hang, raw, type Reply } from '../../support/http.ts';
import { loopbackCertificate } from '../../support/loopback-certificate.ts';
import { callId, details, flag, issue, issueId, list, ok } from './samples.ts';
import { bench, canary, failureOf, server, transport } from './setup.ts';

const once = { retry: { maxAttempts: 1 } };
const get = (url: URL, more: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'GET',
  url,
  headers: {},
  ...more,
});
const post = (url: URL, more: Partial<TransportRequest> = {}): TransportRequest => ({
  ...get(url, more),
  method: 'POST',
  body: '{}',
});

describe('connections', () => {
  test('are kept alive and used again', async () => {
    const { server, api } = await bench();
    for (let count = 0; count < 12; count += 1) {
      server.reply({ json: list([]) });
      await api.issues.list();
    }
    // A second one opens when the next request comes before the first connection is known to be free again.
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  test('are at most eight per origin, however much is asked', async () => {
    const { server, api } = await bench();
    const replies = Array.from({ length: 30 }, () => ({ json: list([issue]) }));
    server.reply(...replies);
    const pages = await Promise.all(replies.map(() => api.issues.list()));
    expect(pages.every(({ items }) => items.length === 1)).toBe(true);
    expect(server.connections).toBeLessThanOrEqual(8);
  });

  test('are closed with the transport, and requests after that fail as not sent', async () => {
    const target = await server();
    const made = transport();
    target.reply({ text: 'x' });
    await made.send(get(target.url));
    await made.close();
    await made.close();
    expect(await failureOf(NetworkError, made.send(post(target.url)))).toMatchObject({ stage: 'other', sent: false });
  });
});

describe('a write', () => {
  test('goes over a connection that nothing went over before, however short ago', async () => {
    const { server, api } = await bench();
    // A service that has given up its idle connections: whatever is sent over one a second time is lost.
    const used = new Set<Socket>();
    const strict: Reply = (response, { method }, socket) => {
      if (used.has(socket)) return void socket.resetAndDestroy();
      response.end(JSON.stringify(method === 'GET' ? list([]) : ok(flag)));
      used.add(socket);
    };
    server.reply(...Array.from({ length: 40 }, () => strict));
    for (let count = 0; count < 5; count += 1) {
      await api.issues.list();
      expect(await api.flags.add(issueId, { call_id: callId, type: 'x' })).toEqual(flag);
      await api.flags.remove(issueId, 'f');
    }
    const writes = server.requests.filter(({ method }) => method !== 'GET');
    expect(writes.map(({ method }) => method)).toEqual(Array.from({ length: 5 }, () => ['POST', 'DELETE']).flat());
    expect(writes.every(({ headers }) => headers.connection === 'close')).toBe(true);
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i is not followed, and the key is not taken elsewhere', async (status) => {
    const other = await server();
    const { server: first, api } = await bench();
    first.reply({ status, headers: { location: `${other.origin}/v1/triage/issues` } });
    const error = await failureOf(ApiError, api.issues.list());
    expect(error).toMatchObject({ status, serviceCode: 'redirect' });
    expect(error.message).toContain(other.origin);
    expect(other.requests).toEqual([]);
    expect(other.connections).toBe(0);
  });
});

describe('size', () => {
  const limit = 32 * 1024 * 1024;
  test('more than 32 MB is refused by its announced length, before it is read', async () => {
    const { server, api } = await bench({ client: once });
    server.reply((response) => void response.writeHead(200, { 'content-length': String(limit + 1) }).write('{'));
    expect(await failureOf(ResponseTooLargeError, api.calls.details(callId))).toMatchObject({ limitBytes: limit });
  });

  test('more than 32 MB in unannounced pieces is cut off', async () => {
    const { server, api } = await bench({ client: once });
    server.reply((response) => {
      const piece = Buffer.alloc(1024 * 1024, 0x20);
      const pump = (): void => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    });
    await failureOf(ResponseTooLargeError, api.calls.details(callId));
  });

  test('a large answer below the limit is read whole', async () => {
    const { server, api } = await bench();
    const text = 'x'.repeat(20 * 1024 * 1024);
    server.reply({ json: { ...details, transcripts: [{ text }] } });
    expect((await api.calls.details(callId)).transcripts[0]?.text?.length).toBe(text.length);
  });

  test('headers beyond their limit are refused', async () => {
    const { server, api } = await bench({ client: once });
    server.reply(raw(`HTTP/1.1 200 OK\r\nx-large: ${'x'.repeat(200_000)}\r\n\r\n`));
    await failureOf(ResponseTooLargeError, api.issues.list());
  });
});

describe('cancelling', () => {
  test('before it begins: nothing is sent', async () => {
    const { server, api } = await bench();
    const error = await failureOf(AbortError, api.issues.list({}, { signal: AbortSignal.abort() }));
    expect([error.name, isAbort(error), isAmbiguous(error)]).toEqual(['AbortError', true, false]);
    expect(server.connections).toBe(0);
  });

  test('while the service is silent: ends at once; a write may have been done', async () => {
    const { server, api } = await bench();
    server.reply(hang);
    const abort = new AbortController();
    const pending = failureOf(AbortError, api.flags.remove(issueId, 'f', { signal: abort.signal }));
    await server.arrived(1);
    abort.abort(new Error('any reason'));
    expect(isAmbiguous(await pending)).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('while it waits for a connection: ends at once, and is never sent', async () => {
    const target = await server();
    const made = transport({ connections: 1 });
    let release = (): void => undefined;
    target.reply((response) => void (release = () => response.end('x')), { text: 'y' });
    const first = made.send(post(target.url));
    await target.arrived(1);
    const abort = new AbortController();
    const second = failureOf(AbortError, made.send(post(new URL('/second', target.url), { signal: abort.signal })));
    abort.abort();
    expect(isAmbiguous(await second)).toBe(false);
    release();
    await first;
    await made.send(post(new URL('/third', target.url)));
    expect(target.requests.map(({ path }) => path)).toEqual(['/', '/third']);
  });

  test('in the middle of the answer', async () => {
    const target = await server();
    const abort = new AbortController();
    target.reply((response) => {
      response.writeHead(200).write('{"data":');
      abort.abort();
    });
    await failureOf(AbortError, transport().send(get(target.url, { signal: abort.signal })));
  });

  test('while it waits for the next attempt', async () => {
    const abort = new AbortController();
    const { server, api } = await bench({
      client: {
        sleep: (_ms, signal) => {
          abort.abort();
          return Promise.reject(signal?.reason);
        },
      },
    });
    server.reply({ status: 503 });
    await failureOf(AbortError, api.issues.list({}, { signal: abort.signal }));
    expect(server.requests).toHaveLength(1);
  });
});

describe('timeouts', () => {
  test('no answer', async () => {
    const { server, api } = await bench({ client: { ...once, timeouts: { headersMs: 60 } } });
    server.reply(hang);
    const error = await failureOf(TimeoutError, api.flags.add(issueId, { call_id: callId, type: 't' }));
    expect(error).toMatchObject({ phase: 'headers', sent: true, ambiguous: true });
  });

  test('an answer that stops', async () => {
    const { server, api } = await bench({ client: { ...once, timeouts: { bodyMs: 60 } } });
    server.reply((response) => void response.writeHead(200).write('{'));
    expect(await failureOf(TimeoutError, api.issues.list())).toMatchObject({ phase: 'body', ambiguous: false });
  });

  test('an answer that trickles for ever', async () => {
    const { server, api } = await bench({ client: { ...once, timeouts: { totalMs: 120 } } });
    server.reply((response) => {
      response.writeHead(200);
      const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write(' ')), 10);
    });
    expect(await failureOf(TimeoutError, api.issues.list())).toMatchObject({ phase: 'total' });
  });

  test('waiting for a connection counts, and such a write was not sent', async () => {
    const target = await server();
    const made = transport({ connections: 1 });
    target.reply(hang);
    const abort = new AbortController();
    const first = failureOf(AbortError, made.send(post(target.url, { signal: abort.signal })));
    await target.arrived(1);
    const error = await failureOf(TimeoutError, made.send(post(target.url, { timeouts: { totalMs: 60 } })));
    expect(error).toMatchObject({ phase: 'total', sent: false, ambiguous: false });
    abort.abort();
    await first;
  });

  test('a read is tried again after one', async () => {
    const { server, api } = await bench({ client: { timeouts: { headersMs: 60 } } });
    server.reply(hang, { json: list([issue]) });
    expect((await api.issues.list()).items).toHaveLength(1);
  });
});

describe('on the way', () => {
  test('what is not HTTP', async () => {
    const { server, api } = await bench({ client: once });
    server.reply(raw(`SSH-2.0-OpenSSH_9.6 ${canary}\r\n`));
    const error = await failureOf(NetworkError, api.issues.list());
    expect(error).toMatchObject({ stage: 'other', sent: true });
    expect(error.cause).toBeUndefined();
  });

  test('a name that does not exist', async () => {
    const { api } = await bench({ client: { ...once, baseUrl: new URL('https://call-triage.invalid') } });
    const error = await failureOf(NetworkError, api.flags.remove(issueId, 'f'));
    expect(error).toMatchObject({ stage: 'dns', sent: false, ambiguous: false });
    expect(error.message).toContain('call-triage.invalid');
  });

  test('a certificate nobody vouches for, and one that is trusted', async () => {
    const secure = await server({ tls: loopbackCertificate });
    const error = await failureOf(NetworkError, transport().send(post(secure.url)));
    expect(error).toMatchObject({
      stage: 'tls',
      systemCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      sent: false,
      ambiguous: false,
    });
    secure.reply({ text: 'x' });
    const response = await transport({ ca: [loopbackCertificate.cert] }).send(post(secure.url));
    expect(response.status).toBe(200);
  });

  test('a certificate for another name', async () => {
    const secure = await server({ tls: loopbackCertificate });
    const trusting = transport({ ca: [loopbackCertificate.cert] });
    const error = await failureOf(NetworkError, trusting.send(get(new URL(`https://localhost:${secure.port}`))));
    expect(error).toMatchObject({ stage: 'tls', systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  test('https to a server that speaks http', async () => {
    const plain = await server();
    const error = await failureOf(NetworkError, transport().send(post(new URL(`https://127.0.0.1:${plain.port}`))));
    expect(error).toMatchObject({ stage: 'tls', sent: false });
    expect(plain.requests).toEqual([]);
  });
});
