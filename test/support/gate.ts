import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a request is held: before the server gets it, or after the server has done it and before its answer goes back. */
type Moment = 'before' | 'after';

/** A real HTTP hop in front of a server, which can hold a request at a moment and counts those under way. */
export interface Gate {
  readonly origin: string;
  /** The most requests that were under way at once. */
  readonly most: number;
  /** Bodies of the requests that write, in the order in which they arrived. */
  readonly written: readonly string[];
  /** Holds the next request of a method that is no GET. Resolves when it is held, to what lets it go on. */
  hold(moment: Moment): Promise<() => void>;
  close(): Promise<void>;
}

interface Trap {
  readonly moment: Moment;
  readonly caught: (release: () => void) => void;
}

export async function openGate(target: string): Promise<Gate> {
  let under = 0;
  let most = 0;
  let trap: Trap | undefined;
  const written: string[] = [];

  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    if (incoming.method !== 'GET') written.push(body.toString());
    const own = incoming.method === 'GET' ? undefined : trap;
    if (own !== undefined) trap = undefined;
    if (own?.moment === 'before') await held(own, outgoing);
    // Whoever asked is gone: as if the request had never arrived.
    if (outgoing.destroyed) return;
    const answer = await ask(target, incoming, body);
    if (own?.moment === 'after') await held(own, outgoing);
    if (outgoing.destroyed) return;
    outgoing.writeHead(answer.status, answer.headers);
    outgoing.end(answer.body);
  };

  const server = createServer((incoming, outgoing) => {
    under += 1;
    most = Math.max(most, under);
    outgoing.on('close', () => {
      under -= 1;
    });
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get most() {
      return most;
    },
    written,
    hold: (moment) =>
      new Promise((resolve) => {
        trap = { moment, caught: resolve };
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Until it is released, or whoever asked is gone. */
function held({ caught }: Trap, outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once('close', resolve);
    caught(resolve);
  });
}

async function bodyOf(incoming: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function ask(target: string, { method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, reject) => {
    const { host: _host, connection: _connection, ...kept } = headers;
    const sent = forward(new URL(url, target), { method, headers: kept, agent: false }, (answer) => {
      bodyOf(answer).then(
        (whole) => resolve({ status: answer.statusCode ?? 599, headers: answer.headers, body: whole }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
