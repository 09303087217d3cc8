import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { App } from './http/context.ts';

/** Time that open requests get to end when the server closes. */
const closeTimeoutMs = 5000;
/** Interval in which idle connections are closed meanwhile. */
const closeIntervalMs = 20;

/** An HTTP server on 127.0.0.1. */
export class Listener {
  readonly #server: Server;
  #closed: Promise<void> | undefined;

  /** @param makeApp makes the app; its parameter returns the port once the server listens */
  constructor(makeApp: (port: () => number) => App) {
    const listener = getRequestListener(makeApp(() => this.port).fetch, { overrideGlobalObjects: false });
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
      if (this.#closed !== undefined) outgoing.setHeader('connection', 'close');
      void listener(incoming, outgoing);
    });
  }

  /** @param port 0 for a free one @throws when the port is taken */
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

  /** Takes no more connections, and lets open requests end. */
  async close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      const started = Date.now();
      const sweep = setInterval(() => {
        if (Date.now() - started > closeTimeoutMs) this.#server.closeAllConnections();
        else this.#server.closeIdleConnections();
      }, closeIntervalMs);
      this.#server.close(() => {
        clearInterval(sweep);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
    await this.#closed;
  }
}
