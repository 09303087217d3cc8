import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach } from 'vitest';
import { createNetworkTransport } from '../../../../src/api/network-transport.ts';
import { networkPlan } from '../../../../src/api/network/plan.ts';
import { type NetworkSettings, readNetworkSettings } from '../../../../src/api/network/settings.ts';
import type { Fetch } from '../../../../src/api/fetch-transport.ts';
import type { Transport, TransportRequest } from '../../../../src/api/transport.ts';
import { type ConnectProxy, type ConnectProxyOptions, startConnectProxy } from '../../../support/connect-proxy.ts';
import { type ScriptedServer, startServer } from '../../../support/http.ts';
import { testAuthority } from '../../../support/test-authority.ts';

/** Looked for in everything that is thrown, logged or reported. */
export const proxyPassword = 'canary-proxy-pass-5e1c';
export const proxyCredentials = `agent:${proxyPassword}`;
/** As it goes over the wire. */
export const proxyToken = Buffer.from(proxyCredentials).toString('base64');

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
export const later = (close: () => Promise<void>): void => void closers.push(close);

export async function proxy(options?: ConnectProxyOptions): Promise<ConnectProxy> {
  const started = await startConnectProxy(options);
  later(() => started.close());
  return started;
}

/** A service with TLS, under a name that only a proxy can reach. Nobody trusts its authority unless told to. */
export async function secureService(): Promise<ScriptedServer & { readonly named: URL }> {
  const started = await startServer({ tls: testAuthority.server });
  later(() => started.close());
  return Object.assign(started, { named: new URL(`https://call-triage.test:${started.port}`) });
}

/** The authority in a file, as `NODE_EXTRA_CA_CERTS` names one. */
export async function bundle(text: string = testAuthority.ca): Promise<string> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'call-triage-ca-'));
  later(() => rm(directory, { recursive: true }));
  const file = path.join(directory, 'extra.pem');
  await writeFile(file, text);
  return file;
}

export type Environment = Readonly<Record<string, string | undefined>>;
export type Settings = Partial<NetworkSettings>;

export function planner(settings: Settings, environment: Environment = {}) {
  return (url: URL) => networkPlan(readNetworkSettings(settings), environment, url);
}

export function transportFor(
  settings: Settings,
  environment: Environment = {},
  more: { readonly fetch?: Fetch; readonly onSwitch?: (origin: string, to: string) => void } = {},
): Transport {
  const { fetch: given, onSwitch } = more;
  const made = createNetworkTransport({
    settings: readNetworkSettings({ transport: 'direct', ...settings }),
    environment,
    ...(given === undefined ? {} : { fetch: () => given }),
    ...(onSwitch === undefined ? {} : { onSwitch }),
  });
  later(() => made.close());
  return made;
}

export const get = (url: URL, more: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'GET',
  url,
  headers: {},
  ...more,
});
export const post = (url: URL, more: Partial<TransportRequest> = {}): TransportRequest => ({
  ...get(url, more),
  method: 'POST',
  body: '{}',
});

export const textOf = ({ body }: { readonly body: Uint8Array }): string => new TextDecoder().decode(body);

/** Everything that can be seen of a value: its text, its properties, also hidden ones, and its stack. */
export const seen = (value: unknown): string =>
  inspect(value, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null });
