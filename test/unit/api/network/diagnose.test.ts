import { expect, test } from 'vitest';
import { type Diagnosis, diagnose } from '../../../../src/api/diagnose.ts';
import type { Fetch } from '../../../../src/api/fetch-transport.ts';
import { closedPort } from '../../../support/http.ts';
import { canary } from '../setup.ts';
import {
  bundle,
  type Environment,
  planner,
  proxy,
  proxyCredentials,
  proxyPassword,
  proxyToken,
  secureService,
  seen,
  type Settings,
  transportFor,
} from './setup.ts';

const account = { json: { status: 'active', billing: { current_balance: 1, refill_to: null }, total_calls: 3 } };

async function run(
  baseUrl: URL,
  settings: Settings,
  environment: Environment = {},
  more: { readonly fetch?: Fetch; readonly key?: string } = {},
): Promise<Diagnosis> {
  const found = await diagnose({
    baseUrl,
    key: more.key ?? canary,
    transport: transportFor(settings, environment, more),
    plan: planner(settings, environment),
  });
  for (const secret of [canary, proxyPassword, proxyToken]) expect(seen(found)).not.toContain(secret);
  return found;
}
const walked = ({ steps }: Diagnosis): string[] => steps.map(({ stage, ok }) => `${stage}${ok ? '' : '!'}`);

test('all is well through a proxy with credentials', async () => {
  const service = await secureService();
  const gate = await proxy({ credentials: proxyCredentials });
  service.reply(account);
  const found = await run(
    service.named,
    { proxy: gate.url(proxyCredentials) },
    { NODE_EXTRA_CA_CERTS: await bundle() },
  );
  expect(found).toMatchObject({ ok: true, transport: 'direct', proxy: gate.host, status: 200 });
  expect(walked(found)).toEqual(['address', 'proxy-connect', 'proxy-auth', 'tls', 'http']);
  expect(service.requests).toHaveLength(1);
});

test('the proxy is not there', async () => {
  const port = await closedPort();
  const found = await run(new URL('https://call-triage.test'), {
    proxy: `http://${proxyCredentials}@127.0.0.1:${port}`,
  });
  expect(found).toMatchObject({ ok: false, stage: 'proxy', reason: 'ECONNREFUSED', proxy: `127.0.0.1:${port}` });
  expect(found.detail).toContain(`127.0.0.1:${port}`);
  expect(walked(found)).toEqual(['address', 'proxy-connect!']);
});

test('the proxy asks for another password', async () => {
  const gate = await proxy({ credentials: 'a:b' });
  const found = await run(new URL('https://call-triage.test'), { proxy: gate.url(proxyCredentials) });
  expect(found).toMatchObject({ stage: 'proxy', reason: 'proxy_authentication', status: null });
  expect(walked(found)).toEqual(['address', 'proxy-connect', 'proxy-auth!']);
  expect(gate.asked).toHaveLength(1);
});

test('the proxy refuses', async () => {
  const gate = await proxy({ instead: (socket) => void socket.end('HTTP/1.1 403 No\r\n\r\n') });
  expect(await run(new URL('https://call-triage.test'), { proxy: gate.url() })).toMatchObject({
    stage: 'proxy',
    reason: 'proxy_refused',
  });
});

test('the proxy that is set is none', async () => {
  const found = await run(new URL('https://call-triage.test'), { proxy: 'socks5://127.0.0.1:1' });
  expect(found).toMatchObject({ stage: 'proxy', reason: 'proxy_setting', proxy: null });
});

test('the certificate, seen through the tunnel', async () => {
  const service = await secureService();
  const gate = await proxy();
  const found = await run(service.named, { proxy: gate.url() });
  expect(found).toMatchObject({ stage: 'tls', reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  expect(walked(found)).toEqual(['address', 'proxy-connect', 'proxy-auth', 'tls!']);
});

test('the key, behind the proxy', async () => {
  const service = await secureService();
  const gate = await proxy();
  service.reply({ status: 401, json: { errors: [{ error: 'AUTH_FAILURE', message: 'no' }] } });
  const found = await run(service.named, { proxy: gate.url() }, { NODE_EXTRA_CA_CERTS: await bundle() });
  expect(found).toMatchObject({ stage: 'key', reason: 'unauthorized', status: 401, transport: 'direct' });
});

test('auto: the direct way ends at the proxy, and the editor reaches the service', async () => {
  const dead = `http://127.0.0.1:${await closedPort()}`;
  const editor: Fetch = async () => Response.json(account.json);
  const found = await run(
    new URL('https://call-triage.test'),
    { transport: 'auto', proxy: dead },
    {},
    { fetch: editor },
  );
  expect(found).toMatchObject({ ok: true, stage: 'ok', transport: 'editor' });
  expect(walked(found)).toEqual(['address', 'proxy-connect!', 'http']);
});

test('auto: neither way, and the direct one says where it ends', async () => {
  const dead = `http://127.0.0.1:${await closedPort()}`;
  const editor: Fetch = () => Promise.reject(new TypeError('net::ERR_INTERNET_DISCONNECTED'));
  for (const key of [canary, 'not a key']) {
    const settings = { transport: 'auto', proxy: dead } as const;
    const found = await run(new URL('https://call-triage.test'), settings, {}, { fetch: editor, key });
    expect(found).toMatchObject({ ok: false, stage: 'proxy', reason: 'ECONNREFUSED', transport: 'auto' });
  }
});

test('the editor alone: its error tells the stage', async () => {
  const editor: Fetch = () => Promise.reject(new TypeError('net::ERR_PROXY_CONNECTION_FAILED'));
  const found = await run(new URL('https://call-triage.test'), { transport: 'editor' }, {}, { fetch: editor });
  expect(found).toMatchObject({ stage: 'proxy', reason: 'ERR_PROXY_CONNECTION_FAILED', transport: 'editor' });
  expect(walked(found)).toEqual(['address', 'proxy!']);
});
