import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  /** Exactly as on the wire, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query exactly as on the wire, without its `?`. */
  readonly rawQuery: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the server does with a request: an answer, or anything with the response and its socket. */
export type Reply = PlainReply | ((response: ServerResponse, received: Received, socket: Socket) => void);

export interface PlainReply {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is; with neither, the body is empty. */
  readonly text?: string | Uint8Array;
}

export interface ScriptedServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly url: URL;
  readonly port: number;
  /** Requests in the order they arrived. */
  readonly requests: Received[];
  /** How many connections were opened. */
  readonly connections: number;
  /** Appends replies, one per request; without one a request is answered 599. */
  reply(...replies: Reply[]): void;
  /** Resolves once this many requests have arrived in all. */
  arrived(count: number): Promise<void>;
  /** Replies that no request has used up. */
  readonly left: number;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Serves TLS with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Looks at each request first. What it gives is the answer, and the script's is kept for the next request. */
  readonly refuse?: (received: Received) => PlainReply | undefined;
}

/** A real HTTP server on 127.0.0.1 that answers from a script and remembers what it was asked. */
export async function startServer(options: ServerOptions = {}): Promise<ScriptedServer> {
  const requests: Received[] = [];
  const script: Reply[] = [];
  const sockets = new Set<Socket>();
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let connections = 0;

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const [path = '', rawQuery = ''] = (request.url ?? '').split('?', 2);
      const received: Received = {
        method: request.method ?? '',
        path,
        rawQuery,
        query: new URLSearchParams(rawQuery),
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(received);
      const reply = options.refuse?.(received) ?? script.shift();
      answer(response, reply ?? { status: 599, text: 'no reply left in the script' }, received);
      for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
    });
  };
  const server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;

  return {
    origin,
    url: new URL(origin),
    port,
    requests,
    get connections() {
      return connections;
    },
    get left() {
      return script.length;
    },
    reply: (...replies) => void script.push(...replies),
    arrived: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function answer(response: ServerResponse, reply: Reply, received: Received): void {
  response.on('error', () => undefined);
  if (typeof reply === 'function') {
    const { socket } = response;
    if (socket !== null) reply(response, received, socket);
    return;
  }
  const { status = 200, headers, json, text } = reply;
  const body = json === undefined ? text : JSON.stringify(json);
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(body);
}

/** Never answers. */
export const hang: Reply = () => undefined;

/** Closes the connection hard (TCP RST) before an answer. */
export const reset: Reply = (_response, _received, socket) => void socket.resetAndDestroy();

/** Promises a longer body than it sends, then closes. */
export function truncated(text: string): Reply {
  return (_response, _received, socket) => {
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length + 100}\r\n\r\n`;
    socket.end(head + text);
  };
}

/** Sends bytes as they are, instead of HTTP, then closes. */
export function raw(bytes: string | Uint8Array): Reply {
  return (_response, _received, socket) => void socket.end(bytes);
}

/** A port on 127.0.0.1 on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await startServer();
  await server.close();
  return server.port;
}
