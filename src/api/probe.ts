import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { codeOf } from './network-failure.ts';

/** What a single step on the way to a server came to. `code` is null when it worked. */
export interface ProbeResult {
  readonly ok: boolean;
  /** The system's code, or `TIMEOUT` or `ABORTED`. */
  readonly code: string | null;
  /** Milliseconds. */
  readonly ms: number;
}

export interface ProbeOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Certificate authorities trusted beside the built-in ones, PEM. */
  readonly ca?: readonly string[] | undefined;
}

/** The host as the system's functions want it: IPv6 without brackets. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');
const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

/** Resolves the server's name; an IP address needs none. */
export function probeDns(url: URL, options: ProbeOptions): Promise<ProbeResult> {
  const host = hostOf(url);
  return timed(options, async (stop) => {
    if (isIP(host) === 0) await Promise.race([lookup(host, { all: true }), stop]);
  });
}

/** Opens a TCP connection and closes it. */
export function probeTcp(url: URL, options: ProbeOptions): Promise<ProbeResult> {
  return timed(options, (stop) => {
    const socket = connectTcp({ host: hostOf(url), port: portOf(url) });
    return opened(socket, 'connect', stop);
  });
}

/** Opens a TLS connection, with the certificate verified, and closes it. */
export function probeTls(url: URL, options: ProbeOptions): Promise<ProbeResult> {
  const host = hostOf(url);
  const trust = options.ca === undefined ? {} : { ca: [...rootCertificates, ...options.ca] };
  return timed(options, (stop) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = connectTls({ host, port: portOf(url), ALPNProtocols: ['http/1.1'], ...name, ...trust });
    return opened(socket, 'secureConnect', stop);
  });
}

async function opened(socket: Socket, event: string, stop: Promise<never>): Promise<void> {
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

async function timed(options: ProbeOptions, step: (stop: Promise<never>) => Promise<void>): Promise<ProbeResult> {
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
