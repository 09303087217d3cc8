import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import buildConnector from 'undici/lib/core/connect.js';
import { openTunnel } from './tunnel.ts';
import type { NetworkPlan } from './plan.ts';
import { ProxyError } from './proxy-error.ts';

type Connector = ReturnType<typeof buildConnector>;

export interface ConnectorOptions {
  /** Milliseconds for DNS, TCP and TLS together; with a proxy, for each of its steps. */
  readonly connectMs: number;
  /** All trusted certificate authorities, PEM; undefined for Node's own. */
  readonly ca?: readonly string[] | undefined;
  /** Aborts tunnels that are being opened. */
  readonly signal?: AbortSignal | undefined;
}

/** Returns the function that opens connections according to a network plan. */
export function planConnector({ route, verify }: NetworkPlan, { connectMs, ca, signal }: ConnectorOptions): Connector {
  const connect = buildConnector({
    timeout: connectMs,
    rejectUnauthorized: verify,
    // Created once, since parsing some hundred certificates for each connection is slow.
    ...(ca === undefined ? {} : { secureContext: createSecureContext({ ca: [...ca] }) }),
  });
  if (route.kind === 'direct') return connect;
  if (route.kind === 'unusable') return (_, callback) => callback(new ProxyError(route.fault), null);
  const { proxy } = route;
  const connectThroughProxy: (...args: Parameters<Connector>) => Promise<void> = async (options, callback) => {
    const target = `${withBrackets(options.hostname)}:${options.port || (options.protocol === 'https:' ? 443 : 80)}`;
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
  return (options, callback) => void connectThroughProxy(options, callback);
}

function withBrackets(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
