import { describe, expect, test } from 'vitest';
import { createBlandApi } from '../../../../src/api/index.ts';
import { NetworkError, TimeoutError } from '../../../../src/api/errors.ts';
import type { RequestLogEntry } from '../../../../src/api/request-log.ts';
import { createReloadableTransport } from '../../../../src/api/reloadable-transport.ts';
import { createUndiciTransport } from '../../../../src/api/undici-transport.ts';
import { closedPort, startServer } from '../../../support/http.ts';
import { testAuthority } from '../../../support/test-authority.ts';
import { canary, failureOf } from '../setup.ts';
import {
  bundle,
  get,
  later,
  planner,
  post,
  proxy,
  proxyCredentials,
  proxyPassword,
  proxyToken,
  secureService,
  seen,
  textOf,
  transportFor,
} from './setup.ts';

const trusting = async () => ({ NODE_EXTRA_CA_CERTS: await bundle() });

describe('through a proxy', () => {
  test('with credentials, to a service that only the extra bundle vouches for', async () => {
    const service = await secureService();
    const gate = await proxy({ credentials: proxyCredentials });
    const sender = transportFor({ proxy: gate.url(proxyCredentials) }, await trusting());
    for (let count = 0; count < 6; count += 1) {
      service.reply({ text: `${count}` });
      const sent = await sender.send(get(service.named, { headers: { authorization: canary } }));
      expect(textOf(sent)).toBe(`${count}`);
    }
    // Connections are kept (a second one opens when a request comes before the first is known to be free again), and the
    // service hears nothing of the proxy, nor the proxy of the key.
    expect(gate.tunnels).toBeLessThanOrEqual(2);
    expect(gate.asked[0]).toEqual({ target: service.named.host, authorization: `Basic ${proxyToken}` });
    expect(seen(gate.asked)).not.toContain(canary);
    expect(service.requests[0]?.headers).toMatchObject({ authorization: canary, host: service.named.host });
    expect(service.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test('of the environment', async () => {
    const service = await secureService();
    const gate = await proxy();
    service.reply({ text: 'x' });
    await transportFor({}, { ...(await trusting()), https_proxy: gate.url() }).send(get(service.named));
    expect(gate.tunnels).toBe(1);
    expect(gate.asked[0]?.authorization).toBeUndefined();
  });

  test('that speaks TLS itself', async () => {
    const service = await secureService();
    const gate = await proxy({ tls: testAuthority.server, credentials: proxyCredentials });
    service.reply({ text: 'x' });
    await transportFor({ proxy: gate.url(proxyCredentials) }, await trusting()).send(get(service.named));
    expect(gate.tunnels).toBe(1);
    const error = await failureOf(NetworkError, transportFor({ proxy: gate.url() }).send(post(service.named)));
    expect(error).toMatchObject({ stage: 'proxy', systemCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', sent: false });
  });

  test('plain http goes through a tunnel too, not to the proxy in the open', async () => {
    const service = await startServer();
    later(() => service.close());
    const gate = await proxy();
    service.reply({ text: 'x' });
    await transportFor({ proxy: gate.url() }).send(get(new URL(`http://call-triage.test:${service.port}`)));
    expect([gate.tunnels, gate.plain]).toEqual([1, []]);
  });

  test('never to this machine, nor to an exception', async () => {
    const gate = await proxy();
    const service = await startServer();
    later(() => service.close());
    service.reply({ text: 'x' });
    await transportFor({ proxy: gate.url() }).send(get(service.url));
    const excepted = transportFor({ proxy: gate.url(), noProxy: ['call-triage.invalid'] });
    const error = await failureOf(NetworkError, excepted.send(get(new URL('https://call-triage.invalid'))));
    expect(error.stage).toBe('dns');
    expect(gate.asked).toEqual([]);
  });
});

describe('certificates', () => {
  test('the service is not trusted without the bundle; the write was not sent', async () => {
    const service = await secureService();
    const gate = await proxy();
    const error = await failureOf(NetworkError, transportFor({ proxy: gate.url() }).send(post(service.named)));
    expect(error).toMatchObject({ stage: 'tls', systemCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', sent: false });
    expect(service.requests).toEqual([]);
  });

  test('a bundle that is damaged or gone leaves everything else as it is', async () => {
    const service = await secureService();
    const noise = '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n';
    service.reply({ text: 'x' });
    const sender = transportFor({}, { NODE_EXTRA_CA_CERTS: await bundle(`${noise}# words\n${testAuthority.ca}`) });
    await sender.send(get(service.url));
    const gone = transportFor({}, { NODE_EXTRA_CA_CERTS: '/nowhere/extra.pem' });
    expect(await failureOf(NetworkError, gone.send(get(service.url)))).toMatchObject({ stage: 'tls' });
  });

  test('strict verification given up counts through the proxy, and not on the direct way', async () => {
    const service = await secureService();
    const gate = await proxy();
    service.reply({ text: 'x' });
    await transportFor({ proxy: gate.url(), proxyStrictSsl: false }).send(get(service.named));
    expect(gate.tunnels).toBe(1);
    const direct = transportFor({ proxyStrictSsl: false });
    expect(await failureOf(NetworkError, direct.send(get(service.url)))).toMatchObject({ stage: 'tls' });
  });

  test('a certificate for another name is refused inside the tunnel as well', async () => {
    const service = await secureService();
    const gate = await proxy();
    const sender = transportFor({ proxy: gate.url() }, await trusting());
    const error = await failureOf(NetworkError, sender.send(post(new URL(`https://other.test:${service.port}`))));
    expect(error).toMatchObject({ stage: 'tls', systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID', sent: false });
  });
});

describe('a proxy that fails', () => {
  const wrong = 'agent:canary-proxy-pass-wrong';
  const service = new URL('https://call-triage.test:1');

  test('wrong password: one try, and nothing of it is in error, log or answer', async () => {
    const gate = await proxy({ credentials: proxyCredentials });
    const log: RequestLogEntry[] = [];
    const api = createBlandApi({
      baseUrl: service,
      key: async () => canary,
      transport: transportFor({ proxy: gate.url(wrong) }),
      log: (entry) => log.push(entry),
      sleep: async () => undefined,
    });
    const error = await failureOf(NetworkError, api.me());
    expect(error).toMatchObject({ stage: 'proxy', systemCode: 'PROXY_AUTHENTICATION', sent: false });
    expect(log).toMatchObject([{ error: 'NetworkError PROXY_AUTHENTICATION', transport: 'direct', attempt: 1 }]);
    expect(gate.asked).toHaveLength(1);
    for (const text of [seen(error), seen(log)]) {
      for (const secret of [canary, 'canary-proxy-pass', Buffer.from(wrong).toString('base64')]) {
        expect(text).not.toContain(secret);
      }
    }
  });

  test('not there', async () => {
    const port = await closedPort();
    const sender = transportFor({ proxy: `http://agent:${proxyPassword}@127.0.0.1:${port}` });
    const error = await failureOf(NetworkError, sender.send(post(service)));
    expect(error).toMatchObject({ stage: 'proxy', systemCode: 'ECONNREFUSED', sent: false, ambiguous: false });
    expect(seen(error)).not.toContain(proxyPassword);
  });

  test('a name that does not exist', async () => {
    const error = await failureOf(NetworkError, transportFor({ proxy: 'http://proxy.invalid:1' }).send(post(service)));
    expect(error).toMatchObject({ stage: 'proxy', sent: false });
    expect(error.systemCode).toMatch(/^(?:ENOTFOUND|EAI_AGAIN)$/);
  });

  test.each([
    ['HTTP/1.1 503 Busy\r\n\r\n', 'PROXY_STATUS_503'],
    ['HTTP/1.1 302 Go\r\nlocation: http://login.test/\r\n\r\n', 'PROXY_STATUS_302'],
    ['220 smtp\r\n', 'PROXY_ANSWER'],
    ['', 'ECONNRESET'],
  ])('answers %j', async (answer, code) => {
    const gate = await proxy({ instead: (socket) => void socket.end(answer) });
    const error = await failureOf(NetworkError, transportFor({ proxy: gate.url() }).send(post(service)));
    expect(error).toMatchObject({ stage: 'proxy', systemCode: code, sent: false, ambiguous: false });
    expect(gate.asked).toHaveLength(1);
  });

  test('cannot reach the service', async () => {
    const gate = await proxy();
    const nobody = new URL(`https://call-triage.test:${await closedPort()}`);
    const error = await failureOf(NetworkError, transportFor({ proxy: gate.url() }).send(post(nobody)));
    expect(error).toMatchObject({ stage: 'proxy', systemCode: 'PROXY_STATUS_502', sent: false });
  });

  test('does not answer', async () => {
    const gate = await proxy({ instead: () => undefined });
    const sender = createUndiciTransport({ connectMs: 50, closeMs: 0, plan: planner({ proxy: gate.url() }) });
    later(() => sender.close());
    const error = await failureOf(NetworkError, sender.send(post(service)));
    expect(error).toMatchObject({ stage: 'proxy', systemCode: 'TIMEOUT', sent: false });
    const hasty = post(service, { timeouts: { totalMs: 30 } });
    expect(await failureOf(TimeoutError, transportFor({ proxy: gate.url() }).send(hasty))).toMatchObject({
      phase: 'total',
      sent: false,
    });
  });

  test.each(['socks5://127.0.0.1:1080', 'http://a b'])('%s cannot be used, and is not passed by', async (url) => {
    const target = await startServer();
    later(() => target.close());
    const named = new URL(`http://call-triage.test:${target.port}`);
    const error = await failureOf(NetworkError, transportFor({ proxy: url }).send(post(named)));
    expect(error).toMatchObject({ stage: 'proxy', sent: false });
    expect(target.connections).toBe(0);
  });
});

test('a change of settings counts for the next request, and what is under way ends on the old way', async () => {
  const service = await secureService();
  const [before, after] = [await proxy(), await proxy()];
  const environment = await trusting();
  let address = before.url();
  const sender = createReloadableTransport(() => transportFor({ proxy: address }, environment));
  let release = (): void => undefined;
  service.reply((response) => void (release = () => response.end('old')), { text: 'new' });
  const underWay = sender.send(get(service.named));
  await service.arrived(1);
  address = after.url();
  sender.reload();
  expect(textOf(await sender.send(get(service.named)))).toBe('new');
  expect([before.tunnels, after.tunnels]).toEqual([1, 1]);
  release();
  expect(textOf(await underWay)).toBe('old');
  sender.reload();
  await sender.close();
});
