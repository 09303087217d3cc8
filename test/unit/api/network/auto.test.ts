import { describe, expect, test } from 'vitest';
import { fetch as proxiedFetch, ProxyAgent } from 'undici';
import { createBlandApi } from '../../../../src/api/index.ts';
import { createFallbackTransport } from '../../../../src/api/fallback-transport.ts';
import { createFetchTransport, type Fetch } from '../../../../src/api/fetch-transport.ts';
import { NetworkError } from '../../../../src/api/errors.ts';
import type { RequestLogEntry } from '../../../../src/api/request-log.ts';
import type { Transport } from '../../../../src/api/transport.ts';
import { closedPort, type Reply, startServer } from '../../../support/http.ts';
import { testAuthority } from '../../../support/test-authority.ts';
import { canary, failureOf } from '../setup.ts';
import { bundle, get, later, post, proxy, secureService, textOf, transportFor } from './setup.ts';

/** An editor that knows a proxy, from a script or the system say, of which the settings know nothing. */
function editorBehind(url: string): Fetch {
  const dispatcher = new ProxyAgent({ uri: url, requestTls: { ca: testAuthority.ca } });
  later(() => dispatcher.destroy());
  return (input, init) => proxiedFetch(input, { ...init, dispatcher });
}
const noEditor: Fetch = () => Promise.reject(new TypeError('net::ERR_NAME_NOT_RESOLVED'));
/** Closes the connection before an answer. */
const cut: Reply = (_response, _received, socket) => void socket.destroy();
const auto = { transport: 'auto' } as const;

const account = { json: { status: 'active', billing: { current_balance: 1, refill_to: null }, total_calls: 3 } };

/** Counts what goes which way. */
function counted(transport: Transport): Transport & { sends: number } {
  const wrapped = {
    name: transport.name,
    sends: 0,
    send: (request: Parameters<Transport['send']>[0]) => {
      wrapped.sends += 1;
      return transport.send(request);
    },
    close: () => transport.close(),
  };
  return wrapped;
}

describe('auto', () => {
  test('goes through the editor where the direct way does not connect, stays there, and the log says so', async () => {
    const service = await secureService();
    const gate = await proxy();
    const switches: string[] = [];
    const log: RequestLogEntry[] = [];
    const api = createBlandApi({
      baseUrl: service.named,
      key: async () => canary,
      transport: transportFor(
        auto,
        {},
        { fetch: editorBehind(gate.url()), onSwitch: (...to) => switches.push(to.join(' ')) },
      ),
      log: (entry) => log.push(entry),
    });
    service.reply(account, account);
    await api.me();
    await api.me();
    expect(log.map(({ transport, attempt, error }) => [transport, attempt, error])).toEqual([
      ['editor', 1, null],
      ['editor', 1, null],
    ]);
    expect(switches).toEqual([`${service.named.origin} editor`]);
  });

  test('goes directly as long as that works', async () => {
    const service = await secureService();
    const gate = await proxy();
    service.reply({ text: 'x' });
    const carriers: string[] = [];
    const environment = { NODE_EXTRA_CA_CERTS: await bundle(), HTTPS_PROXY: gate.url() };
    const sender = transportFor(auto, environment, { fetch: noEditor });
    await sender.send(get(service.named, { onTransport: (name) => carriers.push(name) }));
    expect([carriers, gate.tunnels]).toEqual([['direct'], 1]);
  });

  test('comes back to the direct way when the editor no longer connects', async () => {
    const service = await secureService();
    const gate = await proxy();
    const dead = `http://127.0.0.1:${await closedPort()}`;
    let editor = editorBehind(gate.url());
    let reachable = false;
    const broken = transportFor({ proxy: dead });
    const working = transportFor({ proxy: gate.url() }, { NODE_EXTRA_CA_CERTS: await bundle() });
    const direct: Transport = {
      name: 'direct',
      send: (request) => (reachable ? working : broken).send(request),
      close: async () => undefined,
    };
    const switches: string[] = [];
    const sender = createFallbackTransport(
      direct,
      createFetchTransport(() => editor),
      {
        onSwitch: (_origin, to) => switches.push(to),
      },
    );
    service.reply({ text: '1' }, { text: '2' }, { text: '3' });
    expect(textOf(await sender.send(post(service.named)))).toBe('1');
    editor = noEditor;
    reachable = true;
    expect(textOf(await sender.send(post(service.named)))).toBe('2');
    expect(textOf(await sender.send(post(service.named)))).toBe('3');
    expect(switches).toEqual(['editor', 'direct']);
    expect(service.requests).toHaveLength(3);
  });

  test('tries the direct way again after a while', async () => {
    const service = await startServer();
    later(() => service.close());
    let now = 0;
    const dead = counted(transportFor({ proxy: `http://127.0.0.1:${await closedPort()}` }));
    const gate = await proxy();
    const other = counted(transportFor({ proxy: gate.url() }));
    const sender = createFallbackTransport(dead, other, { now: () => now });
    const send = () => sender.send(get(new URL(`http://call-triage.test:${service.port}`)));
    service.reply({ text: 'x' }, { text: 'x' }, { text: 'x' });
    await send();
    await send();
    expect([dead.sends, other.sends]).toEqual([1, 2]);
    now = 10 * 60_000 + 1;
    await send();
    expect([dead.sends, other.sends]).toEqual([2, 3]);
  });

  test('neither way: the direct error, which tells more; and nothing was sent', async () => {
    const dead = `http://127.0.0.1:${await closedPort()}`;
    const sender = transportFor({ ...auto, proxy: dead }, {}, { fetch: noEditor });
    const carriers: string[] = [];
    const request = post(new URL('https://call-triage.test'), { onTransport: (name) => carriers.push(name) });
    const error = await failureOf(NetworkError, sender.send(request));
    expect(error).toMatchObject({ stage: 'proxy', systemCode: 'ECONNREFUSED', sent: false, ambiguous: false });
    // The log names the transport whose error it shows.
    expect(carriers).toEqual(['direct', 'editor', 'direct']);
  });

  test('this machine is reached directly, whatever is chosen', async () => {
    const service = await startServer();
    later(() => service.close());
    for (const transport of ['auto', 'editor'] as const) {
      service.reply({ text: 'x' });
      const carriers: string[] = [];
      const sender = transportFor({ transport }, {}, { fetch: noEditor });
      await sender.send(get(service.url, { onTransport: (name) => carriers.push(name) }));
      expect([sender.name, carriers]).toEqual([transport, ['direct']]);
    }
    const nobody = new URL(`http://127.0.0.1:${await closedPort()}`);
    const error = await failureOf(NetworkError, transportFor(auto).send(post(nobody)));
    expect(error).toMatchObject({ stage: 'connect', sent: false });
  });
});

