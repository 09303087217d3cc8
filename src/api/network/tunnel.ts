import { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import buildConnector from 'undici/lib/core/connect.js';
import Client from 'undici/lib/dispatcher/client.js';
import type { ProxyServer } from './proxy-server.ts';
import { ProxyError, proxyAuthenticationRequired } from './proxy-error.ts';

export interface TunnelOptions {
  /** For connecting to the proxy, and again for its answer, milliseconds. */
  readonly timeoutMs: number;
  /** Verifies certificates, the proxy's own included. */
  readonly verify: boolean;
  /** All the certificate authorities that are trusted, PEM; undefined for Node's own. */
  readonly ca?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Has a proxy open a way to `host:port` (CONNECT, RFC 9110, 9.3.6). The proxy sees that name, and neither the request nor
 * its key when the service speaks TLS.
 *
 * undici's own ProxyAgent is not used: it tells a refusal by the text of a message only, reports a proxy that cannot be
 * reached as if the service could not, and asks again for ever when the proxy closes the connection. And not Node's
 * `http`: the editor puts its own proxies into that.
 *
 * @throws ProxyError
 */
export async function openTunnel(proxy: ProxyServer, target: string, options: TunnelOptions): Promise<Socket> {
  const { timeoutMs, verify, ca } = options;
  const tls = { rejectUnauthorized: verify, ...(ca === undefined ? {} : { ca: [...ca] }) };
  const client = new Client(proxy.url, {
    connect: connectOnce(buildConnector({ timeout: timeoutMs, ...tls })),
    headersTimeout: timeoutMs,
  });
  try {
    return await connect(client, proxy, target, options.signal);
  } finally {
    // The tunnel's socket is no longer the client's.
    void client.destroy();
  }
}

/** A code that undici takes for a reason to try again gets another name: a person waits, and the proxy may count. */
function connectOnce(connector: ReturnType<typeof buildConnector>): ReturnType<typeof buildConnector> {
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
      // An answer that opens nothing: to CONNECT there is no other.
      onResponseStart: () => fail('PROXY_ANSWER'),
      onResponseData: () => undefined,
      onResponseEnd: () => fail('PROXY_ANSWER'),
      // A parser's error has no code, and quotes the answer.
      onResponseError: (_, error) => fail(error.name === 'HTTPParserError' ? 'PROXY_ANSWER' : error),
    };
    client.dispatch({ origin: proxy.url.origin, path: target, method: 'CONNECT', headers }, handler);
    return undefined;
  });
}
