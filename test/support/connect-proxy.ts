import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** One CONNECT as it arrived. */
interface ConnectRequest {
  /** `host:port`, as the client named it. */
  readonly target: string;
  readonly authorization: string | undefined;
}

export interface ConnectProxy {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  readonly port: number;
  /** With the given credentials in it. */
  url(credentials?: string): string;
  /** Everything that was asked for, refused or not. */
  readonly asked: ConnectRequest[];
  /** How many tunnels were opened. */
  readonly tunnels: number;
  /** Requests that came without CONNECT: a client that uses the proxy for plain http. */
  readonly plain: string[];
  close(): Promise<void>;
}

export interface ConnectProxyOptions {
  /** `user:password` that it asks for; default none. */
  readonly credentials?: string;
  /** Does something else with each CONNECT than to open a tunnel. */
  readonly instead?: (socket: Duplex) => void;
  /** Speaks TLS itself, with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/**
 * A real CONNECT proxy on 127.0.0.1. Whatever host it is asked for, it connects to the same port of 127.0.0.1: so a test
 * can use names, and no traffic leaves the machine.
 */
export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const { credentials, instead } = options;
  const asked: ConnectRequest[] = [];
  const plain: string[] = [];
  const sockets = new Set<Duplex>();
  let tunnels = 0;
  const expected =
    credentials === undefined ? undefined : `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`;

  const server = options.tls === undefined ? createServer() : createTlsServer(options.tls);
  server.on('request', (request, response) => {
    plain.push(request.url ?? '');
    response.writeHead(501).end();
  });
  server.on('connection', (socket: Socket) => keep(socket));
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    keep(socket);
    const target = request.url ?? '';
    const authorization = request.headers['proxy-authorization'];
    asked.push({ target, authorization });
    if (instead !== undefined) return instead(socket);
    if (expected !== undefined && authorization !== expected) {
      const secret = authorization ?? 'nothing';
      socket.end(
        `HTTP/1.1 407 ${secret}\r\nproxy-authenticate: Basic realm="test"\r\nx-echo: ${secret}\r\ncontent-length: 0\r\n\r\n`,
      );
      return undefined;
    }
    const upstream = connect({ host: '127.0.0.1', port: Number(target.split(':').at(-1)) });
    keep(upstream);
    upstream.once('connect', () => {
      tunnels += 1;
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.once('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    return undefined;
  });

  function keep(socket: Duplex): void {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const scheme = options.tls === undefined ? 'http' : 'https';
  return {
    host: `127.0.0.1:${port}`,
    port,
    url: (given = '') => `${scheme}://${given === '' ? '' : `${given}@`}127.0.0.1:${port}`,
    asked,
    plain,
    get tunnels() {
      return tunnels;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