describe('a write is never made twice', () => {
  test('sent on the direct way: its failure is final', async () => {
    const service = await secureService();
    const gate = await proxy();
    const environment = { NODE_EXTRA_CA_CERTS: await bundle(), HTTPS_PROXY: gate.url() };
    const sender = transportFor(auto, environment, { fetch: editorBehind(gate.url()) });
    service.reply(cut, { text: 'second' });
    const error = await failureOf(NetworkError, sender.send(post(service.named)));
    expect(error).toMatchObject({ stage: 'reset', sent: true, ambiguous: true });
    expect([service.requests.length, service.left]).toEqual([1, 1]);
  });

  test('sent by the editor after the direct way did not connect: its failure is the one that counts', async () => {
    const service = await secureService();
    const gate = await proxy();
    const sender = transportFor(auto, {}, { fetch: editorBehind(gate.url()) });
    service.reply(cut, { text: 'second' });
    const error = await failureOf(NetworkError, sender.send(post(service.named)));
    expect(error).toMatchObject({ stage: 'reset', sent: true, ambiguous: true });
    expect(service.requests).toHaveLength(1);
  });

  test('perhaps sent by the editor: a read may go directly after that, a write may not', async () => {
    const service = await secureService();
    const gate = await proxy();
    const locked = await proxy({ credentials: 'a:b' });
    let direct = transportFor({ proxy: `http://127.0.0.1:${await closedPort()}` });
    let editor = editorBehind(gate.url());
    const first: Transport = { name: 'direct', send: (request) => direct.send(request), close: async () => undefined };
    const sender = createFallbackTransport(
      first,
      createFetchTransport(() => editor),
    );
    service.reply({ text: '1' }, { text: '2' });
    await sender.send(get(service.named));
    direct = transportFor({ proxy: gate.url() }, { NODE_EXTRA_CA_CERTS: await bundle() });
    editor = editorBehind(locked.url());
    const error = await failureOf(NetworkError, sender.send(post(service.named)));
    expect(error).toMatchObject({ stage: 'proxy', sent: true, ambiguous: true });
    expect(service.requests).toHaveLength(1);
    expect(textOf(await sender.send(get(service.named)))).toBe('2');
  });
});
