import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import buildConnector from 'undici/lib/core/connect.js';
import { openTunnel } from './tunnel.ts';
import type { NetworkPlan } from './plan.ts';
import { ProxyError } from './proxy-error.ts';

type Connector = ReturnType<typeof buildConnector>;

export interface ConnectorOptions {
  /** For name, TCP and TLS together; through a proxy for each of its steps, milliseconds. */
  readonly connectMs: number;
  /** All the certificate authorities that are trusted, PEM; undefined for Node's own. */
  readonly ca?: readonly string[] | undefined;
  /** Ends what is still being negotiated with a proxy. */
  readonly signal?: AbortSignal | undefined;
}

/** Makes the connections of a plan: straight, or through its proxy; with TLS to the service for https. */
export function planConnector({ route, verify }: NetworkPlan, { connectMs, ca, signal }: ConnectorOptions): Connector {
  const connect = buildConnector({
    timeout: connectMs,
    rejectUnauthorized: verify,
    // Made once: reading some hundred certificates for each connection is slow.
    ...(ca === undefined ? {} : { secureContext: createSecureContext({ ca: [...ca] }) }),
  });
  if (route.kind === 'direct') return connect;
  if (route.kind === 'unusable') return (_, callback) => callback(new ProxyError(route.fault), null);
  const { proxy } = route;
  const through: (...given: Parameters<Connector>) => Promise<void> = async (options, callback) => {
    const target = `${bracketed(options.hostname)}:${options.port || (options.protocol === 'https:' ? 443 : 80)}`;
    let socket: Socket;
    try {
      socket = await openTunnel(proxy, target, { timeoutMs: connectMs, verify, ca, signal });
    } catch (error) {
      callback(error instanceof ProxyError ? error : new ProxyError(error), null);
      return;
    }
    if (options.protocol === 'https:') connect({ ...options, httpSocket: socket }, callback);
    else callback(null, socket);
  };
  return (options, callback) => void through(options, callback);
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
