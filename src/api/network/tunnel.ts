import { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import buildConnector from 'undici/lib/core/connect.js';
import Client from 'undici/lib/dispatcher/client.js';
import type { ProxyServer } from './proxy-server.ts';
import { ProxyError, proxyAuthenticationRequired } from './proxy-error.ts';

export interface TunnelOptions {
  /** Milliseconds for connecting to the proxy, and again for its response. */
  readonly timeoutMs: number;
  /** Verifies certificates, including the proxy's. */
  readonly verify: boolean;
  /** All trusted certificate authorities, PEM; undefined for Node's own. */
  readonly ca?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a tunnel through a proxy to `host:port` (CONNECT, RFC 9110, 9.3.6). With TLS to the service, the proxy sees that name
 * but neither the request nor the key.
 *
 * undici's ProxyAgent is not used: it reports a refusal only in the text of a message, reports an unreachable proxy as an
 * unreachable service, and retries for ever if the proxy closes the connection. Nor is Node's `http`, into which the editor
 * puts its own proxies.
 *
 * @throws ProxyError
 */
export async function openTunnel(proxy: ProxyServer, target: string, options: TunnelOptions): Promise<Socket> {
  const { timeoutMs, verify, ca } = options;
  const tls = { rejectUnauthorized: verify, ...(ca === undefined ? {} : { ca: [...ca] }) };
  const client = new Client(proxy.url, {
    connect: withoutRetry(buildConnector({ timeout: timeoutMs, ...tls })),
    headersTimeout: timeoutMs,
  });
  try {
    return await connect(client, proxy, target, options.signal);
  } finally {
    // The tunnel's socket is detached from the client by now.
    void client.destroy();
  }
}

/** Wraps errors of a connector, since undici retries for some of their codes. */
function withoutRetry(connector: ReturnType<typeof buildConnector>): ReturnType<typeof buildConnector> {
  return (options, callback) =>
    connector(options, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else callback(new ProxyError(error), null);
    });
}

function connect(client: Client, proxy: ProxyServer, target: string, signal: AbortSignal | undefined): Promise<Socket> {
  const authorization = proxy.authorization();
  const headers = { host: target, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) };
  return new Promise((resolve, reject) => {
    const cancel = (): void => fail('ABORTED');
    const fail = (reason: unknown): void => {
      signal?.removeEventListener('abort', cancel);
      reject(reason instanceof ProxyError ? reason : new ProxyError(reason));
      void client.destroy();
    };
    if (signal?.aborted === true) return cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => undefined,
      onRequestUpgrade(_, status, __, socket) {
        signal?.removeEventListener('abort', cancel);
        if (status >= 200 && status < 300 && socket instanceof Socket) return resolve(socket);
        socket.on('error', () => undefined).destroy();
        fail(status === 407 ? proxyAuthenticationRequired : `PROXY_STATUS_${status}`);
        return undefined;
      },
      // A response to CONNECT that opens no tunnel.
      onResponseStart: () => fail('PROXY_ANSWER'),
      onResponseData: () => undefined,
      onResponseEnd: () => fail('PROXY_ANSWER'),
      // A parser error has no code, and its message quotes the response.
      onResponseError: (_, error) => fail(error.name === 'HTTPParserError' ? 'PROXY_ANSWER' : error),
    };
    client.dispatch({ origin: proxy.url.origin, path: target, method: 'CONNECT', headers }, handler);
    return undefined;
  });
}
