import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { App } from './http/context.ts';

/** How long requests under way may take to end when the server closes, in milliseconds. */
const closingGrace = 5000;
/** How often connections that have become idle are closed meanwhile, in milliseconds. */
const closingStep = 20;

/** A server on 127.0.0.1. */
export class Listener {
  readonly #server: Server;
  #closed: Promise<void> | undefined;

  /** @param makeApp makes what it serves, given the port it listens on, once it does */
  constructor(makeApp: (port: () => number) => App) {
    const listener = getRequestListener(makeApp(() => this.port).fetch, { overrideGlobalObjects: false });
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
      if (this.#closed !== undefined) outgoing.setHeader('connection', 'close');
      void listener(incoming, outgoing);
    });
  }

  /** @param port 0 takes one that is free. Rejects when the port is taken. */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Takes no more connections, lets requests under way end, and closes connections as they become idle. */
  async close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      const started = Date.now();
      const sweep = setInterval(() => {
        if (Date.now() - started > closingGrace) this.#server.closeAllConnections();
        else this.#server.closeIdleConnections();
      }, closingStep);
      this.#server.close(() => {
        clearInterval(sweep);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
    await this.#closed;
  }
}
