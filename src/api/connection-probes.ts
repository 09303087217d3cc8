import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { ProxyServer } from './network/proxy-server.ts';
import { openTunnel } from './network/tunnel.ts';
import { codeOf } from './system-code.ts';

/** The result of one step of connecting to a server. */
export interface ProbeResult {
  readonly ok: boolean;
  /** The system's code, `TIMEOUT` or `ABORTED`; null if the step succeeded. */
  readonly code: string | null;
  /** Milliseconds. */
  readonly ms: number;
}

export interface ProbeOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** All trusted certificate authorities, PEM; undefined for Node's own. */
  readonly ca?: readonly string[] | undefined;
}

/** Options of a step through a proxy. */
export interface ProxyProbeOptions extends ProbeOptions {
  readonly proxy: ProxyServer;
  /** Verifies certificates. */
  readonly verify: boolean;
}

/** Node's functions take IPv6 addresses without brackets. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');
const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

/** Resolves the server's name. Succeeds at once for an IP address. */
export function probeDns(url: URL, options: ProbeOptions): Promise<ProbeResult> {
  const host = hostOf(url);
  return measure(options, async (stop) => {
    if (isIP(host) === 0) await Promise.race([lookup(host, { all: true }), stop]);
  });
}

/** Opens a TCP connection and closes it. */
export function probeTcp(url: URL, options: ProbeOptions): Promise<ProbeResult> {
  return measure(options, (stop) => {
    const socket = connectTcp({ host: hostOf(url), port: portOf(url) });
    return waitUntilOpen(socket, 'connect', stop);
  });
}

/** Opens a TLS connection, with the certificate verified, and closes it. */
export function probeTls(url: URL, options: ProbeOptions): Promise<ProbeResult> {
  return measure(options, (stop) => waitUntilOpen(connectTls(tlsOptions(url, options, true)), 'secureConnect', stop));
}

/** Reaches a proxy itself: its name, TCP and, for an `https://` proxy, TLS. */
export function probeProxy({ proxy, verify, ...options }: ProxyProbeOptions): Promise<ProbeResult> {
  if (proxy.url.protocol === 'http:') return probeTcp(proxy.url, options);
  return measure(options, (stop) =>
    waitUntilOpen(connectTls(tlsOptions(proxy.url, options, verify)), 'secureConnect', stop),
  );
}

/** Opens a tunnel through the proxy, with its credentials, and closes it. */
export function probeTunnel(url: URL, options: ProxyProbeOptions): Promise<ProbeResult> {
  return measure(options, async (stop) => void (await tunnelTo(url, options, stop)).destroy());
}

/** Opens a TLS connection to the server through the proxy and closes it. */
export function probeTunnelTls(url: URL, options: ProxyProbeOptions): Promise<ProbeResult> {
  return measure(options, async (stop) => {
    const socket = await tunnelTo(url, options, stop);
    await waitUntilOpen(connectTls({ ...tlsOptions(url, options, options.verify), socket }), 'secureConnect', stop);
  });
}

async function tunnelTo(url: URL, options: ProxyProbeOptions, stop: Promise<never>): Promise<Socket> {
  const end = new AbortController();
  const { proxy, timeoutMs, verify, ca } = options;
  const target = `${url.hostname}:${portOf(url)}`;
  const tunnel = openTunnel(proxy, target, { timeoutMs, verify, ca, signal: end.signal });
  try {
    return await Promise.race([tunnel, stop]);
  } finally {
    end.abort();
  }
}

function tlsOptions(url: URL, { ca }: ProbeOptions, verify: boolean): ConnectionOptions {
  const host = hostOf(url);
  return {
    host,
    port: portOf(url),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: verify,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca: [...ca] }),
  };
}

async function waitUntilOpen(socket: Socket, event: string, stop: Promise<never>): Promise<void> {
  const open = new Promise<void>((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.on('error', reject);
  });
  try {
    await Promise.race([open, stop]);
  } finally {
    socket.destroy();
  }
}

async function measure(options: ProbeOptions, step: (stop: Promise<never>) => Promise<void>): Promise<ProbeResult> {
  const began = performance.now();
  const done = (code: string | null): ProbeResult => ({
    ok: code === null,
    code,
    ms: Math.round(performance.now() - began),
  });
  if (options.signal?.aborted === true) return done('ABORTED');
  let end: (code: string) => void = () => undefined;
  const stop = new Promise<never>((_, reject) => {
    end = (code) => reject(Object.assign(new Error(code), { code }));
  });
  stop.catch(() => undefined);
  const timer = setTimeout(() => end('TIMEOUT'), options.timeoutMs);
  const cancel = (): void => end('ABORTED');
  options.signal?.addEventListener('abort', cancel, { once: true });
  try {
    await step(stop);
    return done(null);
  } catch (error) {
    return done(codeOf(error));
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', cancel);
  }
}
