import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createUndiciTransport } from '../../../src/api/undici-transport.ts';
import { RemoteRecordings } from '../../../src/editor/remote-recordings.ts';
import type { Services } from '../../../src/editor/services.ts';
import { systemClock } from '../../../src/triage/clock.ts';
import { startSandboxSession } from '../../support/sandbox-session.ts';
import { editor } from '../../support/vscode.ts';

const { signal } = new AbortController();

async function setUp() {
  const world = await startSandboxSession(systemClock);
  const transport = createUndiciTransport();
  let served = 0;
  const site = createServer((_request, response) => {
    served += 1;
    response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('ID3');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  onTestFinished(async () => {
    site.close();
    await transport.close();
    await world.close();
  });
  editor.shown.length = 0;
  const services = { database: world.database, network: { transport } } as unknown as Services;
  const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/a.mp3`;
  const asked = (): number =>
    editor.shown.filter(({ text }) => text.startsWith('Load recordings from 127.0.0.1')).length;
  return { services, address, asked, served: () => served };
}

const own = { connection: { id: 'local', kind: 'sandbox', label: '', baseUrl: null, implicit: false } } as const;

it('asks once for a site, in every window', async () => {
  const { services, address, asked } = await setUp();
  for (const window of [new RemoteRecordings(services), new RemoteRecordings(services)]) {
    expect(await window.of(own, true)?.(address, signal, 1000)).toMatchObject({ mediaType: 'audio/mpeg', total: 3 });
  }
  expect(asked()).toBe(1);
  // What may not ask uses the sites that are known.
  expect(await new RemoteRecordings(services).of(own, false)?.(address, signal, 1000)).toMatchObject({ total: 3 });
});

it('fetches nothing from a site that nobody agreed to', async () => {
  const { services, address, asked, served } = await setUp();
  const fetching = new RemoteRecordings(services).of(own, false)?.(address, signal, 1000);
  await expect(fetching).rejects.toMatchObject({ name: 'RemoteRecordingError', code: 'FORBIDDEN' });
  expect([asked(), served()]).toEqual([0, 0]);
});

it('leaves recordings of a service to the service', () => {
  const services = { database: undefined } as unknown as Services;
  const bland = { connection: { ...own.connection, kind: 'bland', baseUrl: 'https://api.bland.ai' } } as const;
  expect(new RemoteRecordings(services).of(bland, true)).toBeUndefined();
});
